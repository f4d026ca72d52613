//! A read does not undo a write: what nobody asked for waits for a request that overlaps with no other.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::Request;
use iron_session::testing::Clock;
use iron_session::{FetchMetadata, IronSession, Keyring, Session, SessionManager, SessionSlot};

use crate::common::{K1, K2, NOW, TestResult, at, keys};

const DAY: u64 = 86_400;

/// Lives 30 days, and is refreshed after one.
#[derive(IronSession)]
#[iron(cookie = "visit", max_age = "30d", refresh_after = "1d", id)]
struct Visit {
    user: Option<u32>,
}

/// A manager with a clock that the test moves.
fn sessions<T: IronSession>(clock: &Clock, keys: Keyring) -> SessionManager<T> {
    SessionManager::new(keys).clock(clock.reader())
}

/// What a page opened by the visitor sends, and what a script on a page sends.
const PAGE: &[(&str, &str)] = &[("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
const SCRIPT: &[(&str, &str)] = &[("sec-fetch-mode", "cors"), ("sec-fetch-dest", "empty")];

fn request(headers: &[(&str, &str)], cookie: &str) -> Request<()> {
    let mut request = Request::get("/").header("cookie", cookie);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).expect("valid headers")
}

/// The pair of a session that `user` began at this moment.
fn begun(keys: Keyring, secs: u64) -> String {
    let mut session = SessionManager::<Visit>::new(keys).clock(move || at(secs)).load_bytes([], None);
    session.set_user(7);
    pair(&mut session).expect("a login writes a cookie")
}

fn pair<T: IronSession>(session: &mut Session<T>) -> Option<String> {
    let cookies: Vec<String> = session.set_cookies().expect("a small session").into_iter().collect();
    cookies.last().map(|text| text.split(';').next().unwrap_or_default().to_owned())
}

/// Whether a read at this moment writes, and takes `millis` from its load to its save.
fn writes_at(secs: u64, headers: &[(&str, &str)], millis: u64, keys: Keyring, cookie: &str) -> bool {
    let clock = Clock::at(secs);
    let mut session = sessions::<Visit>(&clock, keys).load(&request(headers, cookie));
    assert_eq!(session.user(), Some(7));
    clock.advance(Duration::from_millis(millis));
    pair(&mut session).is_some()
}

/// L06
#[test]
fn a_refresh_waits_for_a_page_that_is_answered_within_a_second() {
    let cookie = begun(keys(), NOW);
    let writes = |headers, millis| writes_at(NOW + DAY, headers, millis, keys(), &cookie);
    assert!(writes(PAGE, 999));
    assert!(!writes(PAGE, 1000));
    assert!(!writes(SCRIPT, 0));
    assert!(!writes(&[("sec-fetch-mode", "same-origin")], 0));
    assert!(!writes(&[("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")], 0));
}

#[test]
fn a_page_that_is_fetched_ahead_is_no_step_of_the_visitor() {
    let cookie = begun(keys(), NOW);
    for purpose in ["prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip"] {
        let headers = [PAGE[0], PAGE[1], ("sec-purpose", purpose)];
        assert!(!writes_at(NOW + DAY, &headers, 0, keys(), &cookie), "{purpose}");
    }
}

#[test]
fn a_browser_that_tells_nothing_is_taken_for_one_that_opens_a_page() {
    let cookie = begun(keys(), NOW);
    assert!(writes_at(NOW + DAY, &[], 0, keys(), &cookie));
    assert!(!writes_at(NOW + DAY, &[], 1000, keys(), &cookie), "a slow answer waits whatever asked for it");
}

#[test]
fn a_refresh_waits_half_of_refresh_after_and_no_longer() {
    let cookie = begun(keys(), NOW);
    let writes = |secs, headers| writes_at(secs, headers, 5000, keys(), &cookie);
    for headers in [PAGE, SCRIPT] {
        assert!(!writes(NOW + DAY * 3 / 2 - 1, headers));
        assert!(writes(NOW + DAY * 3 / 2, headers));
    }
}

/// With the refresh due late in a lifetime, it waits for half of the rest.
#[test]
fn a_refresh_waits_for_half_of_the_time_that_is_left_and_no_longer() {
    let hours = |hours: u64| Duration::from_secs(hours * 3600);
    let begun = begun(keys(), NOW);
    let writes = |secs| {
        let clock = Clock::at(secs);
        let sessions = sessions::<Visit>(&clock, keys());
        let sessions = sessions.configure(|config| config.max_age(hours(48)).refresh_after(hours(40)));
        let mut session = sessions.expect("sound").load(&request(SCRIPT, &begun));
        assert_eq!(session.user(), Some(7));
        pair(&mut session).is_some()
    };
    // Due after 40 hours of 48. Half of `refresh_after` would be 20 hours more.
    assert!(!writes(NOW + 43 * 3600));
    assert!(!writes(NOW + 44 * 3600 - 1));
    assert!(writes(NOW + 44 * 3600));
}

#[test]
fn a_session_with_a_short_length_of_its_own_is_refreshed_in_time() {
    let mut session = SessionManager::<Visit>::new(keys()).clock(|| at(NOW)).load_bytes([], None);
    session.set_user(7);
    session.renew().max_age(Duration::from_secs(4000));
    let cookie = pair(&mut session).expect("a login writes a cookie");
    let writes = |secs, headers| writes_at(secs, headers, 0, keys(), &cookie);
    assert!(!writes(NOW + 1999, PAGE));
    assert!(writes(NOW + 2000, PAGE));
    assert!(!writes(NOW + 2999, SCRIPT));
    assert!(writes(NOW + 3000, SCRIPT));
}

#[test]
fn after_a_rotation_a_reseal_waits_a_day_and_no_longer() -> TestResult {
    let cookie = begun(keys(), NOW);
    let rotated = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    let sessions = |clock: &Clock| sessions::<Rotated>(clock, rotated.clone());
    let writes = |secs, headers: &[(&str, &str)], millis| {
        let clock = Clock::at(secs);
        let mut session = sessions(&clock).load(&request(headers, &cookie));
        assert_eq!(session.user(), Some(7));
        clock.advance(Duration::from_millis(millis));
        pair(&mut session).is_some()
    };
    assert!(writes(NOW + 10, PAGE, 999));
    assert!(!writes(NOW + 10, PAGE, 1000));
    assert!(!writes(NOW + 10, SCRIPT, 0));
    assert!(!writes(NOW + DAY - 1, SCRIPT, 0));
    assert!(writes(NOW + DAY, SCRIPT, 9000));
    Ok(())
}

/// The same cookie without a refresh.
#[derive(IronSession)]
#[iron(cookie = "visit", max_age = "30d", id)]
struct Rotated {
    user: Option<u32>,
}

#[derive(IronSession)]
#[iron(cookie = "visit", max_age = "30d", id, schema = 1, from = Rotated)]
struct Migrated {
    user: Option<u32>,
    name: String,
}

impl From<Rotated> for Migrated {
    fn from(old: Rotated) -> Self {
        Self { user: old.user, name: "ada".to_owned() }
    }
}

#[test]
fn a_migration_waits_as_a_reseal_does_and_is_read_meanwhile() {
    let cookie = begun(keys(), NOW);
    for (headers, is_written) in [(SCRIPT, false), (PAGE, true)] {
        let sessions = SessionManager::<Migrated>::new(keys()).clock(|| at(NOW + 10));
        let mut session = sessions.load(&request(headers, &cookie));
        assert_eq!((session.user(), session.name()), (Some(7), "ada"));
        assert_eq!(pair(&mut session).is_some(), is_written);
    }
}

/// Two tabs: one reads for long, and the other one signs out and in again meanwhile.
/// L06
#[test]
fn a_slow_read_does_not_bring_back_a_session_that_ended_meanwhile() {
    for (keys, secs) in [
        (keys(), NOW + DAY),
        (Keyring::builder().key(&K2).previous_key(&K1).build().expect("two keys"), NOW + 10),
    ] {
        let cookie = begun(self::keys(), NOW);
        let clock = Clock::at(secs);
        let sessions = sessions::<Visit>(&clock, keys);
        let mut reader = sessions.load(&request(PAGE, &cookie));
        assert_eq!(reader.user(), Some(7));

        let removal: Vec<String> =
            sessions.load(&request(PAGE, &cookie)).destroy().set_cookies().into_iter().collect();
        assert!(removal[0].starts_with("visit=; Max-Age=0"));
        clock.advance(Duration::from_millis(1500));
        assert_eq!(pair(&mut reader), None, "the last answer to arrive leaves the removal alone");
    }
}

#[test]
fn what_a_handler_asks_for_never_waits() -> TestResult {
    let cookie = begun(keys(), NOW);
    let changes: [fn(&mut Session<Visit>); 3] =
        [|session| session.set_user(8), |session| _ = session.renew(), Session::restart];
    for change in changes {
        for secs in [NOW + 10, NOW + DAY] {
            let clock = Clock::at(secs);
            let mut session = sessions::<Visit>(&clock, keys()).load(&request(SCRIPT, &cookie));
            change(&mut session);
            clock.advance(Duration::from_secs(60));
            let cookies = session.set_cookies()?;
            assert!(!cookies.is_empty() && !cookies.gives_way());
        }
    }
    Ok(())
}

/// A value that is set to what it was is no change, so a refresh that is due waits all the same.
#[test]
fn a_session_that_is_touched_and_not_changed_waits() {
    let cookie = begun(keys(), NOW);
    for (headers, is_written) in [(SCRIPT, false), (PAGE, true)] {
        let sessions = SessionManager::<Visit>::new(keys()).clock(|| at(NOW + DAY));
        let mut session = sessions.load(&request(headers, &cookie));
        session.set_user(7);
        assert_eq!(pair(&mut session).is_some(), is_written);
    }
}

#[test]
fn a_clock_that_is_set_back_or_stands_before_1970_is_no_reason_to_wait_or_to_fail() {
    let cookie = begun(keys(), NOW);
    for after in [at(NOW), UNIX_EPOCH - Duration::from_secs(1)] {
        let clock = Clock::at(NOW + DAY);
        let mut session = sessions::<Visit>(&clock, keys()).load(&request(PAGE, &cookie));
        clock.set(after);
        assert!(pair(&mut session).is_some());
    }
}

#[test]
fn the_clock_is_read_again_only_if_something_is_due() {
    let cookie = begun(keys(), NOW);
    for (secs, reads) in [(NOW + 10, 1), (NOW + DAY, 2)] {
        let count = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&count);
        let clock = move || -> SystemTime {
            counted.fetch_add(1, Ordering::Relaxed);
            at(secs)
        };
        let mut session = SessionManager::<Visit>::new(keys()).clock(clock).load(&request(PAGE, &cookie));
        let _cookie = pair(&mut session);
        assert_eq!(count.load(Ordering::Relaxed), reads);
    }
}

#[test]
fn the_headers_are_looked_at_only_if_something_is_due() {
    let cookie = begun(keys(), NOW);
    for (secs, is_asked) in [(NOW + 10, false), (NOW + DAY, true)] {
        let asked = Cell::new(false);
        let metadata = || {
            asked.set(true);
            FetchMetadata::default()
        };
        let sessions = SessionManager::<Visit>::new(keys()).clock(move || at(secs));
        assert_eq!(sessions.load_bytes_with([cookie.as_bytes()], None, metadata).user(), Some(7));
        assert_eq!(asked.get(), is_asked);
    }
}

/// Under a layer, another value of the session is read from a copy. It waits like the first.
#[test]
fn every_value_that_a_slot_lends_waits() -> TestResult {
    let cookie = begun(keys(), NOW);
    for (headers, is_written) in [(SCRIPT, false), (PAGE, true)] {
        let request = request(headers, &cookie);
        let sessions = SessionManager::<Visit>::new(keys()).clock(|| at(NOW + DAY));
        let slot = SessionSlot::new(Arc::new(sessions));
        let lend = || {
            slot.check_out_with([cookie.as_bytes()], None, || {
                FetchMetadata::new(Some("GET"), |name| {
                    request.headers().get(name).map(http::HeaderValue::as_bytes)
                })
            })
        };
        let (first, second) = (lend()?, lend()?);
        drop(second);
        // The first is still held when the response is ready.
        assert_eq!(slot.finish()?.is_some_and(|cookies| !cookies.is_empty()), is_written);
        drop(first);
    }
    Ok(())
}
