use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(encrypted)]
    visits: u32,
}

fn main() {}
