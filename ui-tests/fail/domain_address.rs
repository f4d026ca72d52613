use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", domain = "127.0.0.1")]
struct Visit {
    visits: u32,
}

fn main() {}
