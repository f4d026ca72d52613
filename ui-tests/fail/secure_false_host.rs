use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "__Host-visit", secure = false)]
struct Visit {
    visits: u32,
}

fn main() {}
