use iron_session::{IronSession, Keyring};

#[derive(IronSession)]
struct Visit {
    visits: u32,
    name: Option<String>,
}

fn visit(keys: &Keyring) {
    let mut session = Visit::load(&http::HeaderMap::new(), keys);
    let ended = session.destroy();
    session.set_visits(1);
    let _ = ended.save(&mut http::HeaderMap::new());
}

fn main() {}
