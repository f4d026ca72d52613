use iron_session::IronSession;

#[derive(IronSession)]
#[iron(crate = 5)]
struct Visit {
    visits: u32,
}

fn main() {}
