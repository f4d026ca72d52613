use iron_session::{IronSession, Keyring};

#[derive(IronSession)]
struct Visit<T> {
    user: T,
}

#[derive(Default)]
struct UserId(u64);

fn visit(keys: &Keyring) {
    let _ = Visit::<UserId>::load(&http::HeaderMap::new(), keys);
}

fn main() {}
