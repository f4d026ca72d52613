use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", path = "")]
struct Visit {
    visits: u32,
}

fn main() {}
