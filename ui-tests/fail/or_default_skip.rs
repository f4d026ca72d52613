use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(skip, or_default)]
    count: u32,
}

fn main() {}
