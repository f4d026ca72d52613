use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(get, set)]
    visits: u32,
}

fn main() {}
