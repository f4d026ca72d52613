use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = 5)]
struct Visit {
    visits: u32,
}

fn main() {}
