use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", domain = "müller.example")]
struct Visit {
    visits: u32,
}

fn main() {}
