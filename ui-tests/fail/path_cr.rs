use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", path = "/app\r")]
struct Visit {
    visits: u32,
}

fn main() {}

// R11
