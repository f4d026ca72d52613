use iron_session::IronSession;
use std::time::Duration;

const TIMEOUT: Duration = Duration::ZERO;
const AFTER: Duration = Duration::from_secs(60);

#[derive(IronSession)]
#[iron(absolute_timeout = TIMEOUT, refresh_after = AFTER)]
struct Visit {
    visits: u32,
}

fn main() {}
