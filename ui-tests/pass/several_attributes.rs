use iron_session::{Config, IronSession, Priority, SameSite};
use std::time::Duration;

#[derive(IronSession)]
#[iron(cookie = "visit", max_age = "30d")]
#[iron(path = "/app", domain = "example.com", persistent = false)]
#[iron(http_only = false, same_site = "none", partitioned, priority = "low")]
struct Visit {
    #[iron(default = 7)]
    #[iron(rename = "n")]
    visits: u32,
}

fn main() {
    const WANTED: Config = Config::new("visit")
        .max_age(Duration::from_secs(30 * 86_400))
        .path("/app")
        .domain("example.com")
        .persistent(false)
        .http_only(false)
        .same_site(SameSite::None)
        .partitioned(true)
        .priority(Priority::Low);
    assert_eq!(Visit::CONFIG, WANTED);
    assert_eq!(Visit::CONFIG.check(), Ok(()));
    assert_eq!(Visit::default().visits(), 7);
    assert_eq!(Visit::MEMBERS, ["n"]);
}
