use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", domain = "example.com\r\n")]
struct Visit {
    visits: u32,
}

fn main() {}

// R11
