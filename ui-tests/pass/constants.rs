//! Constants in every key that takes them, written in every way that Rust allows.

use iron_session::{Config, Expiring, IronSession};
use std::time::Duration;

mod settings {
    use std::time::Duration;

    pub const NAME: &str = "__Secure-visit";
    pub const HOUR: Duration = Duration::from_secs(3600);
    pub static DOMAIN: &str = "example.com";
}

const PATH: &str = "/app";

const fn days(days: u64) -> Duration {
    Duration::from_secs(days * 86_400)
}

#[derive(IronSession)]
#[iron(cookie = settings::NAME, path = PATH, domain = settings::DOMAIN)]
#[iron(max_age = days(2), refresh_after = settings::HOUR, absolute_timeout = days(30))]
struct Visit {
    #[iron(lifetime = settings::HOUR)]
    sudo: Expiring<u64>,
}

#[derive(IronSession)]
#[iron(cookie = concat!("vis", "it"), max_age = Duration::from_secs(60 * 60), path = Inline::PATH)]
struct Inline {
    visits: u32,
}

impl Inline {
    const PATH: &'static str = "/inline";
}

trait Settings {
    const NAME: &'static str;
    const MAX_AGE: Duration;
}

struct Mine;

impl Settings for Mine {
    const NAME: &'static str = "mine";
    const MAX_AGE: Duration = days(1);
}

#[derive(IronSession)]
#[iron(cookie = <Mine as Settings>::NAME, max_age = Mine::MAX_AGE, domain = settings::DOMAIN)]
struct Generic<T> {
    item: T,
    #[iron(lifetime = if cfg!(debug_assertions) { Mine::MAX_AGE } else { settings::HOUR })]
    code: Expiring<T>,
}

#[derive(IronSession)]
#[iron(cookie = option_name(None))]
struct Computed {
    visits: u32,
}

const fn option_name(name: Option<&'static str>) -> &'static str {
    match name {
        Some(name) => name,
        None => "visit",
    }
}

macro_rules! session {
    ($name:ident, $cookie:expr, $max_age:expr, $lifetime:expr) => {
        #[derive(IronSession)]
        #[iron(cookie = $cookie, max_age = $max_age)]
        struct $name {
            #[iron(lifetime = $lifetime)]
            sudo: Expiring<u64>,
        }
    };
}

session!(ByMacro, settings::NAME, settings::HOUR, days(1));

fn main() {
    let config = Config::new(settings::NAME).path(PATH).domain("example.com").max_age(days(2));
    assert_eq!(Visit::CONFIG, config.refresh_after(settings::HOUR).absolute_timeout(days(30)));
    assert_eq!(Inline::CONFIG, Config::new("visit").max_age(settings::HOUR).path("/inline"));
    assert_eq!(Generic::<u8>::CONFIG, Config::new("mine").max_age(days(1)).domain("example.com"));
    assert_eq!(Computed::CONFIG, Config::new("visit"));
    assert_eq!(ByMacro::CONFIG, Config::new(settings::NAME).max_age(settings::HOUR));
    let mut generic = Generic::<u8>::default();
    generic.set_code(*generic.item() + 1);
    assert_eq!(generic.code(), Some(&1));
}
