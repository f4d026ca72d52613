use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(get = name)]
    visits: u32,
    name: String,
}

fn main() {}
