use iron_session::{Config, IronSession};

#[derive(IronSession)]
#[iron(http_only = false)]
struct A {
    visits: u32,
}

#[derive(IronSession)]
#[iron(http_only = true)]
struct B {
    visits: u32,
}

#[derive(IronSession)]
#[iron(http_only)]
struct C {
    visits: u32,
}

#[derive(IronSession)]
#[iron(cookie = "__Secure-visit", http_only = false)]
struct D {
    visits: u32,
}

fn main() {
    assert_eq!(A::CONFIG, Config::new("__Host-session").http_only(false));
    assert_eq!(B::CONFIG, Config::new("__Host-session"));
    assert_eq!(C::CONFIG, Config::new("__Host-session"));
    assert_eq!(D::CONFIG, Config::new("__Secure-visit").http_only(false));
}
