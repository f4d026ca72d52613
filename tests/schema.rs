//! Schemas: older ones are converted, newer ones are left alone, and a roll-back of the program loses no
//! session.

use http::{HeaderMap, Response};
use iron_session::seal::{self, Binding, Record};
use iron_session::{Error, IronSession, Keyring, Rejection, SessionManager};

use crate::common::{K1, K2, NOW, TestResult, at, cookies, keys, saved, set_cookies, value};

#[derive(IronSession)]
#[iron(cookie = "app", max_age = "1h")]
struct V0 {
    name: String,
}

#[derive(IronSession)]
#[iron(cookie = "app", max_age = "1h", schema = 1, from = V0)]
struct V1 {
    first: String,
    last: String,
}

impl From<V0> for V1 {
    fn from(old: V0) -> Self {
        let (first, last) = old.name.split_once(' ').unwrap_or((&old.name, ""));
        Self { first: first.to_owned(), last: last.to_owned() }
    }
}

#[derive(IronSession)]
#[iron(cookie = "app", max_age = "1h", schema = 5, from = V1)]
struct V5 {
    initials: String,
}

impl From<V1> for V5 {
    fn from(old: V1) -> Self {
        Self { initials: [old.first, old.last].iter().filter_map(|name| name.chars().next()).collect() }
    }
}

/// A type that converts from no earlier type.
#[derive(IronSession)]
#[iron(cookie = "app", max_age = "1h", schema = 6)]
struct V6 {
    initials: String,
}

fn sessions<T: IronSession>(secs: u64) -> SessionManager<T> {
    SessionManager::new(keys()).clock(move || at(secs))
}

fn load<T: IronSession>(secs: u64, cookie: &str) -> iron_session::Session<T> {
    sessions(secs).load(&cookies([format!("app={cookie}")]))
}

fn v0() -> String {
    let mut session = sessions::<V0>(NOW).load(&HeaderMap::new());
    session.set_name("Ada Lovelace");
    saved(&mut session)
}

fn v1() -> String {
    let mut session = sessions::<V1>(NOW).load(&HeaderMap::new());
    session.set_first("Grace");
    session.set_last("Hopper");
    saved(&mut session)
}

/// J08
#[test]
fn an_older_schema_is_converted_through_the_whole_chain() {
    assert_eq!(load::<V0>(NOW, &v0()).name(), "Ada Lovelace");
    assert_eq!(load::<V1>(NOW, &v0()).last(), "Lovelace");
    assert_eq!(load::<V5>(NOW, &v0()).initials(), "AL");
    assert_eq!(load::<V5>(NOW, &v1()).initials(), "GH");
}

#[test]
fn a_converted_session_is_resealed_once_and_keeps_its_times() -> TestResult {
    let mut session = load::<V5>(NOW + 100, &v0());
    let before = (session.meta().created(), session.meta().issued(), session.meta().expires());
    let mut response = Response::new(());
    session.save(&mut response)?;
    let [cookie] = set_cookies(&response).try_into().map_err(|all| format!("one cookie, not {all:?}"))?;
    assert!(cookie.contains("; Max-Age=3500;"), "{cookie}");

    let mut again = load::<V5>(NOW + 100, value(&cookie));
    assert_eq!(again.initials(), "AL");
    assert_eq!((again.meta().created(), again.meta().issued(), again.meta().expires()), before);
    assert!(again.set_cookies()?.is_empty());
    Ok(())
}

#[test]
fn a_converted_session_that_was_touched_but_not_changed_keeps_its_times() {
    let mut session = load::<V5>(NOW + 100, &v0());
    let before = session.meta().expires();
    session.set_initials("AL");
    saved(&mut session);
    assert_eq!(session.meta().expires(), before);
    session.set_initials("XY");
    saved(&mut session);
    assert_ne!(session.meta().expires(), before);
}

/// J09
#[test]
fn a_newer_schema_is_left_alone_until_the_session_is_changed() -> TestResult {
    let newer = {
        let mut session = load::<V5>(NOW, &v1());
        saved(&mut session)
    };
    let mut session = load::<V1>(NOW, &newer);
    assert_eq!(session.meta().rejection(), Some(Rejection::NewerSchema { sealed: 5, current: 1 }));
    assert_eq!(session.first(), "");
    let mut response = Response::new(());
    session.save(&mut response)?;
    assert_eq!(set_cookies(&response), [""; 0]);
    assert_eq!(load::<V5>(NOW, &newer).initials(), "GH", "after the roll-back, nothing is lost");
    session.set_first("Someone");
    session.save(&mut response)?;
    assert_eq!(set_cookies(&response).len(), 1);
    Ok(())
}

#[test]
fn a_newer_seal_is_left_alone_under_a_previous_key_too() -> TestResult {
    let newer = {
        let mut session = load::<V5>(NOW, &v1());
        saved(&mut session)
    };
    let rotated = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    let mut session =
        SessionManager::<V1>::new(rotated).clock(|| at(NOW)).load(&cookies([format!("app={newer}")]));
    assert!(session.set_cookies()?.is_empty());
    Ok(())
}

#[test]
fn a_schema_number_without_a_conversion_is_refused() {
    let rejection = load::<V6>(NOW, &v1()).meta().rejection();
    assert_eq!(rejection, Some(Rejection::OlderSchema { sealed: 1, current: 6 }));
    let between = {
        let mut session = sessions::<V6>(NOW).load(&HeaderMap::new());
        session.set_initials("X");
        saved(&mut session)
    };
    assert!(matches!(load::<V5>(NOW, &between).meta().rejection(), Some(Rejection::NewerSchema { .. })));
    let gap = {
        let now = u32::try_from(NOW).expect("before 2106");
        let record = Record { created: now, issued: now, expires: now + 60, schema: 3, ..Record::default() };
        let binding = Binding { purpose: seal::SESSION, name: "app" };
        seal::seal(&keys(), binding, &record, b"{}").expect("a small token")
    };
    assert_eq!(
        load::<V5>(NOW, &gap).meta().rejection(),
        Some(Rejection::OlderSchema { sealed: 3, current: 5 })
    );
}

#[derive(IronSession)]
#[iron(cookie = "app", max_age = "1h", schema = 1, from = V0)]
struct Odd {
    share: f64,
}

impl From<V0> for Odd {
    fn from(_: V0) -> Self {
        Self { share: f64::NAN }
    }
}

#[test]
fn a_read_does_not_fail_if_the_converted_session_cannot_be_sealed() -> TestResult {
    let mut session = load::<Odd>(NOW, &v0());
    let mut response = Response::new(());
    session.save(&mut response)?;
    assert!(set_cookies(&response).is_empty(), "the old cookie stays");
    session.set_share(f64::INFINITY);
    assert!(
        matches!(session.save(&mut response), Err(Error::Unsealable { .. })),
        "a change is never lost without an error"
    );
    Ok(())
}

#[test]
fn what_was_sealed_by_hand_is_read_under_its_own_schema_alone() -> TestResult {
    let binding = Binding { purpose: "note", name: "" };
    let record = Record { expires: 60, schema: 2, ..Record::default() };
    let text = seal::seal(&keys(), binding, &record, b"7")?;
    let contents = seal::open(&keys(), binding, 0, text.as_bytes())?;
    assert_eq!(contents.parse::<u8>(2), Ok(7));
    assert_eq!(contents.parse::<u8>(1), Err(Rejection::NewerSchema { sealed: 2, current: 1 }));
    assert_eq!(contents.parse::<u8>(3), Err(Rejection::OlderSchema { sealed: 2, current: 3 }));
    Ok(())
}
