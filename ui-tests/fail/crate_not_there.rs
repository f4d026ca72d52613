use iron_session::IronSession;

#[derive(IronSession)]
#[iron(crate = ::nowhere)]
struct Visit {
    visits: u32,
}

fn main() {}
