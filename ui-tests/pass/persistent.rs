use iron_session::{Config, IronSession};

#[derive(IronSession)]
#[iron(persistent = false)]
struct A {
    visits: u32,
}

#[derive(IronSession)]
#[iron(persistent = true)]
struct B {
    visits: u32,
}

#[derive(IronSession)]
#[iron(persistent)]
struct C {
    visits: u32,
}

fn main() {
    assert_eq!(A::CONFIG, Config::new("__Host-session").persistent(false));
    assert_eq!(B::CONFIG, Config::new("__Host-session"));
    assert_eq!(C::CONFIG, Config::new("__Host-session"));
}
