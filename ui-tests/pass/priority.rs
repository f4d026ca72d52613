use iron_session::{Config, IronSession, Priority};

#[derive(IronSession)]
#[iron(priority = "low")]
struct A {
    visits: u32,
}

#[derive(IronSession)]
#[iron(priority = "medium")]
struct B {
    visits: u32,
}

#[derive(IronSession)]
#[iron(priority = "high")]
struct C {
    visits: u32,
}

fn main() {
    assert_eq!(A::CONFIG, Config::new("__Host-session").priority(Priority::Low));
    assert_eq!(B::CONFIG, Config::new("__Host-session").priority(Priority::Medium));
    assert_eq!(C::CONFIG, Config::new("__Host-session").priority(Priority::High));
}
