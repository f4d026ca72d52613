use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", domain = "a.0x1")]
struct Visit {
    visits: u32,
}

fn main() {}
