use iron_session::{Config, IronSession};

#[derive(IronSession)]
#[iron(cookie = "visit")]
struct A {
    visits: u32,
}

#[derive(IronSession)]
#[iron()]
struct B {
    visits: u32,
}

#[derive(IronSession)]
#[iron(cookie = r"__Secure-a.b_c-1")]
struct C {
    visits: u32,
}

#[derive(IronSession)]
#[iron(cookie = "__Http-visit")]
struct D {
    visits: u32,
}

#[derive(IronSession)]
#[iron(cookie = "__Host-Http-visit")]
struct E {
    visits: u32,
}

#[derive(IronSession)]
#[iron(cookie = "!#$%&'*+-.^_`|~")]
struct F {
    visits: u32,
}

#[derive(IronSession)]
#[iron(cookie = "__Hostvisit", domain = "example.com", secure = false)]
struct G {
    visits: u32,
}

#[derive(IronSession)]
#[iron(
    cookie = "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv"
)]
struct H {
    visits: u32,
}

#[derive(IronSession)]
#[iron { cookie = "visit" }]
struct I {
    visits: u32,
}

fn main() {
    assert_eq!(A::CONFIG, Config::new("visit"));
    assert_eq!(B::CONFIG, Config::new("__Host-session"));
    assert_eq!(C::CONFIG, Config::new("__Secure-a.b_c-1"));
    assert_eq!(D::CONFIG, Config::new("__Http-visit"));
    assert_eq!(E::CONFIG, Config::new("__Host-Http-visit"));
    assert_eq!(F::CONFIG, Config::new("!#$%&'*+-.^_`|~"));
    assert_eq!(G::CONFIG, Config::new("__Hostvisit").domain("example.com").secure(false));
    assert_eq!(
        H::CONFIG,
        Config::new(
            "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv"
        )
    );
    assert_eq!(I::CONFIG, Config::new("visit"));
}
