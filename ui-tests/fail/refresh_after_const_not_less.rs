use iron_session::IronSession;
use std::time::Duration;

const MAX_AGE: Duration = Duration::from_secs(60);
const AFTER: Duration = Duration::from_secs(60);

#[derive(IronSession)]
#[iron(max_age = MAX_AGE, refresh_after = AFTER)]
struct Visit {
    visits: u32,
}

fn main() {}
