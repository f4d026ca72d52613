use iron_session::IronSession;
use std::time::Duration;

#[derive(IronSession)]
#[iron(max_age = Duration::from_millis(1500))]
struct Visit {
    visits: u32,
}

fn main() {}
