use iron_session::IronSession;
use std::time::Duration;

const MAX_AGE: Duration = Duration::from_secs(400 * 86_400 + 1);

#[derive(IronSession)]
#[iron(max_age = MAX_AGE)]
struct Visit {
    visits: u32,
}

fn main() {}
