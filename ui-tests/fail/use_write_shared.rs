use iron_session::{IronSession, Keyring};

#[derive(IronSession)]
struct Visit {
    visits: u32,
    name: Option<String>,
}

fn visit(keys: &Keyring) {
    let session = Visit::load(&http::HeaderMap::new(), keys);
    session.set_visits(1);
}

fn main() {}
