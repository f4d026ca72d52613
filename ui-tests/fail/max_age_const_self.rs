use iron_session::IronSession;
use std::time::Duration;

#[derive(IronSession)]
#[iron(max_age = Self::MAX_AGE)]
struct Visit {
    visits: u32,
}

impl Visit {
    const MAX_AGE: Duration = Duration::from_secs(60);
}

fn main() {}
