use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(schema = 1)]
    visits: u32,
}

fn main() {}
