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

/// The session that Node reads, without the number of visits, which Rust always writes.
fn seen(browser: &mut Browser, port: u16) -> Value {
    let mut session = browser.session(port);
    session.as_object_mut().map(|members| members.remove("visits"));
    session
}

/// The server of Rust that writes parts, with as many as iron-session has.
fn cutting() -> u16 {
    rust(|config| config.format_fe26().chunks(4))
}

#[test]
fn iron_session_reads_what_rust_has_cut_and_either_logout_ends_it_on_both_sides() {
    let (node, rust) = (node(), cutting());
    for (bytes, chunks) in [(100, 0), (3000, 2), (6000, 3), (9000, 4)] {
        for logout in [node.port, rust] {
            let mut browser = Browser::default();
            browser.login(rust, "Ada");
            browser.change(rust, &json!({ "note": "n".repeat(bytes) }));
            let session = json!({ "userName": "Ada", "note": "n".repeat(bytes) });
            assert_eq!((parts(&browser), browser.cookie("sid").is_some()), (chunks, chunks == 0));
            assert_eq!((seen(&mut browser, node.port), browser.session(rust)), (session.clone(), session));
            browser.logout(logout);
            assert_eq!((parts(&browser), browser.cookie("sid")), (0, None));
            assert_eq!((browser.session(node.port), browser.session(rust)), (nobody(), nobody()));
        }
    }
}

#[test]
fn a_session_grows_and_shrinks_in_turns_on_both_sides() {
    let (node, rust) = (node(), cutting());
    let mut browser = Browser::default();
    browser.login(node.port, "Ada");
    let steps = [(6000, 3), (100, 0), (3000, 2), (9000, 4), (3000, 2), (6000, 3), (100, 0)];
    for (turn, (bytes, chunks)) in steps.into_iter().enumerate() {
        for writers in [[node.port, rust], [rust, node.port]] {
            let writer = writers[turn % 2];
            // A digit, so that every step is a change.
            let text = format!("{}{}", "n".repeat(bytes), u32::from(writer == rust));
            browser.change(writer, &json!({ "note": text }));
            let session = json!({ "userName": "Ada", "note": text });
            assert_eq!((parts(&browser), browser.cookie("sid").is_some()), (chunks, chunks == 0), "{bytes}");
            assert_eq!((seen(&mut browser, node.port), browser.session(rust)), (session.clone(), session));
        }
    }
}

#[test]
fn both_cut_a_session_of_the_same_length_into_parts_of_the_same_lengths() {
    let (node, rust) = (node(), cutting());
    for bytes in [3000, 4321, 6000, 9000] {
        let lengths = [node.port, rust].map(|writer| {
            let mut browser = Browser::default();
            browser.login(writer, "Ada");
            browser.change(writer, &json!({ "note": "n".repeat(bytes) }));
            let length = |number| Some(browser.cookie(&format!("sid.{number}"))?.value.len());
            let all: Vec<usize> = (0..4).map_while(length).collect();
            // Rust seals the member `visits` too, so the last part is longer.
            (all.len(), all[..all.len() - 1].to_vec())
        });
        assert_eq!(lengths[0], lengths[1], "{bytes}");
    }
}
