use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", domain = "example.com; Secure")]
struct Visit {
    visits: u32,
}

fn main() {}
