//! `accept`, `accept_until` and `accept_name`: sessions of JavaScript are accepted, up to the end of the last
//! day in UTC.

use iron_session::{Config, IronSession};

#[derive(IronSession)]
#[iron(accept = "fe26", accept_until = "2027-06-30", schema = 1, from = Before, id)]
struct Moved {
    count: u32,
}

#[derive(IronSession)]
struct Before {
    count: u32,
}

impl From<Before> for Moved {
    fn from(before: Before) -> Self {
        Self { count: before.count() }
    }
}

#[derive(IronSession)]
#[iron(cookie = "app", accept = "fe26", accept_until = "2028-02-29", accept_name = "sid")]
struct Named {
    count: u32,
}

fn main() {
    assert_eq!(Moved::CONFIG, Config::new("__Host-session").id(true).accept_fe26(1_814_400_000));
    assert_eq!(Named::CONFIG, Config::new("app").accept_fe26(1_835_481_600).accept_name("sid"));
    assert_eq!((Moved::default().count(), Named::default().count()), (0, 0));
}
