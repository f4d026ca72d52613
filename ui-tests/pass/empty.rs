use iron_session::{IronSession, Keyring};

#[derive(IronSession)]
struct Visit {}

#[derive(IronSession)]
#[iron(cookie = "skipped")]
struct Skipped {
    #[iron(skip)]
    visits: u32,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = Keyring::generate()?;
    let mut response = http::Response::new(());
    let mut visit = Visit::load(&http::HeaderMap::new(), &keys);
    visit.restart();
    visit.save(&mut response)?;
    assert!(Visit::MEMBERS.is_empty());
    assert!(response.headers().contains_key("set-cookie"));
    assert_eq!(Skipped::load(&http::HeaderMap::new(), &keys).visits(), 0);
    Ok(())
}
