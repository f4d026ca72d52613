use iron_session::IronSession;
use std::time::Duration;

fn max_age() -> Duration {
    Duration::from_secs(60)
}

#[derive(IronSession)]
#[iron(max_age = max_age())]
struct Visit {
    visits: u32,
}

fn main() {}
