//! Which of several cookies counts, if they are of two formats or if some cannot be read. What another host
//! can have planted puts nobody into another session.

use std::time::Duration;

use http::HeaderMap;
use iron_session::{IronSession, Keyring, Rejection, Session, SessionManager, fe26};
use serde_json::json;

use crate::common::{K1, K2, NOW, TestResult, at, cookies, saved};

const PASSWORD: &str = "harbour-lantern-seven-quiet-otters-42";

/// The session of an older program, under a name that other hosts may set.
#[derive(IronSession)]
#[iron(cookie = "sid", max_age = "1h")]
struct Old {
    user: String,
}

/// The session of a newer program.
#[derive(IronSession)]
#[iron(cookie = "sid", max_age = "1h", schema = 2)]
struct New {
    user: String,
}

/// What a program with other types sealed.
#[derive(IronSession)]
#[iron(cookie = "sid", max_age = "1h")]
struct Other {
    user: u32,
}

#[derive(IronSession)]
#[iron(cookie = "__Host-sid", max_age = "1h", refresh_after = "1m")]
struct BoundOld {
    user: String,
}

#[derive(IronSession)]
#[iron(cookie = "__Host-sid", max_age = "1h", schema = 2)]
struct BoundNew {
    user: String,
}

fn keys() -> Keyring {
    Keyring::builder().key(&K1).fe26_password("1", PASSWORD).build().expect("sound keys")
}

fn at_secs<T: IronSession>(secs: u64) -> SessionManager<T> {
    SessionManager::new(keys()).clock(move || at(secs))
}

fn accepting<T: IronSession>() -> SessionManager<T> {
    at_secs(NOW).configure(|config| config.accept_fe26(1_900_000_000)).expect("sound")
}

fn sealed<T: IronSession>(secs: u64, set: impl FnOnce(&mut Session<T>)) -> String {
    let mut session = at_secs::<T>(secs).load(&HeaderMap::new());
    set(&mut session);
    saved(&mut session)
}

fn old(secs: u64, user: &str) -> String {
    sealed::<Old>(secs, |session| session.set_user(user))
}

fn new(secs: u64, user: &str) -> String {
    sealed::<New>(secs, |session| session.set_user(user))
}

fn javascript(user: &str, secs: u64) -> String {
    let hour = Some(Duration::from_secs(3600));
    fe26::seal(&keys(), &json!({ "user": user }), hour, at(secs)).expect("a small value")
}

/// Both orders of two cookies of one name, since the order tells nothing about who set them.
fn both_orders(name: &str, one: &str, other: &str) -> [HeaderMap; 2] {
    [(one, other), (other, one)].map(|(first, second)| cookies([format!("{name}={first}; {name}={second}")]))
}

const NEWER: Rejection = Rejection::NewerSchema { sealed: 2, current: 0 };

#[test]
fn a_native_and_a_javascript_session_under_a_plain_name_are_ambiguous() -> TestResult {
    for headers in both_orders("sid", &javascript("victim", NOW - 10), &old(NOW, "mallory")) {
        let mut session = accepting::<Old>().load(&headers);
        assert_eq!((session.user(), session.meta().rejection()), ("", Some(Rejection::Ambiguous)));
        assert!(session.set_cookies()?.is_empty());
    }
    Ok(())
}

#[test]
fn a_native_and_a_javascript_session_under_two_plain_names_are_ambiguous() {
    let renamed = accepting::<Old>().configure(|config| config.accept_name("old")).expect("sound");
    let (native, foreign) = (old(NOW, "mallory"), javascript("victim", NOW - 10));
    for line in [format!("sid={native}; old={foreign}"), format!("old={foreign}; sid={native}")] {
        let session = renamed.load(&cookies([line]));
        assert_eq!((session.user(), session.meta().rejection()), ("", Some(Rejection::Ambiguous)));
    }
}

#[test]
fn two_javascript_sessions_are_ambiguous_if_one_came_under_a_plain_name() {
    let renamed = accepting::<BoundOld>().configure(|config| config.accept_name("old")).expect("sound");
    let (bound, plain) = (javascript("victim", NOW - 10), javascript("mallory", NOW));
    for line in [format!("__Host-sid={bound}; old={plain}"), format!("old={plain}; __Host-sid={bound}")] {
        let session = renamed.load(&cookies([line]));
        assert_eq!((session.user(), session.meta().rejection()), ("", Some(Rejection::Ambiguous)));
    }
}

#[test]
fn under_a_host_prefix_a_native_session_counts_before_a_javascript_one() -> TestResult {
    let native = sealed::<BoundOld>(NOW - 10, |session| session.set_user("ada"));
    for headers in both_orders("__Host-sid", &native, &javascript("bob", NOW)) {
        let session = accepting::<BoundOld>().load(&headers);
        assert_eq!((session.user(), session.meta().rejection()), ("ada", None));
    }
    // Neither do several of the accepted name, which siblings may set.
    let renamed = accepting::<BoundOld>().configure(|config| config.accept_name("old"))?;
    let (one, other) = (javascript("mallory", NOW), javascript("bob", NOW));
    for line in [
        format!("old={one}; old={other}; __Host-sid={native}"),
        format!("old={one}; __Host-sid={native}; old={other}"),
    ] {
        let session = renamed.load(&cookies([line]));
        assert_eq!((session.user(), session.meta().rejection()), ("ada", None));
    }
    Ok(())
}

#[test]
fn a_javascript_session_that_cannot_be_read_is_weighed_too() {
    let unreadable =
        fe26::seal(&keys(), &json!([1]), Some(Duration::from_secs(3600)), at(NOW)).expect("small");
    for headers in both_orders("sid", &old(NOW, "mallory"), &unreadable) {
        let session = accepting::<Old>().load(&headers);
        assert_eq!((session.user(), session.meta().rejection()), ("", Some(Rejection::Ambiguous)));
    }
}

#[test]
fn what_does_not_open_makes_nothing_ambiguous() {
    let native = old(NOW, "ada");
    for junk in [
        "Fe26.2*1*x",
        "garbage",
        &javascript("bob", NOW - 7200),
        &javascript("bob", NOW).replace("*1*", "*7*"),
    ] {
        for headers in both_orders("sid", &native, junk) {
            let session = accepting::<Old>().load(&headers);
            assert_eq!((session.user(), session.meta().rejection()), ("ada", None), "{junk}");
        }
    }
}

#[test]
fn a_newer_seal_beside_an_older_one_under_a_plain_name_is_ambiguous() -> TestResult {
    for (newer, older) in [(NOW - 5, NOW - 10), (NOW - 10, NOW - 5)] {
        for headers in both_orders("sid", &new(newer, "victim"), &old(older, "mallory")) {
            let mut session = at_secs::<Old>(NOW).load(&headers);
            assert_eq!((session.user(), session.meta().rejection()), ("", Some(Rejection::Ambiguous)));
            assert!(session.set_cookies()?.is_empty());
        }
    }
    Ok(())
}

#[test]
fn an_older_seal_or_one_of_other_types_beside_a_session_is_ambiguous() {
    let other = sealed::<Other>(NOW, |session| session.set_user(7));
    for headers in both_orders("sid", &other, &old(NOW, "mallory")) {
        let session = at_secs::<Old>(NOW).load(&headers);
        assert_eq!((session.user(), session.meta().rejection()), ("", Some(Rejection::Ambiguous)));
    }
    for headers in both_orders("sid", &old(NOW, "victim"), &new(NOW, "mallory")) {
        let session = at_secs::<New>(NOW).load(&headers);
        assert_eq!((session.user(), session.meta().rejection()), ("", Some(Rejection::Ambiguous)));
    }
}

#[test]
fn an_unreadable_seal_that_was_sent_twice_is_one_session() {
    let newer = new(NOW, "ada");
    for headers in both_orders("sid", &newer, &newer) {
        assert_eq!(at_secs::<Old>(NOW).load(&headers).meta().rejection(), Some(NEWER));
    }
}

#[test]
fn under_a_host_prefix_the_later_issued_counts_even_if_it_cannot_be_read() -> TestResult {
    let older = |secs| sealed::<BoundOld>(secs, |session| session.set_user("ada"));
    let newer = |secs| sealed::<BoundNew>(secs, |session| session.set_user("bob"));
    for headers in both_orders("__Host-sid", &older(NOW - 300), &newer(NOW - 10)) {
        let mut session = at_secs::<BoundOld>(NOW).load(&headers);
        assert_eq!((session.user(), session.meta().rejection()), ("", Some(NEWER)));
        assert!(session.set_cookies()?.is_empty());
    }
    // A refresh is due, but it would overwrite what only the newer program can read.
    for headers in both_orders("__Host-sid", &older(NOW - 300), &newer(NOW - 400)) {
        let mut session = at_secs::<BoundOld>(NOW).load(&headers);
        assert_eq!((session.user(), session.meta().rejection()), ("ada", None));
        assert!(session.set_cookies()?.is_empty());
        session.set_user("eve");
        assert!(!session.set_cookies()?.is_empty(), "what a handler asks for is written");
    }
    let alone = cookies([format!("__Host-sid={}", older(NOW - 300))]);
    assert!(!at_secs::<BoundOld>(NOW).load(&alone).set_cookies()?.is_empty(), "the refresh is due");
    Ok(())
}

#[test]
fn no_seal_is_made_anew_while_an_unreadable_one_is_sent() -> TestResult {
    let older = sealed::<BoundOld>(NOW - 30, |session| session.set_user("ada"));
    let newer = sealed::<BoundNew>(NOW - 40, |session| session.set_user("bob"));
    let rotated = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    let sessions = SessionManager::<BoundOld>::new(rotated).clock(|| at(NOW));
    for headers in both_orders("__Host-sid", &older, &newer) {
        let mut session = sessions.load(&headers);
        assert_eq!(session.user(), "ada");
        assert!(session.set_cookies()?.is_empty());
    }
    let mut alone = sessions.load(&cookies([format!("__Host-sid={older}")]));
    assert!(!alone.set_cookies()?.is_empty(), "the re-seal is due");
    Ok(())
}

#[test]
fn an_unreadable_native_seal_counts_before_a_javascript_one_under_a_host_prefix() -> TestResult {
    let newer = sealed::<BoundNew>(NOW - 40, |session| session.set_user("bob"));
    for headers in both_orders("__Host-sid", &newer, &javascript("ada", NOW)) {
        let mut session = accepting::<BoundOld>().load(&headers);
        assert_eq!((session.user(), session.meta().rejection()), ("", Some(NEWER)));
        assert!(session.set_cookies()?.is_empty());
    }
    Ok(())
}
