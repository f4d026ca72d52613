use iron_session::IronSession;
use std::time::Duration;

const AFTER: Duration = Duration::from_secs(14 * 86_400);

#[derive(IronSession)]
#[iron(refresh_after = AFTER)]
struct Visit {
    visits: u32,
}

fn main() {}
