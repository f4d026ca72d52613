use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", partitioned, secure = false)]
struct Visit {
    visits: u32,
}

fn main() {}
