use iron_session::IronSession;

#[derive(IronSession)]
struct Old {
    visits: u32,
}

#[derive(IronSession)]
#[iron(schema = 1, from = Old)]
struct Visit {
    visits: u32,
}

fn main() {}

// J10
