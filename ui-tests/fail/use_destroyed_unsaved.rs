use iron_session::{IronSession, Keyring};

#[derive(IronSession)]
struct Visit {
    visits: u32,
    name: Option<String>,
}

#[deny(unused_must_use)]
fn visit(keys: &Keyring) {
    Visit::load(&http::HeaderMap::new(), keys).destroy();
}

fn main() {}
