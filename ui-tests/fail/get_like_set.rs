use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(get = count, set = count)]
    visits: u32,
}

fn main() {}
