use iron_session::{Config, IronSession};

#[derive(IronSession)]
#[iron(partitioned)]
struct A {
    visits: u32,
}

#[derive(IronSession)]
#[iron(partitioned = true)]
struct B {
    visits: u32,
}

#[derive(IronSession)]
#[iron(partitioned = false)]
struct C {
    visits: u32,
}

fn main() {
    assert_eq!(A::CONFIG, Config::new("__Host-session").partitioned(true));
    assert_eq!(B::CONFIG, Config::new("__Host-session").partitioned(true));
    assert_eq!(C::CONFIG, Config::new("__Host-session"));
}
