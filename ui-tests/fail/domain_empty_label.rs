use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", domain = "example..com")]
struct Visit {
    visits: u32,
}

fn main() {}
