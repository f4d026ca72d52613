use iron_session::{IronSession, Keyring};

// A type that is never sealed needs neither of serde's traits.
#[derive(Debug, Default, PartialEq)]
struct Cache(Vec<u8>);

struct Handle(u8);

#[derive(IronSession)]
struct Visit {
    visits: u32,
    #[iron(skip)]
    cache: Cache,
    #[iron(skip, default = Handle(7))]
    handle: Handle,
    #[iron(skip)]
    note: Option<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    assert_eq!(Visit::MEMBERS, ["visits"]);
    let keys = Keyring::generate()?;
    let mut response = http::Response::new(());
    let mut visit = Visit::load(&http::HeaderMap::new(), &keys);
    visit.set_visits(1);
    visit.cache_mut().0.push(1);
    visit.set_handle(Handle(8));
    visit.set_note("gone");
    visit.save(&mut response)?;

    let mut request = http::HeaderMap::new();
    let cookie = response.headers()["set-cookie"].to_str()?;
    request.insert("cookie", cookie.split(';').next().unwrap_or_default().parse()?);
    let visit = Visit::load(&request, &keys);
    assert_eq!((visit.visits(), visit.cache(), visit.handle().0), (1, &Cache::default(), 7));
    assert_eq!(visit.note(), None);
    Ok(())
}
