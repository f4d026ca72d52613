use iron_session::{Config, IronSession};

#[derive(IronSession)]
#[iron(cookie = "visit", domain = "example.com")]
struct A {
    visits: u32,
}

#[derive(IronSession)]
#[iron(domain = "xn--mller-kva.example", cookie = "__Secure-visit")]
struct B {
    visits: u32,
}

#[derive(IronSession)]
#[iron(cookie = "visit", domain = "a_b.localhost")]
struct C {
    visits: u32,
}

fn main() {
    assert_eq!(A::CONFIG, Config::new("visit").domain("example.com"));
    assert_eq!(B::CONFIG, Config::new("__Secure-visit").domain("xn--mller-kva.example"));
    assert_eq!(C::CONFIG, Config::new("visit").domain("a_b.localhost"));
}
