use iron_session::IronSession;
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
struct UserId(u64);

#[derive(IronSession)]
struct Visit {
    user: UserId,
}

fn main() {}
