use iron_session::IronSession;

const DOMAIN: &str = "https://example.com";

#[derive(IronSession)]
#[iron(cookie = "visit", domain = DOMAIN)]
struct Visit {
    visits: u32,
}

fn main() {}
