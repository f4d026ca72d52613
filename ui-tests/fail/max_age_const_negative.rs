use iron_session::IronSession;

#[derive(IronSession)]
#[iron(max_age = -1)]
struct Visit {
    visits: u32,
}

fn main() {}
