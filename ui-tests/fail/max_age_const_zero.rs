use iron_session::IronSession;
use std::time::Duration;

const MAX_AGE: Duration = Duration::ZERO;

#[derive(IronSession)]
#[iron(max_age = MAX_AGE, refresh_after = "1d")]
struct Visit {
    visits: u32,
}

fn main() {}
