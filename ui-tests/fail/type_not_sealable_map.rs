use iron_session::IronSession;

struct UserId(u64);

#[derive(IronSession)]
struct Visit {
    users: std::collections::HashMap<String, UserId>,
}

fn main() {}
