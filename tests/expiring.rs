//! `Expiring` values: sealed with the moment of setting, and judged by the lifetime that is declared today.

use std::time::{Duration, UNIX_EPOCH};

use http::HeaderMap;
use iron_session::seal::{self, Binding};
use iron_session::{Expiring, IronSession, Session, SessionManager};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::attacks::payload::sealed;
use crate::common::{NOW, TestResult, at, cookies, keys, saved};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// The session of one release, with its lifetime for `sudo`.
macro_rules! release {
    ($name:ident, $lifetime:literal) => {
        #[derive(IronSession)]
        #[iron(cookie = "expiring", max_age = "30d")]
        struct $name {
            #[iron(lifetime = $lifetime)]
            sudo: Expiring<u64>,
            count: u8,
        }
    };
}

release!(Hours, "1h");
release!(Minutes, "10m");
release!(Seconds, "1s");
release!(Longest, "400d");

/// The session in a request `secs` after `NOW`.
fn load<T: IronSession>(secs: u64, cookie: &str) -> Session<T> {
    let sessions = SessionManager::<T>::new(keys()).clock(move || at(NOW + secs));
    let session = sessions.load(&cookies([format!("expiring={cookie}")]));
    assert_eq!(session.meta().rejection(), None);
    session
}

/// The seal of a session whose value was set now.
fn set_now() -> String {
    let sessions = SessionManager::<Hours>::new(keys()).clock(|| at(NOW));
    let mut session = sessions.load(&HeaderMap::new());
    session.set_sudo(7);
    saved(&mut session)
}

/// The JSON of a seal that is valid `secs` after `NOW`.
fn json_at(secs: u64, cookie: &str) -> TestResult<Value> {
    let binding = Binding { purpose: seal::SESSION, name: "expiring" };
    let opened = seal::open(&keys(), binding, NOW + secs, cookie.as_bytes())?;
    Ok(serde_json::from_slice(opened.json())?)
}

#[test]
fn a_value_is_sealed_with_the_moment_of_its_request() -> TestResult {
    let cookie = set_now();
    assert_eq!(json_at(0, &cookie)?["sudo"], json!([7, NOW]));
    let mut later = load::<Hours>(5 * MINUTE, &cookie);
    later.set_count(1);
    let cookie = saved(&mut later);
    assert_eq!(json_at(5 * MINUTE, &cookie)?["sudo"], json!([7, NOW]), "a later save keeps it");
    let mut again = load::<Hours>(6 * MINUTE, &cookie);
    again.set_sudo(7);
    let cookie = saved(&mut again);
    assert_eq!(json_at(6 * MINUTE, &cookie)?["sudo"], json!([7, NOW + 6 * MINUTE]), "set again");
    Ok(())
}

#[test]
fn a_lifetime_that_a_deploy_shortens_holds_for_values_that_are_set_already() {
    let cookie = set_now();
    assert_eq!(load::<Hours>(HOUR - 1, &cookie).sudo(), Some(&7));
    assert_eq!(load::<Hours>(HOUR, &cookie).sudo(), None);
    assert_eq!(load::<Minutes>(10 * MINUTE - 1, &cookie).sudo(), Some(&7));
    assert_eq!(load::<Minutes>(10 * MINUTE, &cookie).sudo(), None);
    assert_eq!(load::<Seconds>(0, &cookie).sudo(), Some(&7));
    assert_eq!(load::<Seconds>(1, &cookie).sudo(), None);
}

#[test]
fn saves_under_the_shorter_lifetime_give_no_more_time() {
    let mut cookie = set_now();
    for minute in 1..10 {
        let mut session = load::<Minutes>(minute * MINUTE, &cookie);
        assert_eq!(session.sudo(), Some(&7), "minute {minute}");
        *session.count_mut() += 1;
        cookie = saved(&mut session);
    }
    assert_eq!(load::<Minutes>(10 * MINUTE, &cookie).sudo(), None);
    // The deploy is taken back, and the value has again the time that it had before.
    assert_eq!(load::<Hours>(HOUR - 1, &cookie).sudo(), Some(&7));
    assert_eq!(load::<Hours>(HOUR, &cookie).sudo(), None);
}

#[test]
fn a_value_that_was_overdue_at_a_save_never_comes_back() -> TestResult {
    let mut session = load::<Minutes>(10 * MINUTE, &set_now());
    session.set_count(1);
    let cookie = saved(&mut session);
    assert_eq!(json_at(10 * MINUTE, &cookie)?["sudo"], Value::Null);
    assert_eq!(load::<Hours>(10 * MINUTE, &cookie).sudo(), None);
    Ok(())
}

#[test]
fn a_value_may_be_set_at_most_60_seconds_in_the_future() {
    let sudo = |set: u64| {
        let json = format!(r#"{{"sudo":[7,{set}],"count":0}}"#);
        load::<Hours>(0, &sealed("expiring", json)).sudo().copied()
    };
    assert_eq!([NOW, NOW + 1, NOW + 60].map(sudo), [Some(7); 3]);
    assert_eq!([NOW + 61, NOW + HOUR, u64::from(u32::MAX)].map(sudo), [None; 3]);
    assert_eq!([NOW - HOUR + 1, NOW - HOUR, 0].map(sudo), [Some(7), None, None]);
}

#[test]
fn the_longest_lifetime_does_not_overflow_at_the_last_second() {
    let json = format!(r#"{{"sudo":[7,{}],"count":0}}"#, u32::MAX);
    let binding = Binding { purpose: seal::SESSION, name: "expiring" };
    let last = u32::MAX;
    let record = seal::Record { created: last - 9, issued: last - 9, expires: last, ..Default::default() };
    let cookie = seal::seal(&keys(), binding, &record, json.as_bytes()).expect("small");
    let clock = UNIX_EPOCH + Duration::from_secs(u64::from(last - 1));
    let sessions = SessionManager::<Longest>::new(keys()).clock(move || clock);
    assert_eq!(sessions.load(&cookies([format!("expiring={cookie}")])).sudo(), Some(&7));
}

#[test]
fn reading_under_a_shorter_lifetime_writes_nothing() -> TestResult {
    let cookie = set_now();
    assert!(load::<Minutes>(MINUTE, &cookie).set_cookies()?.is_empty());
    let mut touched = load::<Minutes>(MINUTE, &cookie);
    touched.set_count(0);
    assert!(touched.set_cookies()?.is_empty(), "nothing has changed");
    Ok(())
}

#[test]
fn the_end_of_a_value_is_its_moment_of_setting_and_todays_lifetime() {
    let mut session = SessionManager::<Hours>::new(keys()).clock(|| at(NOW)).load(&HeaderMap::new());
    assert_eq!(session.sudo.ends(), None, "there is no value");
    session.set_sudo(7);
    assert_eq!(session.sudo.ends(), None, "its lifetime begins when it is sealed");
    let cookie = saved(&mut session);
    assert_eq!(load::<Hours>(5 * MINUTE, &cookie).sudo.ends(), Some(at(NOW + HOUR)));
    assert_eq!(load::<Minutes>(5 * MINUTE, &cookie).sudo.ends(), Some(at(NOW + 10 * MINUTE)));
    assert_eq!(load::<Minutes>(10 * MINUTE, &cookie).sudo.ends(), None, "overdue");
    assert_eq!(load::<Longest>(0, &cookie).sudo.ends(), Some(at(NOW + 400 * 24 * HOUR)));
}

/// What a user may do for a while.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Grant {
    room: String,
}

/// Its `Default` is written by hand, so an empty value is written too.
#[derive(IronSession)]
#[iron(cookie = "expiring", max_age = "30d", default)]
struct Granted {
    #[iron(lifetime = "1h")]
    grant: Expiring<Grant>,
}

#[expect(clippy::derivable_impls, reason = "a derived one says that the value is empty by default")]
impl Default for Granted {
    fn default() -> Self {
        Self { grant: Expiring::default() }
    }
}

#[test]
fn a_value_of_the_applications_own_type_is_kept_for_its_lifetime() {
    let grant = Grant { room: "archive".to_owned() };
    let sessions = SessionManager::<Granted>::new(keys()).clock(|| at(NOW));
    let mut session = sessions.load(&HeaderMap::new());
    session.set_grant(grant.clone());
    let cookie = saved(&mut session);
    assert_eq!(load::<Granted>(HOUR - 1, &cookie).grant(), Some(&grant));
    assert_eq!(load::<Granted>(HOUR, &cookie).grant(), None);
}
