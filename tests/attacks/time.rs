//! When a session ends, and which of its times a save moves.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, Response};
use iron_session::{Config, Error, IronSession, Keyring, Rejection, Session, SessionManager};

use super::Failing;
use super::integrity::with_record;
use crate::common::{
    K1, K2, NOW, TestResult, Visit, at, cookies, keys, saved, sessions_at, sessions_under, set_cookies, v,
    value, visit_at,
};

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// A manager of visits under a changed configuration, with the clock at `secs`.
fn sessions(secs: u64, change: impl FnOnce(Config) -> Config) -> SessionManager<Visit> {
    sessions_at::<Visit>(secs).configure(change).expect("a sound configuration")
}

fn load(sessions: &SessionManager<Visit>, cookie: &str) -> Session<Visit> {
    sessions.load(&cookies([format!("__Host-s={cookie}")]))
}

fn rejection_at(secs: u64, cookie: &str) -> Option<Rejection> {
    load(&sessions_at(secs), cookie).meta().rejection()
}

/// Created, issued and expires, in seconds after `NOW`.
fn times(session: &Session<Visit>) -> Option<[i64; 3]> {
    let since = |time: SystemTime| {
        let secs = time.duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
        secs.cast_signed() - NOW.cast_signed()
    };
    let meta = session.meta();
    Some([since(meta.created()?), since(meta.issued()?), since(meta.expires()?)])
}

/// The cookie that a save of this session writes, if any.
fn written(session: &mut Session<Visit>) -> Option<String> {
    let mut response = Response::new(());
    session.save(&mut response).expect("a small session");
    set_cookies(&response).pop()
}

fn refreshing(config: Config) -> Config {
    config.refresh_after(Duration::from_secs(600))
}

pub(super) fn failing() -> Vec<Failing> {
    let lasting = |secs| move |config: Config| config.max_age(Duration::from_secs(secs));
    let unset = |clock: SystemTime| SessionManager::<Visit>::new(keys()).clock(move || clock);
    let last = visit_at(NOW - HOUR, 7);
    vec![
        Failing::value("T01", "expired", &last),
        Failing::value("T01", "expired", &last).on(sessions(NOW, |config| config.no_store(true))),
        Failing::value("T03", "not_yet_valid", visit_at(NOW + 61, 7)),
        Failing::value("T04", "expired", &last).on(sessions(NOW, refreshing)),
        Failing::value("T05", "expired", with_record(0, [NOW - DAY, NOW - 10, NOW + 60])),
        Failing::value("T06", "expired", visit_at(NOW - 600, 7)).on(sessions(NOW, lasting(600))),
        Failing::value("T07", "expired", &last).on(sessions(NOW, lasting(2 * HOUR))),
        Failing::value("T08", "malformed", with_record(0, [NOW + 1, NOW, NOW + 60])),
        Failing::value("T09", "not_yet_valid", v()).on(unset(UNIX_EPOCH - Duration::from_secs(1))),
        Failing::value("T10", "expired", v()).on(unset(at(4_323_000_000))),
        Failing::value("T11", "not_yet_valid", v()).on(sessions_at::<Visit>(NOW - 600)),
    ]
}

/// T01, T04
#[test]
fn a_seal_opens_until_the_second_before_it_expires() {
    let v = v();
    assert_eq!(rejection_at(NOW + HOUR - 1, &v), None);
    assert_eq!(rejection_at(NOW + HOUR, &v), Some(Rejection::Expired));
}

/// T02, T03
#[test]
fn a_seal_may_be_issued_at_most_60_seconds_in_the_future() {
    assert_eq!(rejection_at(NOW, &visit_at(NOW + 60, 7)), None);
    assert_eq!(rejection_at(NOW, &visit_at(NOW + 61, 7)), Some(Rejection::NotYetValid));
}

/// T06
#[test]
fn a_shortened_configuration_also_shortens_the_seals_made_before() {
    let v = v();
    let shortened = |secs| sessions(secs, |config| config.max_age(Duration::from_secs(600)));
    assert_eq!(load(&shortened(NOW + 599), &v).meta().rejection(), None);
    assert_eq!(load(&shortened(NOW + 600), &v).meta().rejection(), Some(Rejection::Expired));
    let capped = |secs| {
        sessions(secs, |c| c.max_age(Duration::from_secs(600)).absolute_timeout(Duration::from_secs(600)))
    };
    let renewed_later = {
        let mut session = load(&sessions_at(NOW + 500), &v);
        session.set_user_id(8);
        saved(&mut session)
    };
    assert_eq!(load(&capped(NOW + 599), &renewed_later).user_id(), 8);
    assert_eq!(load(&capped(NOW + 600), &renewed_later).meta().rejection(), Some(Rejection::Expired));
}

/// T05
#[test]
fn refreshing_does_not_extend_a_session_past_its_absolute_timeout() {
    let mut cookie = v();
    let mut secs = NOW;
    let mut visits = 0;
    while secs + 1800 < NOW + DAY {
        secs += 1800;
        visits += 1;
        let mut session = load(&sessions(secs, refreshing), &cookie);
        assert_eq!(session.meta().rejection(), None, "{visits}");
        if let Some(set_cookie) = written(&mut session) {
            value(&set_cookie).clone_into(&mut cookie);
        }
    }
    assert_eq!(visits, 47);
    assert_eq!(load(&sessions(NOW + DAY - 1, refreshing), &cookie).user_id(), 7);
    let end = load(&sessions(NOW + DAY, refreshing), &cookie);
    assert_eq!(end.meta().rejection(), Some(Rejection::Expired));
}

/// T07
#[test]
fn a_lengthened_max_age_does_not_move_the_end_of_a_seal() {
    let v = v();
    let lengthened = |secs| sessions(secs, |config| config.max_age(Duration::from_secs(2 * HOUR)));
    assert_eq!(load(&lengthened(NOW + HOUR - 1), &v).user_id(), 7);
    assert_eq!(load(&lengthened(NOW + HOUR), &v).meta().rejection(), Some(Rejection::Expired));
}

#[test]
fn a_change_after_the_configuration_was_lengthened_gives_a_lifetime_of_today() {
    let mut session = load(&sessions(NOW + 60, |config| config.max_age(Duration::from_secs(2 * HOUR))), &v());
    session.set_user_id(8);
    assert!(written(&mut session).is_some_and(|cookie| cookie.contains("; Max-Age=7200;")));
    assert_eq!(times(&session), Some([0, 60, 7260]));
}

/// T09, T10
#[test]
fn a_clock_before_1970_or_after_2106_seals_and_opens_nothing() {
    let y2107 = at(4_323_000_000);
    for clock in [UNIX_EPOCH - Duration::from_secs(1), y2107] {
        let sessions = SessionManager::<Visit>::new(keys()).clock(move || clock);
        let mut fresh = sessions.load(&HeaderMap::new());
        fresh.set_user_id(7);
        assert!(matches!(fresh.set_cookies(), Err(Error::Clock)));
        let closed = load(&sessions, &v()).meta().rejection();
        let reason = if clock < UNIX_EPOCH { Rejection::NotYetValid } else { Rejection::Expired };
        assert_eq!(closed, Some(reason));
    }
}

/// T10
#[test]
fn the_last_second_of_32_bits_is_not_sealed_past() {
    let last = u64::from(u32::MAX);
    let mut fits = sessions_at::<Visit>(last - HOUR).load(&HeaderMap::new());
    fits.set_user_id(7);
    assert!(fits.set_cookies().is_ok());
    let mut over = sessions_at::<Visit>(last - HOUR + 1).load(&HeaderMap::new());
    over.set_user_id(7);
    assert!(matches!(over.set_cookies(), Err(Error::Clock)));
}

/// T11
#[test]
fn a_clock_set_back_by_30_seconds_opens_a_seal_and_by_10_minutes_does_not() {
    let v = v();
    assert_eq!(rejection_at(NOW - 30, &v), None);
    assert_eq!(rejection_at(NOW - 600, &v), Some(Rejection::NotYetValid));
}

#[test]
fn a_node_whose_clock_is_slow_never_issues_before_created() {
    let mut session = load(&sessions_at(NOW - 30), &v());
    session.set_user_id(8);
    let cookie = saved(&mut session);
    assert_eq!(times(&session), Some([0, 0, 3600]));
    assert_eq!(rejection_at(NOW - 30, &cookie), None);
}

/// T12
#[test]
fn load_and_all_saves_use_the_time_of_the_load() -> TestResult {
    let ticks = std::sync::atomic::AtomicU64::new(NOW);
    let clock = move || at(ticks.fetch_add(1000, std::sync::atomic::Ordering::Relaxed));
    let sessions = SessionManager::<Visit>::new(keys()).clock(clock);
    let mut session = sessions.load(&HeaderMap::new());
    session.set_user_id(7);
    for _ in 0..3 {
        let mut response = Response::new(());
        session.save(&mut response)?;
    }
    assert_eq!(times(&session), Some([0, 0, 3600]));
    Ok(())
}

#[test]
fn a_change_moves_issued_and_expires_and_only_a_renewal_moves_created() {
    let mut changed = load(&sessions_at(NOW + 100), &v());
    changed.set_user_id(8);
    saved(&mut changed);
    assert_eq!(times(&changed), Some([0, 100, 3700]));

    let mut renewed = load(&sessions_at(NOW + 100), &v());
    renewed.renew();
    assert_eq!(load(&sessions_at(NOW + 100), &saved(&mut renewed)).user_id(), 7);
    assert_eq!(times(&renewed), Some([100, 100, 3700]));

    let mut restarted = load(&sessions_at(NOW + 100), &v());
    restarted.restart();
    assert_eq!(load(&sessions_at(NOW + 100), &saved(&mut restarted)).user_id(), 0);
    assert_eq!(times(&restarted), Some([100, 100, 3700]));
}

#[test]
fn without_refresh_after_reading_writes_nothing() {
    assert_eq!(written(&mut load(&sessions_at(NOW + HOUR - 1), &v())), None);
}

/// T04
#[test]
fn with_refresh_after_reading_extends_at_most_that_often() {
    let v = v();
    assert_eq!(written(&mut load(&sessions(NOW + 599, refreshing), &v)), None);
    let mut session = load(&sessions(NOW + 600, refreshing), &v);
    let cookie = written(&mut session).expect("a refresh");
    assert!(cookie.contains("; Max-Age=3600;"), "{cookie}");
    assert_eq!(times(&session), Some([0, 600, 4200]));
    assert_eq!(written(&mut load(&sessions(NOW + 1199, refreshing), value(&cookie))), None);
    assert!(written(&mut load(&sessions(NOW + 1200, refreshing), value(&cookie))).is_some());
}

#[test]
fn a_refresh_that_gains_no_time_is_not_written() {
    let late = |config: Config| refreshing(config).absolute_timeout(Duration::from_secs(HOUR));
    assert_eq!(written(&mut load(&sessions(NOW + 1800, late), &v())), None);
}

#[test]
fn max_age_is_what_remains_until_the_seal_ends() {
    let near_the_end = |secs| sessions(secs, |config| config.absolute_timeout(Duration::from_secs(HOUR)));
    let mut session = load(&near_the_end(NOW + 3000), &v());
    session.set_user_id(8);
    assert!(written(&mut session).is_some_and(|cookie| cookie.contains("; Max-Age=600;")));
    assert_eq!(times(&session), Some([0, 3000, 3600]));
}

#[test]
fn renewing_after_the_absolute_timeout_cut_a_lifetime_gives_a_whole_one() {
    let capped = |secs| sessions(secs, |config| config.absolute_timeout(Duration::from_secs(HOUR)));
    let cookie = {
        let mut session = load(&capped(NOW + 3000), &v());
        session.set_user_id(8);
        saved(&mut session)
    };
    let mut session = load(&capped(NOW + 3500), &cookie);
    session.renew();
    saved(&mut session);
    assert_eq!(times(&session), Some([3500, 3500, 7100]));
}

#[test]
fn a_login_may_ask_for_a_shorter_lifetime_which_later_saves_keep() -> TestResult {
    let mut session = sessions_at::<Visit>(NOW).load(&HeaderMap::new());
    session.set_user_id(7);
    session.renew().max_age(Duration::from_secs(600)).persistent(false);
    let cookie = written(&mut session).ok_or("no cookie")?;
    assert!(!cookie.contains("Max-Age"), "{cookie}");
    assert_eq!(times(&session), Some([0, 0, 600]));

    let mut later = load(&sessions_at(NOW + 300), value(&cookie));
    later.set_user_id(8);
    let cookie = written(&mut later).ok_or("no cookie")?;
    assert!(!cookie.contains("Max-Age"), "{cookie}");
    assert_eq!(times(&later), Some([0, 300, 900]));
    assert_eq!(rejection_at(NOW + 900, value(&cookie)), Some(Rejection::Expired));

    let mut renewed = load(&sessions_at(NOW + 600), value(&cookie));
    renewed.renew();
    assert!(written(&mut renewed).is_some_and(|cookie| !cookie.contains("Max-Age")));
    assert_eq!(times(&renewed), Some([600, 600, 1200]));
    renewed.renew().persistent(true).max_age(Duration::from_secs(HOUR));
    assert!(written(&mut renewed).is_some_and(|cookie| cookie.contains("; Max-Age=3600;")));
    Ok(())
}

#[test]
fn a_login_never_gets_a_longer_lifetime_than_its_type() {
    let mut session = sessions(NOW, |config| config.persistent(false)).load(&HeaderMap::new());
    session.renew().max_age(Duration::MAX).persistent(true);
    assert!(written(&mut session).is_some_and(|cookie| !cookie.contains("Max-Age")));
    assert_eq!(times(&session), Some([0, 0, 3600]));
}

#[test]
fn a_lifetime_of_no_seconds_is_an_error_and_nothing_is_written() {
    let mut session = sessions_at::<Visit>(NOW).load(&HeaderMap::new());
    session.renew().max_age(Duration::from_millis(999));
    assert!(matches!(session.set_cookies(), Err(Error::Lifetime)));
}

#[test]
fn refreshing_goes_on_after_max_age_was_shortened() {
    let days = |config: Config, days: u64| {
        config.max_age(Duration::from_secs(days * DAY)).absolute_timeout(Duration::from_secs(90 * DAY))
    };
    let mut cookie = {
        let mut session = sessions(NOW, |config| days(config, 30)).load(&HeaderMap::new());
        session.set_user_id(7);
        saved(&mut session)
    };
    for day in 1..20 {
        let shortened = |config| days(config, 7).refresh_after(Duration::from_secs(DAY));
        let mut session = load(&sessions(NOW + day * DAY, shortened), &cookie);
        assert_eq!(session.user_id(), 7, "day {day}");
        value(&written(&mut session).expect("a refresh")).clone_into(&mut cookie);
    }
}

#[test]
fn expires_and_max_age_follow_the_configuration_of_today() {
    let ten_minutes = |config: Config| config.max_age(Duration::from_secs(600));
    assert_eq!(times(&load(&sessions(NOW, ten_minutes), &v())), Some([0, 0, 600]));
    let sessions = sessions_under::<Visit>(rotated(), NOW + 60).configure(ten_minutes).expect("sound");
    let resealed = written(&mut load(&sessions, &v()));
    assert!(resealed.is_some_and(|cookie| cookie.contains("; Max-Age=540;")));
}

/// A keyring with a new key. The key of all other tests is a previous one.
fn rotated() -> Keyring {
    Keyring::builder().key(&K2).previous_key(&K1).build().expect("two keys")
}

#[test]
fn a_session_with_a_shorter_lifetime_is_refreshed_after_half_of_it() {
    let mut session = sessions(NOW, refreshing).load(&HeaderMap::new());
    session.set_user_id(7);
    session.renew().max_age(Duration::from_secs(300));
    let cookie = saved(&mut session);
    assert_eq!(written(&mut load(&sessions(NOW + 149, refreshing), &cookie)), None);
    let mut used = load(&sessions(NOW + 150, refreshing), &cookie);
    assert!(written(&mut used).is_some());
    assert_eq!(times(&used), Some([0, 150, 450]));
}

#[test]
fn a_restart_forgets_what_an_earlier_renewal_asked_for() {
    let mut session = sessions_at::<Visit>(NOW).load(&HeaderMap::new());
    session.renew().max_age(Duration::from_secs(600)).persistent(false);
    session.restart();
    assert!(written(&mut session).is_some_and(|cookie| cookie.contains("; Max-Age=3600;")));

    let mut transient = sessions_at::<Visit>(NOW).load(&HeaderMap::new());
    transient.renew().persistent(false);
    let mut restarted = load(&sessions_at(NOW), &saved(&mut transient));
    restarted.restart();
    assert!(restarted.meta().is_new());
    assert_eq!((restarted.meta().created(), restarted.meta().key_tag()), (None, None));
    assert!(written(&mut restarted).is_some_and(|cookie| cookie.contains("; Max-Age=3600;")));
}

#[test]
fn a_slow_clock_never_writes_a_max_age_longer_than_the_sessions() {
    let mut session = load(&sessions_under(rotated(), NOW - 50), &v());
    assert!(written(&mut session).is_some_and(|cookie| cookie.contains("; Max-Age=3600;")));
}

/// A session type that is used with ids, and later without.
#[derive(IronSession)]
#[iron(cookie = "plain", max_age = "1h")]
struct Identified {
    user_id: u32,
}

#[test]
fn an_id_lasts_until_the_session_is_renewed() {
    let sessions = SessionManager::<Identified>::new(keys()).clock(|| at(NOW));
    let sessions = sessions.configure(|config| config.id(true)).expect("sound");
    let again = |cookie: &str| sessions.load(&cookies([format!("plain={cookie}")]));
    let mut first = sessions.load(&HeaderMap::new());
    assert_eq!(first.meta().id(), None);
    first.set_user_id(7);
    let cookie = saved(&mut first);
    let id = first.meta().id().expect("an id");
    assert_eq!(saved(&mut first).len(), cookie.len());
    assert_eq!((first.meta().id(), again(&cookie).meta().id()), (Some(id), Some(id)));

    let mut changed = again(&cookie);
    changed.set_user_id(8);
    let changed_cookie = saved(&mut changed);
    assert_eq!(again(&changed_cookie).meta().id(), Some(id));
    // Both seals have the same id, so they are one session. The later one counts, even under a name without a
    // prefix.
    let both = sessions.load(&cookies([format!("plain={cookie}; plain={changed_cookie}")]));
    assert_eq!(both.meta().rejection(), None);

    let without = SessionManager::<Identified>::new(keys()).clock(|| at(NOW));
    let mut dropped = without.load(&cookies([format!("plain={cookie}")]));
    dropped.set_user_id(9);
    assert_eq!(again(&saved(&mut dropped)).meta().id(), None, "a type without ids writes no id");

    let mut renewed = again(&cookie);
    renewed.renew();
    assert_eq!(renewed.meta().id(), None);
    saved(&mut renewed);
    let first_new = renewed.meta().id();
    renewed.renew();
    saved(&mut renewed);
    assert_ne!(renewed.meta().id(), first_new, "each renewal that is saved has a new id");
    let renewed_cookie = saved(&mut renewed);
    let new_id = again(&renewed_cookie).meta().id().expect("an id");
    assert_ne!(new_id, id);
    let both = sessions.load(&cookies([format!("plain={cookie}; plain={renewed_cookie}")]));
    assert_eq!(both.meta().rejection(), Some(Rejection::Ambiguous));
}
