use iron_session::IronSession;
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
struct UserId(u64);

#[derive(IronSession)]
#[iron(id, subject = user_id)]
pub struct SessionData {
    user_id: Option<UserId>,
}

fn main() {}
