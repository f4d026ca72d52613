use iron_session::IronSession;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(60);

#[derive(IronSession)]
#[iron(max_age = "2m", absolute_timeout = TIMEOUT)]
struct Visit {
    visits: u32,
}

fn main() {}
