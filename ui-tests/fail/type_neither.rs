use iron_session::IronSession;

struct UserId(u64);

#[derive(IronSession)]
struct Visit {
    visits: u32,
    user: UserId,
    name: String,
}

fn main() {}
