use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", domain = "localhost")]
struct Visit {
    visits: u32,
}

fn main() {}
