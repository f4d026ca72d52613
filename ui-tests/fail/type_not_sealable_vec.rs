use iron_session::IronSession;

struct UserId(u64);

#[derive(IronSession)]
struct Visit {
    users: Vec<UserId>,
}

fn main() {}
