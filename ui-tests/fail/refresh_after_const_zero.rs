use iron_session::IronSession;
use std::time::Duration;

const AFTER: Duration = Duration::ZERO;

#[derive(IronSession)]
#[iron(refresh_after = AFTER)]
struct Visit {
    visits: u32,
}

fn main() {}
