use iron_session::IronSession;
use serde::{Deserialize, Serialize};

#[derive(IronSession, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Visit {
    visits: u32,
}

fn main() {}
