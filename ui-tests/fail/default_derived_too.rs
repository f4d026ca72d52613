use iron_session::IronSession;

#[derive(Default, IronSession)]
struct Visit {
    visits: u32,
}

fn main() {}
