use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(id)]
    visits: u32,
}

fn main() {}
