use iron_session::IronSession;
use std::time::Duration;

#[derive(IronSession)]
#[iron(absolute_timeout = Duration::MAX)]
struct Visit {
    visits: u32,
}

fn main() {}
