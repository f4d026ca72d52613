use iron_session::IronSession;
use serde::Serialize;

#[derive(Default, Serialize)]
struct UserId(u64);

#[derive(IronSession)]
struct Visit {
    user: UserId,
}

fn main() {}
