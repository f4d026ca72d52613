use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(get = visit::count)]
    visits: u32,
}

fn main() {}
