use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    visits: u32,
    visits: u32,
}

fn main() {}
