use iron_session::IronSession;

#[derive(IronSession)]
struct Visit {
    #[iron(serialize_with = hex)]
    visits: u32,
}

fn main() {}
