use iron_session::IronSession;

struct UserId(u64);

#[derive(IronSession)]
struct Visit {
    user: Option<UserId>,
}

fn main() {}
