//! From Node's cookie to a native one, without logging anyone out.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use iron_session::{Config, Keyring, SessionManager};
use serde_json::json;

use super::browser::{Browser, nobody};
use super::program::node_server;
use super::rust_server::serve;
use super::{PASSWORD, VERSIONS};
use crate::server::Server;

const NATIVE: &str = "__Host-app";
const NATIVE_KEY: [u8; 32] = *b"\x01\x23\x45\x67\x89\xab\xcd\xef0123456789abcdefghijklmn";
const HOUR: u64 = 3600;

fn node(version: &str, ttl: u64) -> Server {
    node_server(version, &json!({ "cookieName": "sid", "password": PASSWORD, "ttl": ttl }))
}

fn rust(config: Config) -> u16 {
    let keys = Keyring::builder().key(&NATIVE_KEY).fe26_password("1", PASSWORD).build().expect("sound keys");
    serve(SessionManager::new(keys).configure(|_| config).expect("a sound configuration"))
}

/// A native session under a new name. The second name is the one of Node's cookie.
fn renamed() -> Config {
    Config::new(NATIVE).accept_fe26(now() + 86_400).accept_name("sid")
}

fn now() -> u32 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is past 1970");
    u32::try_from(since.as_secs()).expect("before 2106")
}

#[test]
fn a_session_of_node_goes_on_under_another_name() {
    let rust = rust(renamed());
    for version in VERSIONS {
        let node = node(version, 14 * 24 * HOUR);
        let mut browser = Browser::default();
        browser.login(node.port, "Ada");
        browser.change(node.port, &json!({ "cart": [1, 2] }));
        let expected = json!({ "userName": "Ada", "cart": [1, 2] });
        assert_eq!(browser.session(rust), expected);

        assert_eq!(browser.cookie("sid"), None);
        let cookie = browser.cookie(NATIVE).expect("the session is written natively");
        assert!(!cookie.value.starts_with("Fe26"), "{cookie:?}");
        assert_eq!((browser.session(rust), browser.session(node.port)), (expected, nobody()));
    }
}

#[test]
fn a_session_of_node_goes_on_under_its_name() {
    let rust = rust(Config::new("sid").accept_fe26(now() + 86_400));
    for version in VERSIONS {
        let node = node(version, 14 * 24 * HOUR);
        let mut browser = Browser::default();
        browser.login(node.port, "Ada");
        assert_eq!(browser.session(rust), json!({ "userName": "Ada" }));
        assert!(!browser.seal().starts_with("Fe26"));
        // If versions 8 and 9 of Node's iron-session cannot read a cookie, they see no session.
        assert_eq!(
            (browser.session(rust), browser.session(node.port)),
            (json!({ "userName": "Ada" }), nobody())
        );
    }
}

#[test]
fn a_logout_removes_both_cookies() {
    let rust = rust(renamed());
    for version in VERSIONS {
        let node = node(version, 14 * 24 * HOUR);
        let mut browser = Browser::default();
        browser.login(node.port, "Ada");
        browser.logout(rust);
        assert_eq!((browser.cookie("sid"), browser.cookie(NATIVE)), (None, None));

        browser.login(rust, "Ada");
        browser.login(node.port, "Bo");
        assert!(browser.cookie("sid").is_some() && browser.cookie(NATIVE).is_some());
        assert_eq!(browser.session(rust)["userName"], "Ada", "the native cookie counts");
        browser.logout(rust);
        assert_eq!((browser.cookie("sid"), browser.cookie(NATIVE)), (None, None));
        assert_eq!((browser.session(rust), browser.session(node.port)), (nobody(), nobody()));
    }
}

#[test]
fn an_upgraded_session_ends_with_its_seal_until_it_is_changed() {
    let rust = rust(renamed());
    for version in VERSIONS {
        let node = node(version, HOUR);
        let mut browser = Browser::default();
        browser.login(node.port, "Ada");
        browser.session(rust);
        let end = |browser: &Browser| browser.cookie(NATIVE).and_then(|cookie| cookie.expires);
        let in_an_hour = SystemTime::now() + Duration::from_secs(HOUR);
        assert!(end(&browser).is_some_and(|end| end <= in_an_hour));
        browser.change(rust, &json!({ "visits": 1 }));
        assert!(end(&browser).is_some_and(|end| end > in_an_hour));
    }
}

#[test]
fn a_seal_without_an_end_or_after_the_day_is_not_accepted() {
    let (rust, too_late) =
        (rust(renamed()), rust(Config::new(NATIVE).accept_fe26(now() - 1).accept_name("sid")));
    for version in VERSIONS {
        let endless = node(version, 0);
        let mut browser = Browser::default();
        browser.login(endless.port, "Ada");
        assert_eq!(browser.session(rust), nobody());

        let node = node(version, HOUR);
        browser.login(node.port, "Ada");
        assert_eq!(browser.session(too_late), nobody());
        assert_eq!(browser.session(rust), json!({ "userName": "Ada" }));
    }
}
