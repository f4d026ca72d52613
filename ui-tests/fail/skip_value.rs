use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(skip = true)]
    visits: u32,
}

fn main() {}
