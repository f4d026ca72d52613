use iron_session::{Config, IronSession};
use std::time::Duration;

#[derive(IronSession)]
#[iron(max_age = "1s")]
struct A {
    visits: u32,
}

#[derive(IronSession)]
#[iron(max_age = "2m")]
struct B {
    visits: u32,
}

#[derive(IronSession)]
#[iron(max_age = "3h")]
struct C {
    visits: u32,
}

#[derive(IronSession)]
#[iron(max_age = "30d")]
struct D {
    visits: u32,
}

#[derive(IronSession)]
#[iron(max_age = "2w")]
struct E {
    visits: u32,
}

#[derive(IronSession)]
#[iron(max_age = "1h 30m")]
struct F {
    visits: u32,
}

#[derive(IronSession)]
#[iron(max_age = " 1w  1d 1h 1m 1s ")]
struct G {
    visits: u32,
}

#[derive(IronSession)]
#[iron(max_age = "400d")]
struct H {
    visits: u32,
}

#[derive(IronSession)]
#[iron(max_age = "0d 1s")]
struct I {
    visits: u32,
}

fn main() {
    assert_eq!(A::CONFIG, Config::new("__Host-session").max_age(Duration::from_secs(1)));
    assert_eq!(B::CONFIG, Config::new("__Host-session").max_age(Duration::from_secs(120)));
    assert_eq!(C::CONFIG, Config::new("__Host-session").max_age(Duration::from_secs(3 * 3600)));
    assert_eq!(D::CONFIG, Config::new("__Host-session").max_age(Duration::from_secs(30 * 86_400)));
    assert_eq!(E::CONFIG, Config::new("__Host-session").max_age(Duration::from_secs(14 * 86_400)));
    assert_eq!(F::CONFIG, Config::new("__Host-session").max_age(Duration::from_secs(90 * 60)));
    assert_eq!(G::CONFIG, Config::new("__Host-session").max_age(Duration::from_secs(8 * 86_400 + 3661)));
    assert_eq!(H::CONFIG, Config::new("__Host-session").max_age(Duration::from_secs(400 * 86_400)));
    assert_eq!(I::CONFIG, Config::new("__Host-session").max_age(Duration::from_secs(1)));
}
