//! Sessions that the real iron-session 9 has cut into several cookies, with `chunk: true`.

use iron_session::{Config, Keyring, SessionManager};
use serde_json::{Value, json};

use super::PASSWORD;
use super::browser::{Browser, nobody};
use super::program::node_server;
use super::rust_server::serve;
use crate::server::Server;

fn node() -> Server {
    node_server("9", &json!({ "cookieName": "sid", "password": PASSWORD, "chunk": true }))
}

fn rust(change: impl FnOnce(Config) -> Config) -> u16 {
    let keys = Keyring::builder().key(b"\x01\x23\x45\x67\x89\xab\xcd\xef0123456789abcdefghijklmn");
    let keys = keys.fe26_password("1", PASSWORD).build().expect("sound keys");
    serve(SessionManager::new(keys).configure(change).expect("a sound configuration"))
}

/// The ways in which Rust reads Node's cookie. Two of them write natively.
fn ways() -> [u16; 3] {
    let accepting = |config: Config| config.accept_fe26(4_000_000_000);
    [
        rust(Config::format_fe26),
        rust(accepting),
        rust(move |_| accepting(Config::new("__Host-app")).accept_name("sid")),
    ]
}

/// Signs in at Node, with this many bytes beside the name.
fn long_session(node: &Server, bytes: usize) -> (Browser, Value) {
    let mut browser = Browser::default();
    browser.login(node.port, "Ada");
    browser.change(node.port, &json!({ "note": "n".repeat(bytes) }));
    (browser, json!({ "userName": "Ada", "note": "n".repeat(bytes) }))
}

fn parts(browser: &Browser) -> usize {
    (0..4).filter(|number| browser.cookie(&format!("sid.{number}")).is_some()).count()
}

#[test]
fn a_session_in_chunks_is_read_and_a_logout_ends_it_on_both_sides() {
    let node = node();
    for (bytes, chunks) in [(3000, 2), (6000, 3)] {
        for rust in ways() {
            let (mut browser, session) = long_session(&node, bytes);
            assert_eq!((parts(&browser), browser.cookie("sid")), (chunks, None));
            assert_eq!(browser.session(rust), session);
            assert_eq!(browser.session(node.port), session, "a read by Rust leaves the chunks");
            browser.logout(rust);
            assert_eq!(parts(&browser), 0);
            assert_eq!((browser.session(node.port), browser.session(rust)), (nobody(), nobody()));
        }
    }
}

#[test]
fn a_write_by_rust_replaces_the_chunks() {
    let node = node();
    for rust in ways() {
        let (mut browser, _) = long_session(&node, 3000);
        browser.change(rust, &json!({ "note": "short" }));
        assert_eq!(parts(&browser), 0);
        assert_eq!(browser.session(rust), json!({ "userName": "Ada", "note": "short" }));
    }
}

#[test]
fn a_session_that_rust_wrote_whole_may_grow_into_chunks_again() {
    let (node, rust) = (node(), rust(Config::format_fe26));
    let (mut browser, session) = long_session(&node, 3000);
    browser.change(rust, &json!({ "note": "short" }));
    browser.change(node.port, &json!({ "note": "n".repeat(3000) }));
    assert_eq!((parts(&browser), browser.cookie("sid")), (2, None));
    assert_eq!(browser.session(rust), session);
}
