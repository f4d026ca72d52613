use iron_session::{IronToken, Keyring, TokenManager};

struct MagicLink {
    email: String,
}

fn seal<T: IronToken>(token: &T, keys: &Keyring) {
    let _text = token.seal(keys);
}

fn main() {
    let keys = Keyring::generate().unwrap();
    seal(&MagicLink { email: String::new() }, &keys);
    let _links = TokenManager::<MagicLink>::new(keys);
}
