use iron_session::IronSession;

#[derive(IronSession)]
#[iron(schema = 1, schema = 2)]
struct Visit {
    visits: u32,
}

fn main() {}
