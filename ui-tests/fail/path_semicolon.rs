use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", path = "/app; Domain=evil.example")]
struct Visit {
    visits: u32,
}

fn main() {}
