use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "__Host-")]
struct Visit {
    visits: u32,
}

fn main() {}
