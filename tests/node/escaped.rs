//! Cookies in quotes or percent-encoded: Rust reads each that the real iron-session reads.

use iron_session::{Config, Keyring, SessionManager};
use serde_json::{Value, json};

use super::browser::Browser;
use super::program::node_server;
use super::rust_server::serve;
use super::{PASSWORD, VERSIONS};
use crate::client::exchange;

fn session(port: u16, value: &str) -> Value {
    let cookie = format!("Cookie: a=1; sid={value}; b=2\r\n");
    let answer = exchange(port, "GET /session HTTP/1.1", cookie.as_bytes(), "").expect("the server answers");
    // Version 8 answers some values with an error, and so with no JSON.
    serde_json::from_str(&answer.body).unwrap_or_default()
}

#[test]
fn a_seal_that_iron_session_reads_in_another_spelling_is_read() {
    let keys = Keyring::builder().fe26_password("1", PASSWORD).build().expect("a sound password");
    let sessions = SessionManager::new(keys).configure(Config::format_fe26).expect("a sound configuration");
    let rust = serve(sessions);
    for version in VERSIONS {
        let node = node_server(version, &json!({ "cookieName": "sid", "password": PASSWORD }));
        let mut browser = Browser::default();
        browser.login(node.port, "Ada");
        let seal = browser.seal().to_owned();
        let encoded = seal.replace('*', "%2A").replace('~', "%7E");
        let read = |port| {
            let spellings = [
                seal.clone(),
                seal.replace('*', "%2a"),
                encoded.clone(),
                seal.chars().fold(String::new(), |text, char| text + &format!("%{:02X}", u32::from(char))),
                format!("\"{seal}\""),
                format!("\"{encoded}\""),
                encoded.replace('%', "%25"),
                format!("{encoded}%2"),
                format!("\"{seal}"),
            ];
            spellings.map(|value| session(port, &value)["userName"] == "Ada")
        };
        let quotes = version == "8"; // version 9 leaves quotes where they are
        let by_node = [true, true, true, true, quotes, quotes, false, false, false];
        assert_eq!(read(node.port), by_node, "iron-session {version}");
        assert_eq!(read(rust), [true, true, true, true, true, true, false, false, false]);
    }
}
