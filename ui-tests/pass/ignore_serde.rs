use iron_session::{IronSession, Keyring};
use serde::{Deserialize, Serialize};

/// A type that is also sent to the page, in another form than in the seal.
#[derive(Deserialize, IronSession, Serialize)]
#[serde(rename_all = "camelCase")]
#[iron(ignore_serde)]
struct Visit {
    first_page: String,
    #[serde(skip)]
    visits: u32,
}

#[derive(IronSession, Serialize)]
struct Plain {
    visits: u32,
}

fn main() {
    assert_eq!(Visit::MEMBERS, ["first_page", "visits"]);
    assert_eq!(Plain::MEMBERS, ["visits"]);
    let _ = Keyring::generate().map(|keys| Visit::load(&http::HeaderMap::new(), &keys).visits());
}
