use iron_session::IronSession;

#[derive(IronSession)]
#[iron(schema = 2u16)]
struct Visit {
    visits: u32,
}

fn main() {}
