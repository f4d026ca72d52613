use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", max_age = "1h", cookie = "visits")]
struct Visit {
    visits: u32,
}

fn main() {}
