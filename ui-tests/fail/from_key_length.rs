use iron_session::{Error, Keyring};

fn keys() -> Result<Keyring, Error> {
    Keyring::from_key(&[7; 31])
}

fn longer() -> Result<Keyring, Error> {
    Keyring::from_key(&[7; 33])
}

fn main() {}

// K10
