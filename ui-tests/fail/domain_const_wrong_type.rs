use iron_session::IronSession;

const DOMAIN: Option<&str> = Some("example.com");

#[derive(IronSession)]
#[iron(cookie = "visit", domain = DOMAIN)]
struct Visit {
    visits: u32,
}

fn main() {}
