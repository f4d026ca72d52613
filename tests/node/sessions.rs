//! One cookie with a session that servers on both sides read and write.

use std::time::{Duration, UNIX_EPOCH};

use iron_session::{Config, Keyring, SessionManager};
use serde_json::{Value, json};

use super::browser::{Browser, nobody};
use super::program::node_server;
use super::rust_server::serve;
use super::{NEXT_PASSWORD, PASSWORD, VERSIONS};
use crate::server::Server;

/// The passwords of both sides.
fn old() -> Value {
    json!({ "1": PASSWORD })
}

fn rotated() -> Value {
    json!({ "1": PASSWORD, "2": NEXT_PASSWORD })
}

fn node(version: &str, passwords: &Value) -> Server {
    node_server(version, &json!({ "cookieName": "sid", "password": passwords }))
}

fn rust(passwords: &Value) -> u16 {
    let passwords = passwords.as_object().expect("passwords by id");
    let keys = passwords.iter().fold(Keyring::builder(), |keys, (id, password)| {
        keys.fe26_password(id, password.as_str().expect("a text"))
    });
    let sessions = SessionManager::new(keys.build().expect("sound passwords"));
    serve(sessions.configure(Config::format_fe26).expect("a sound configuration"))
}

/// Runs a test in both directions with both versions. `here` and `there` are servers of different sides.
fn both_ways(test: impl Fn(u16, u16)) {
    let rust = rust(&old());
    for version in VERSIONS {
        let node = node(version, &json!(PASSWORD));
        println!("from Node with iron-session {version} to Rust");
        test(node.port, rust);
        println!("from Rust to Node with iron-session {version}");
        test(rust, node.port);
    }
}

#[test]
fn a_login_on_one_side_is_seen_on_the_other() {
    both_ways(|here, there| {
        let mut browser = Browser::default();
        assert_eq!(browser.session(there), nobody());
        browser.login(here, "Zoë 🧭 \"\\\u{2028}");
        for port in [here, there, here] {
            assert_eq!(browser.session(port)["userName"], "Zoë 🧭 \"\\\u{2028}");
        }
    });
}

#[test]
fn a_change_on_one_side_is_seen_on_the_other_and_keeps_its_members() {
    both_ways(|here, there| {
        let mut browser = Browser::default();
        browser.login(here, "Ada");
        browser.change(here, &json!({ "visits": 3, "theme": { "dark": true, "": [1, -2.5, null, "é"] } }));
        browser.change(there, &json!({ "cart": [["a", 1], []], "visits": 4 }));
        let expected = json!({
            "userName": "Ada", "visits": 4, "cart": [["a", 1], []],
            "theme": { "dark": true, "": [1, -2.5, null, "é"] },
        });
        assert_eq!(browser.session(here), expected);
        assert_eq!(browser.session(there), expected);

        browser.change(here, &json!({ "theme": null, "userName": "Bo" }));
        let expected = json!({ "userName": "Bo", "visits": 4, "cart": [["a", 1], []], "theme": null });
        assert_eq!(browser.session(there), expected);
        assert_eq!(browser.session(here), expected);
    });
}

/// JavaScript writes a whole number without a decimal point, even if it is very large.
#[test]
fn large_numbers_of_javascript_survive_a_change_by_rust() {
    let rust = rust(&old());
    for version in VERSIONS {
        let node = node(version, &json!(PASSWORD));
        let mut browser = Browser::default();
        browser.change(node.port, &json!({ "nanoseconds": 1_800_000_000_123_456_800_u64 }));
        browser.login(rust, "Ada");
        let expected =
            json!({ "userName": "Ada", "visits": 0, "nanoseconds": 1_800_000_000_123_456_800_u64 });
        assert_eq!(browser.session(node.port), expected);
    }
}

#[test]
fn a_logout_on_one_side_ends_it_on_the_other() {
    both_ways(|here, there| {
        let mut browser = Browser::default();
        browser.login(there, "Ada");
        browser.change(here, &json!({ "visits": 3 }));
        browser.logout(here);
        assert_eq!(browser.cookie("sid"), None);
        assert_eq!((browser.session(here), browser.session(there)), (nobody(), nobody()));
    });
}

#[test]
fn a_read_on_either_side_writes_nothing() {
    both_ways(|here, there| {
        let mut browser = Browser::default();
        browser.login(here, "Ada");
        let before = browser.seal().to_owned();
        browser.session(here);
        browser.session(there);
        assert_eq!(browser.seal(), before);
    });
}

#[test]
fn both_sides_rotate_together() {
    let (old_rust, new_rust) = (rust(&old()), rust(&rotated()));
    for version in VERSIONS {
        let (old_node, new_node) = (node(version, &old()), node(version, &rotated()));
        for writer in [old_node.port, old_rust] {
            let mut browser = Browser::default();
            browser.login(writer, "Ada");
            assert!(browser.seal().starts_with("Fe26.2*1*"));
            assert_eq!(browser.session(new_node.port)["userName"], "Ada");
            // Node seals again when it saves. Rust also seals again when it has opened with an old password.
            browser.change(new_node.port, &json!({ "visits": 1 }));
            assert!(browser.seal().starts_with("Fe26.2*2*"));
            assert_eq!(browser.session(new_rust), json!({ "userName": "Ada", "visits": 1 }));

            browser.login(writer, "Bo");
            assert!(browser.seal().starts_with("Fe26.2*1*"), "the writer does not open the other seal");
            assert_eq!(browser.session(new_rust)["userName"], "Bo");
            assert!(browser.seal().starts_with("Fe26.2*2*"));
            assert_eq!(browser.session(new_node.port)["userName"], "Bo");
            assert_eq!(browser.session(old_node.port), nobody());
            assert_eq!(browser.session(old_rust), nobody());
        }
    }
}

/// A seal of Node may have no end. When Rust seals it again, the seal gets an end that fits the cookie.
#[test]
fn a_seal_that_rust_reseals_ends_with_its_cookie() {
    let new_rust = rust(&rotated());
    for version in VERSIONS {
        let endless = node_server(version, &json!({ "cookieName": "sid", "password": PASSWORD, "ttl": 0 }));
        let mut browser = Browser::default();
        browser.login(endless.port, "Ada");
        browser.session(new_rust);
        assert!(browser.seal().starts_with("Fe26.2*2*"));
        let seal_end = browser.seal().split('*').nth(5).and_then(|end| end.parse().ok());
        let seal_end = UNIX_EPOCH + Duration::from_millis(seal_end.expect("Rust writes an end"));
        let cookie_end = browser.cookie("sid").and_then(|cookie| cookie.expires).expect("a lasting cookie");
        let apart = seal_end.duration_since(cookie_end).expect("the cookie ends first");
        assert!(apart < Duration::from_secs(120), "the seal ends {apart:?} after its cookie");
    }
}
