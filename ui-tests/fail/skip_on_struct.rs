use iron_session::IronSession;

#[derive(IronSession)]
#[iron(skip)]
struct Visit {
    visits: u32,
}

fn main() {}
