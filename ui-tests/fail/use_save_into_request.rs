use iron_session::{IronSession, Keyring};

#[derive(IronSession)]
struct Visit {
    visits: u32,
    name: Option<String>,
}

fn visit(keys: &Keyring) {
    let mut request = http::Request::new(());
    let mut session = Visit::load(&request, keys);
    let _ = session.save(&mut request);
}

fn main() {}
