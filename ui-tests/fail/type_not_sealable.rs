use iron_session::IronSession;

#[derive(Default)]
struct UserId(u64);

#[derive(IronSession)]
struct Visit {
    user: UserId,
}

fn main() {}
