use iron_session::IronSession;

#[derive(IronSession)]
#[iron(with = hex)]
struct Visit {
    visits: u32,
}

fn main() {}
