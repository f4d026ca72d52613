use iron_session::IronSession;

#[derive(IronSession)]
#[iron(backend = "redis")]
struct Visit {
    visits: u32,
}

fn main() {}
