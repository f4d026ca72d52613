use iron_session::{Config, IronSession};
use std::time::Duration;

const YEAR: Duration = Duration::from_secs(365 * 86_400);

#[derive(IronSession)]
#[iron(absolute_timeout = "52w 1d")]
struct Text {
    visits: u32,
}

#[derive(IronSession)]
#[iron(absolute_timeout = YEAR)]
struct Const {
    visits: u32,
}

#[derive(IronSession)]
#[iron(absolute_timeout = "never")]
struct Never {
    visits: u32,
}

// Shorter than the default `max_age`, which then becomes as short.
#[derive(IronSession)]
#[iron(absolute_timeout = "1s")]
struct Short {
    visits: u32,
}

#[derive(IronSession)]
#[iron(max_age = "30d", absolute_timeout = "30d")]
struct Equal {
    visits: u32,
}

// A seal counts seconds in 32 bits. The 400 days of browsers are no limit here.
#[derive(IronSession)]
#[iron(absolute_timeout = "4294967295s")]
struct Longest {
    visits: u32,
}

fn main() {
    let config = Config::new("__Host-session");
    assert_eq!(Text::CONFIG, config.absolute_timeout(YEAR));
    assert_eq!(Const::CONFIG, Text::CONFIG);
    assert_eq!(Never::CONFIG, config.no_absolute_timeout());
    assert_eq!(Short::CONFIG, config.absolute_timeout(Duration::from_secs(1)));
    let month = Duration::from_secs(30 * 86_400);
    assert_eq!(Equal::CONFIG, config.max_age(month).absolute_timeout(month));
    assert_eq!(Longest::CONFIG, config.absolute_timeout(Duration::from_secs(u32::MAX.into())));
    for config in [Text::CONFIG, Never::CONFIG, Short::CONFIG, Equal::CONFIG, Longest::CONFIG] {
        assert_eq!(config.check(), Ok(()));
    }
}
