use iron_session::IronSession;
use std::time::Duration;

const NAME: &str = "a;b";
const DOMAIN: &str = "a b";
const PATH: &str = "a";
const MAX_AGE: Duration = Duration::ZERO;

#[derive(IronSession)]
#[iron(cookie = NAME, domain = DOMAIN, path = PATH, max_age = MAX_AGE)]
struct Visit {
    visits: u32,
}

fn main() {}
