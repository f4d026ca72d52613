//! The length of one session, shorter than its type's: it is sealed, so no later save loses it.

use std::collections::BTreeSet;
use std::time::Duration;

use http::HeaderMap;
use iron_session::seal::{self, Binding, Record};
use iron_session::{Config, Error, IronSession, Keyring, Rejection, Session, SessionManager};

use crate::common::{K1, K2, NOW, TestResult, at, cookies, keys, saved};
use crate::reference;

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// A type whose sessions last 30 days, and 90 at most.
#[derive(IronSession)]
#[iron(cookie = "__Host-own", max_age = "30d", absolute_timeout = "90d")]
struct Account {
    user: u32,
    note: String,
}

fn days(count: u64) -> Duration {
    Duration::from_secs(count * DAY)
}

/// A manager under a changed configuration, `secs` after `NOW`.
fn changed(secs: u64, change: impl FnOnce(Config) -> Config) -> SessionManager<Account> {
    SessionManager::new(keys()).clock(move || at(NOW + secs)).configure(change).expect("sound")
}

fn sessions(secs: u64) -> SessionManager<Account> {
    changed(secs, |config| config)
}

fn load(sessions: &SessionManager<Account>, cookie: &str) -> Session<Account> {
    let session = sessions.load(&cookies([format!("__Host-own={cookie}")]));
    assert_eq!(session.meta().rejection(), None);
    session
}

/// The seal of a session that was begun now with a length of its own.
fn begun(length: Duration) -> String {
    let mut session = sessions(0).load(&HeaderMap::new());
    session.set_user(7);
    session.renew().max_age(length);
    saved(&mut session)
}

/// The seal after a change `secs` after `NOW`.
fn touched(sessions: &SessionManager<Account>, cookie: &str) -> String {
    let mut session = load(sessions, cookie);
    *session.user_mut() += 1;
    saved(&mut session)
}

/// The seal after a `renew` without a length.
fn renewed(sessions: &SessionManager<Account>, cookie: &str) -> String {
    let mut session = load(sessions, cookie);
    session.renew();
    saved(&mut session)
}

/// What is sealed beside the JSON.
fn record_under(keys: &Keyring, cookie: &str) -> Record {
    let binding = Binding { purpose: seal::SESSION, name: "__Host-own" };
    let text = cookie.as_bytes();
    let opened = (0..95 * 48).find_map(|half| seal::open(keys, binding, NOW + half * HOUR / 2, text).ok());
    opened.expect("a seal of this test").record()
}

/// The length from `issued` to `expires`, and the own length.
fn lengths(cookie: &str) -> (u64, Option<u64>) {
    let record = record_under(&keys(), cookie);
    (u64::from(record.expires - record.issued), record.own_length.map(u64::from))
}

#[test]
fn a_length_of_its_own_outlives_an_end_that_the_absolute_timeout_cut() {
    let mut cookie = begun(days(1));
    assert_eq!(lengths(&cookie), (DAY, Some(DAY)));
    let mut secs = 0;
    while secs + DAY / 2 < 90 * DAY {
        secs += DAY / 2;
        cookie = touched(&sessions(secs), &cookie);
    }
    assert_eq!(lengths(&cookie), (DAY / 2, Some(DAY)), "the absolute timeout cut the end");
    assert_eq!(lengths(&renewed(&sessions(secs), &cookie)), (DAY, Some(DAY)));
    assert_eq!(lengths(&renewed(&sessions(secs + 7), &cookie)), (DAY, Some(DAY)));
}

#[test]
fn a_cut_after_the_length_was_given_does_not_hide_it() {
    // The timeout was shortened while the session lived, so no seal ends at today's timeout.
    let mut cookie = begun(days(20));
    let short = |secs| changed(secs, |config| config.absolute_timeout(days(30)));
    cookie = touched(&short(15 * DAY), &cookie);
    assert_eq!(lengths(&cookie), (15 * DAY, Some(20 * DAY)));
    // Another change under the longer timeout gives the whole of the own length again, and not more.
    assert_eq!(lengths(&touched(&sessions(16 * DAY), &cookie)), (20 * DAY, Some(20 * DAY)));
    assert_eq!(lengths(&renewed(&sessions(16 * DAY), &cookie)), (20 * DAY, Some(20 * DAY)));
}

#[test]
fn a_length_of_at_least_max_age_is_no_own_length() {
    for length in [days(30), days(31), Duration::MAX, days(30) + Duration::from_millis(1)] {
        assert_eq!(lengths(&begun(length)), (30 * DAY, None), "{length:?}");
    }
    let almost = Duration::from_millis(30 * DAY * 1000 - 1);
    assert_eq!(lengths(&begun(almost)), (30 * DAY - 1, Some(30 * DAY - 1)));
    // It follows its type when `max_age` is made longer.
    let longer = |secs| changed(secs, |config| config.max_age(days(60)));
    assert_eq!(lengths(&touched(&longer(DAY), &begun(days(30)))), (60 * DAY, None));
}

#[test]
fn a_later_max_age_shortens_a_lifetime_and_leaves_the_own_length() {
    let cookie = begun(days(10));
    let week = |secs| changed(secs, |config| config.max_age(days(7)));
    let shortened = touched(&week(DAY), &cookie);
    assert_eq!(lengths(&shortened), (7 * DAY, Some(10 * DAY)));
    let renewed = renewed(&week(DAY), &shortened);
    assert_eq!(lengths(&renewed), (7 * DAY, Some(10 * DAY)));
    let year = changed(2 * DAY, |config| config.max_age(days(80)));
    assert_eq!(lengths(&touched(&year, &renewed)), (10 * DAY, Some(10 * DAY)));
}

#[test]
fn a_session_without_an_own_length_takes_the_max_age_of_today() {
    let mut session = sessions(0).load(&HeaderMap::new());
    session.set_user(7);
    let cookie = saved(&mut session);
    assert_eq!(lengths(&cookie), (30 * DAY, None));
    let week = changed(DAY, |config| config.max_age(days(7)));
    assert_eq!(lengths(&touched(&week, &cookie)), (7 * DAY, None));
    let longer = changed(2 * DAY, |config| config.max_age(days(60)));
    assert_eq!(lengths(&touched(&longer, &touched(&week, &cookie))), (60 * DAY, None));
}

#[test]
fn a_seal_whose_end_came_early_without_the_flag_has_no_own_length() {
    let now = u32::try_from(NOW).expect("before 2106");
    let record = Record { created: now, issued: now, expires: now + 60, ..Record::default() };
    let binding = Binding { purpose: seal::SESSION, name: "__Host-own" };
    let cookie = seal::seal(&keys(), binding, &record, b"{\"user\":7,\"note\":\"\"}").expect("small");
    assert_eq!(lengths(&touched(&sessions(59), &cookie)), (30 * DAY, None));
    assert_eq!(lengths(&renewed(&sessions(59), &cookie)), (30 * DAY, None));
}

#[test]
fn renew_keeps_it_renew_with_a_length_replaces_it_and_restart_drops_it() {
    let cookie = begun(days(2));
    let again = |ask: fn(&mut Session<Account>)| {
        let mut session = load(&sessions(DAY), &cookie);
        ask(&mut session);
        lengths(&saved(&mut session))
    };
    assert_eq!(again(|session| _ = session.renew()), (2 * DAY, Some(2 * DAY)));
    assert_eq!(again(|session| _ = session.renew().persistent(false)), (2 * DAY, Some(2 * DAY)));
    assert_eq!(again(|session| _ = session.renew().max_age(days(5))), (5 * DAY, Some(5 * DAY)));
    assert_eq!(again(|session| _ = session.renew().max_age(days(30))), (30 * DAY, None));
    assert_eq!(again(Session::restart), (30 * DAY, None));
    let both = |session: &mut Session<Account>| {
        session.restart();
        session.renew().max_age(days(3));
    };
    assert_eq!(again(both), (3 * DAY, Some(3 * DAY)));
}

#[test]
fn a_reseal_under_another_key_keeps_the_times_and_the_own_length() -> TestResult {
    let rotated = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    for change in [(|config| config) as fn(Config) -> Config, |config| config.max_age(days(1))] {
        let cookie = begun(days(2));
        let sessions = SessionManager::<Account>::new(rotated.clone()).clock(|| at(NOW + HOUR));
        let resealed = saved(&mut load(&sessions.configure(change)?, &cookie));
        assert_ne!(resealed, cookie);
        assert_eq!(record_under(&rotated, &resealed), record_under(&keys(), &cookie));
    }
    Ok(())
}

/// The same session in a later release.
#[derive(IronSession)]
#[iron(cookie = "__Host-own", max_age = "30d", schema = 1, from = Account)]
struct Renamed {
    user_id: u32,
}

impl From<Account> for Renamed {
    fn from(old: Account) -> Self {
        Self { user_id: old.user }
    }
}

#[test]
fn a_migration_to_another_schema_keeps_the_own_length() {
    let cookie = begun(days(2));
    let sessions = |secs| SessionManager::<Renamed>::new(keys()).clock(move || at(NOW + secs));
    let load = |secs, cookie: &str| sessions(secs).load(&cookies([format!("__Host-own={cookie}")]));
    let mut migrated = load(HOUR, &cookie);
    assert_eq!(migrated.user_id(), 7);
    let migrated = saved(&mut migrated);
    let (before, after) = (record_under(&keys(), &cookie), record_under(&keys(), &migrated));
    assert_eq!(after, Record { schema: 1, ..before });
    let mut later = load(DAY, &migrated);
    later.set_user_id(8);
    assert_eq!(lengths(&saved(&mut later)), (2 * DAY, Some(2 * DAY)));
}

#[test]
fn a_refresh_is_due_after_half_of_a_short_own_length_and_keeps_it() -> TestResult {
    let refreshing = |secs| changed(secs, |config| config.refresh_after(days(2)));
    for (length, half) in [(2 * DAY, DAY), (HOUR + 1, HOUR / 2)] {
        let cookie = begun(Duration::from_secs(length));
        assert!(load(&refreshing(half - 1), &cookie).set_cookies()?.is_empty());
        let refreshed = saved(&mut load(&refreshing(half), &cookie));
        assert_eq!(lengths(&refreshed), (length, Some(length)));
    }
    let cookie = begun(Duration::from_secs(2 * DAY + 1));
    assert!(load(&refreshing(2 * DAY - 1), &cookie).set_cookies()?.is_empty());
    assert!(!load(&refreshing(2 * DAY), &cookie).set_cookies()?.is_empty());
    Ok(())
}

#[test]
fn a_slow_clock_extends_by_the_own_length_from_the_beginning() {
    let cookie = begun(days(1));
    let slow = SessionManager::<Account>::new(keys()).clock(|| at(NOW - 40));
    assert_eq!(lengths(&touched(&slow, &cookie)), (DAY, Some(DAY)));
}

#[test]
fn an_own_length_of_no_seconds_is_an_error() {
    let mut session = sessions(0).load(&HeaderMap::new());
    session.renew().max_age(Duration::ZERO);
    assert!(matches!(session.set_cookies(), Err(Error::Lifetime)));
}

#[test]
fn later_saves_and_renewals_in_one_request_keep_it() {
    let mut session = load(&sessions(DAY), &begun(days(2)));
    session.renew().max_age(days(3));
    let first = saved(&mut session);
    session.set_note("later");
    let second = saved(&mut session);
    session.renew();
    let third = saved(&mut session);
    for cookie in [first, second, third] {
        assert_eq!(lengths(&cookie), (3 * DAY, Some(3 * DAY)));
    }
    assert_eq!(session.meta().expires(), Some(at(NOW + 4 * DAY)));
}

#[test]
fn a_session_that_ended_leaves_its_length_to_no_other() {
    let cookie = begun(days(2));
    let mut other = sessions(2 * DAY).load(&cookies([format!("__Host-own={cookie}")]));
    assert_eq!(other.meta().rejection(), Some(Rejection::Expired));
    other.renew();
    assert_eq!(lengths(&saved(&mut other)), (30 * DAY, None));
    assert_eq!(other.meta().created(), Some(at(NOW + 2 * DAY)));
}

#[test]
fn a_seal_that_would_live_longer_than_its_own_length_is_not_made() {
    let binding = Binding { purpose: seal::SESSION, name: "sid" };
    let record = Record { created: 5, issued: 10, expires: 70, own_length: Some(60), ..Record::default() };
    assert!(seal::seal(&keys(), binding, &record, b"{}").is_ok());
    for own_length in [0, 1, 59] {
        let record = Record { own_length: Some(own_length), ..record };
        assert!(matches!(seal::seal(&keys(), binding, &record, b"{}"), Err(Error::Lifetime)), "{own_length}");
    }
}

#[test]
fn an_own_length_costs_5_or_6_characters_and_stands_after_the_id() {
    let binding = Binding { purpose: seal::SESSION, name: "sid" };
    let plain = Record { created: 1, issued: 1, expires: 61, ..Record::default() };
    let chars = |record: Record, json: usize| {
        let text = seal::seal(&keys(), binding, &record, &vec![b' '; json]).expect("it fits");
        let opened = seal::open(&keys(), binding, 1, text.as_bytes()).expect("it opens");
        assert_eq!((opened.record(), opened.json().len()), (record, json));
        text.len() - (json * 4).div_ceil(3)
    };
    for json in 0..100 {
        let (id, own_length) = (Some([0xAB; 16]), Some(u32::MAX - 5));
        assert_eq!(chars(plain, json), 96);
        assert!(matches!(chars(Record { own_length, ..plain }, json), 101 | 102));
        assert!(matches!(chars(Record { id, own_length, ..plain }, json), 122 | 123));
    }
}

#[test]
fn with_an_id_and_an_own_length_4096_bytes_fit_and_no_more() {
    let record = Record { expires: 60, id: Some([7; 16]), own_length: Some(60), ..Record::default() };
    let mut sizes = BTreeSet::new();
    // A text in base64url never has one character more than a multiple of four. So with one name some sizes
    // cannot be had.
    for name in ["a", "ab", "abc", "abcd"] {
        let binding = Binding { purpose: seal::SESSION, name };
        for json in 2950..3000 {
            let size = name.len() + ((41 + 15 + 16 + 4 + json + 16) * 4_usize).div_ceil(3);
            sizes.insert(size);
            match seal::seal(&keys(), binding, &record, &vec![b'0'; json]) {
                Ok(text) => {
                    assert_eq!(name.len() + text.len(), size);
                    assert!(size <= 4096, "{size}");
                    assert!(seal::open(&keys(), binding, 0, text.as_bytes()).is_ok());
                }
                Err(Error::TooLarge(error)) => assert_eq!(error.excess, size - 4096),
                Err(error) => panic!("{size}: {error}"),
            }
        }
    }
    assert!([4095, 4096, 4097].iter().all(|size| sizes.contains(size)));
}

#[test]
fn a_full_session_with_an_id_and_an_own_length_is_saved_and_changed() -> TestResult {
    let with_id = |secs| changed(secs, |config| config.id(true));
    let bytes = (4096 - "__Host-own".len()) * 3 / 4 - (41 + 15 + 16 + 4 + 16);
    let longest = bytes - r#"{"user":0,"note":""}"#.len();
    let session_of = |note: usize| {
        let mut session = with_id(0).load(&HeaderMap::new());
        session.set_note("n".repeat(note));
        session.renew().max_age(days(1));
        session
    };
    let cookie = saved(&mut session_of(longest));
    assert_eq!("__Host-own".len() + cookie.len(), 4096);
    let later = touched(&with_id(HOUR), &cookie);
    assert_eq!((later.len(), lengths(&later)), (cookie.len(), (DAY, Some(DAY))));
    match session_of(longest + 1).set_cookies() {
        Err(Error::TooLarge(error)) => assert!(matches!(error.excess, 1 | 2), "{error}"),
        other => return Err(format!("{other:?}").into()),
    }
    Ok(())
}

#[test]
fn an_own_length_that_is_cut_short_or_shorter_than_the_seal_is_malformed() {
    let binding = Binding { purpose: seal::SESSION, name: "sid" };
    let times = [100, 100, 160];
    let opened = |flags, rest: &[u8]| {
        let record = reference::record(flags, times, 0, rest);
        let text = reference::seal(&K1, binding.purpose, binding.name, &record);
        seal::open(&keys(), binding, 100, text.as_bytes()).map(|opened| opened.record().own_length)
    };
    let id_and_length: Vec<u8> = [7; 16].into_iter().chain(60_u32.to_be_bytes()).collect();
    assert_eq!(opened(4, &60_u32.to_be_bytes()), Ok(Some(60)));
    assert_eq!(opened(7, &id_and_length), Ok(Some(60)));
    for short in [0, 1, 3] {
        assert_eq!(opened(4, &60_u32.to_be_bytes()[..short]), Err(Rejection::Malformed));
        assert_eq!(opened(5, &id_and_length[..16 + short]), Err(Rejection::Malformed));
    }
    for length in [0, 1, 59_u32] {
        assert_eq!(opened(4, &length.to_be_bytes()), Err(Rejection::Malformed));
    }
}
