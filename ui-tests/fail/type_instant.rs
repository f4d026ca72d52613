use iron_session::IronSession;

use std::collections::HashMap;
use std::time::Instant;

#[derive(IronSession)]
struct Visit {
    seen: Option<Instant>,
    times: HashMap<String, Vec<(u8, Instant)>>,
}

fn main() {}
