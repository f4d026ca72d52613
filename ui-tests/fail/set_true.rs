use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(set = true)]
    visits: u8,
    #[iron(get = seen, set = true)]
    views: u8,
}

fn main() {}
