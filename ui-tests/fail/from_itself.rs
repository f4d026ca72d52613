use iron_session::IronSession;

#[derive(IronSession)]
#[iron(schema = 1, from = Visit)]
struct Visit {
    visits: u32,
}

fn main() {}
