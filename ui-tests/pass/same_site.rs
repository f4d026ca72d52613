use iron_session::{Config, IronSession, SameSite};

#[derive(IronSession)]
#[iron(same_site = "strict")]
struct A {
    visits: u32,
}

#[derive(IronSession)]
#[iron(same_site = "lax")]
struct B {
    visits: u32,
}

#[derive(IronSession)]
#[iron(same_site = "none")]
struct C {
    visits: u32,
}

#[derive(IronSession)]
#[iron(same_site = "Strict")]
struct D {
    visits: u32,
}

#[derive(IronSession)]
#[iron(same_site = "None")]
struct E {
    visits: u32,
}

fn main() {
    assert_eq!(A::CONFIG, Config::new("__Host-session").same_site(SameSite::Strict));
    assert_eq!(B::CONFIG, Config::new("__Host-session").same_site(SameSite::Lax));
    assert_eq!(C::CONFIG, Config::new("__Host-session").same_site(SameSite::None));
    assert_eq!(D::CONFIG, Config::new("__Host-session").same_site(SameSite::Strict));
    assert_eq!(E::CONFIG, Config::new("__Host-session").same_site(SameSite::None));
}
