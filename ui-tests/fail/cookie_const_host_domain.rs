use iron_session::IronSession;
use std::time::Duration;

const NAME: &str = "__Host-visit";
const TIMEOUT: Duration = Duration::from_secs(20 * 86_400);

#[derive(IronSession)]
#[iron(cookie = NAME, absolute_timeout = TIMEOUT, domain = "example.com")]
struct Visit {
    visits: u32,
}

fn main() {}
