use iron_session::IronSession;

#[derive(IronSession)]
#[iron(accessors = false)]
struct Visit {
    visits: u32,
}

fn main() {}
