use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(set = a, set = b)]
    visits: u32,
}

fn main() {}
