use iron_session::{Config, IronSession};

#[derive(IronSession)]
#[iron(cookie = "visit", path = "/app")]
struct A {
    visits: u32,
}

#[derive(IronSession)]
#[iron(path = "/")]
struct B {
    visits: u32,
}

#[derive(IronSession)]
#[iron(cookie = "visit", path = "/a,b=%20'c\"")]
struct C {
    visits: u32,
}

#[derive(IronSession)]
#[iron(cookie = "__Secure-visit", path = "/app")]
struct D {
    visits: u32,
}

fn main() {
    assert_eq!(A::CONFIG, Config::new("visit").path("/app"));
    assert_eq!(B::CONFIG, Config::new("__Host-session"));
    assert_eq!(C::CONFIG, Config::new("visit").path("/a,b=%20'c\""));
    assert_eq!(D::CONFIG, Config::new("__Secure-visit").path("/app"));
}
