use iron_session::IronSession;

#[derive(IronSession)]
#[iron(crate)]
struct Visit {
    visits: u32,
}

fn main() {}
