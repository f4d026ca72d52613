use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", path = "/app\n")]
struct Visit {
    visits: u32,
}

fn main() {}
