use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit"utf8)]
struct Visit {
    visits: u32,
}

fn main() {}
