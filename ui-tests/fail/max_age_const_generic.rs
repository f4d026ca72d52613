use iron_session::IronSession;
use std::time::Duration;

const MAX_AGE: Duration = Duration::ZERO;

#[derive(IronSession)]
#[iron(max_age = MAX_AGE)]
struct Visit<T> {
    item: T,
}

fn main() {}
