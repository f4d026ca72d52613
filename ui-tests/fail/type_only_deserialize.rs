use iron_session::IronSession;
use serde::Deserialize;

#[derive(Default, Deserialize)]
struct UserId(u64);

#[derive(IronSession)]
struct Visit {
    user: UserId,
}

fn main() {}
