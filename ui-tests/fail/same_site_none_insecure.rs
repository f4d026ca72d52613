use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", same_site = "none", secure = false)]
struct Visit {
    visits: u32,
}

fn main() {}
