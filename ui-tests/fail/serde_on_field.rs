use iron_session::IronSession;
use serde::{Deserialize, Serialize};

#[derive(IronSession, Serialize, Deserialize)]
struct Visit {
    #[serde(rename = "v")]
    visits: u32,
}

fn main() {}
