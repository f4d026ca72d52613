use iron_session::IronSession;

#[derive(IronSession)]
#[iron(persistent = 0)]
struct Visit {
    visits: u32,
}

fn main() {}
