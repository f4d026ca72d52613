use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(get = count)]
    visits: u32,
    #[iron(get = count)]
    views: u32,
}

fn main() {}
