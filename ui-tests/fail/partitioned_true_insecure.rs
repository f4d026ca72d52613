use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "visit", secure = false, partitioned = true)]
struct Visit {
    visits: u32,
}

fn main() {}
