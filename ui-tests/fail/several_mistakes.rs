use iron_session::{IronSession, Keyring};

#[derive(IronSession)]
#[iron(cooky = "visit", max_age = "30 days", same_site = "laxer", domain = "example.com")]
pub struct Visit {
    #[iron(skip, rename = "n")]
    visits: u32,
    #[iron(max_age = "1h")]
    name: &'static str,
    save: Option<String>,
}

pub fn visit(keys: &Keyring) -> String {
    let mut session = Visit::load(&http::HeaderMap::new(), keys);
    session.set_visits(7);
    session.name().to_string()
}

fn main() {}
