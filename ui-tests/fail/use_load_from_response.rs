use iron_session::{IronSession, Keyring};

#[derive(IronSession)]
struct Visit {
    visits: u32,
    name: Option<String>,
}

fn visit(keys: &Keyring) {
    let response = http::Response::new(());
    let _ = Visit::load(&response, keys);
}

fn main() {}
