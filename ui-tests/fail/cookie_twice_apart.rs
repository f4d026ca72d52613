use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit")]
#[iron(cookie = "visits")]
struct Visit {
    visits: u32,
}

fn main() {}
