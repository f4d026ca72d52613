use iron_session::{IronSession, Keyring};

#[derive(IronSession)]
enum Visit {
    First,
}

fn visit(keys: &Keyring) {
    let session = Visit::load(&http::HeaderMap::new(), keys);
    let _ = session.meta();
}

fn main() {}
