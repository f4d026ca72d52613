use iron_session::IronSession;
use std::time::Duration;

const AFTER: Duration = Duration::from_secs(60);

#[derive(IronSession)]
#[iron(max_age = "1m", refresh_after = AFTER)]
struct Visit {
    visits: u32,
}

fn main() {}
