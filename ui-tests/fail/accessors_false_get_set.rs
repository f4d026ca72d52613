use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(accessors = false, get = a, set = b)]
    visits: u32,
}

fn main() {}
