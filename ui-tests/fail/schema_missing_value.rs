use iron_session::IronSession;

#[derive(IronSession)]
#[iron(schema)]
struct Visit {
    visits: u32,
}

fn main() {}
