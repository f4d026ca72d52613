use iron_session::{Config, IronSession};

#[derive(IronSession)]
#[iron(cookie = "visit", secure = false)]
struct A {
    visits: u32,
}

#[derive(IronSession)]
#[iron(secure = true)]
struct B {
    visits: u32,
}

#[derive(IronSession)]
#[iron(secure)]
struct C {
    visits: u32,
}

#[derive(IronSession)]
#[iron(cookie = "visit", secure = false, same_site = "lax", partitioned = false)]
struct D {
    visits: u32,
}

fn main() {
    assert_eq!(A::CONFIG, Config::new("visit").secure(false));
    assert_eq!(B::CONFIG, Config::new("__Host-session"));
    assert_eq!(C::CONFIG, Config::new("__Host-session"));
    assert_eq!(D::CONFIG, Config::new("visit").secure(false));
}
