use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(get = save)]
    visits: u32,
}

fn main() {}
