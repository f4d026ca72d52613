use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(with = hex)]
    visits: u32,
}

fn main() {}
