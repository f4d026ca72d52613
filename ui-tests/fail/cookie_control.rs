use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit\r\nSet-Cookie: a=b")]
struct Visit {
    visits: u32,
}

fn main() {}
