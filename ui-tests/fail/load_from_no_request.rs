use iron_session::{IronSession, Keyring};

#[derive(IronSession)]
struct Data {}

struct Request;

fn home(request: &Request, keys: &Keyring) {
    let _ = Data::load(request, keys);
}

fn main() {}
