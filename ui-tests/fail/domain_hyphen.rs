use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", domain = "-a.example.com")]
struct Visit {
    visits: u32,
}

fn main() {}
