use iron_session::IronSession;

#[derive(IronSession)]
#[iron(schema = -1)]
struct Visit {
    visits: u32,
}

fn main() {}
