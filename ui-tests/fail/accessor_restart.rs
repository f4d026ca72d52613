use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    restart: u32,
}

fn main() {}
