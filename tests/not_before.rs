//! `began_before`: for programs that keep a "not before" moment for each user.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use iron_session::testing::Clock;
use iron_session::{Session, SessionManager};

use crate::common::{NOW, Visit, at, cookies, keys, saved, sessions_at, visit_at};

/// A moment `millis` after `NOW`.
fn moment(millis: u64) -> SystemTime {
    at(NOW) + Duration::from_millis(millis)
}

fn load(secs: u64, cookie: &str) -> Session<Visit> {
    let session = sessions_at::<Visit>(secs).load(&cookies([format!("__Host-s={cookie}")]));
    assert_eq!(session.meta().rejection(), None);
    session
}

/// The session of a cookie, under a clock that the test moves while the request is under way.
fn load_under(clock: &Clock, cookie: &str) -> Session<Visit> {
    let sessions = SessionManager::<Visit>::new(keys()).clock(clock.reader());
    sessions.load(&cookies([format!("__Host-s={cookie}")]))
}

#[test]
fn a_session_of_an_earlier_second_began_before_the_moment() {
    let old = load(NOW, &visit_at(NOW - 1, 7));
    assert!([0, 1, 999, 1000, 86_400_000].map(moment).iter().all(|at| old.meta().began_before(*at)));
    assert!(!old.meta().began_before(at(NOW - 1) + Duration::from_millis(999)));
    assert!(!old.meta().began_before(at(NOW - 2)));
}

#[test]
fn a_session_that_was_renewed_after_the_moment_did_not_begin_before_it() {
    let watch = Clock::at(NOW);
    for millis in [0, 1, 250, 999] {
        watch.set(moment(millis));
        let mut session = load_under(&watch, &visit_at(NOW - 60, 7));
        let not_before = watch.now();
        assert!(session.meta().began_before(not_before), "it is not renewed yet");
        session.renew();
        assert!(!session.meta().began_before(not_before), "before the save");
        let cookie = saved(&mut session);
        assert!(!session.meta().began_before(not_before), "after the save");
        assert!(!load_under(&watch, &cookie).meta().began_before(not_before), "in the next request");
    }
}

#[test]
fn a_slow_request_that_takes_the_moment_late_does_not_end_its_own_session() {
    for begin_again in [|session: &mut Session<Visit>| _ = session.renew(), Session::restart] {
        let watch = Clock::at(NOW);
        watch.set(moment(900));
        let mut session = load_under(&watch, &visit_at(NOW - 60, 7));
        // A password is hashed meanwhile, and somebody else signs in with the old one.
        let thief = visit_at(NOW + 2, 7);
        watch.set(moment(3_100));
        let not_before = watch.now();
        watch.set(moment(4_000));
        begin_again(&mut session);
        assert!(!session.meta().began_before(not_before));
        watch.set(moment(9_000));
        let cookie = saved(&mut session);
        assert_eq!(session.meta().created(), Some(moment(4_000)));
        assert!(!session.meta().began_before(not_before));
        assert!(!load_under(&watch, &cookie).meta().began_before(not_before));
        assert!(load_under(&watch, &thief).meta().began_before(not_before));
    }
}

#[test]
fn a_late_renewal_gives_a_whole_lifetime_and_later_saves_keep_its_beginning() {
    let watch = Clock::at(NOW);
    let mut session = load_under(&watch, &visit_at(NOW - 60, 7));
    watch.set(moment(5_000));
    session.renew();
    watch.set(moment(8_000));
    for user_id in [8, 9] {
        session.set_user_id(user_id);
        let cookies: String = session.set_cookies().expect("small").into_iter().collect();
        assert!(cookies.contains("; Max-Age=3600;"), "{cookies}");
        assert_eq!(session.meta().created(), Some(moment(5_000)));
        assert_eq!(session.meta().expires(), Some(moment(3_605_000)));
    }
    session.renew();
    saved(&mut session);
    assert_eq!(session.meta().created(), Some(moment(8_000)));
}

#[test]
fn a_clock_that_is_set_back_or_fails_during_a_request_moves_no_beginning() {
    for later in [at(NOW - 30), UNIX_EPOCH - Duration::from_secs(1), at(5_000_000_000)] {
        let calls = AtomicU64::new(0);
        let clock = move || if calls.fetch_add(1, Ordering::Relaxed) == 0 { at(NOW) } else { later };
        let mut session = SessionManager::<Visit>::new(keys()).clock(clock).load(&HeaderMap::new());
        session.renew();
        saved(&mut session);
        assert_eq!(session.meta().created(), Some(at(NOW)));
    }
}

#[test]
fn a_change_a_refresh_and_a_read_leave_the_beginning() {
    let mut session = load(NOW + 100, &visit_at(NOW, 7));
    assert!(session.meta().began_before(at(NOW + 1)));
    session.set_user_id(8);
    assert!(session.meta().began_before(at(NOW + 1)));
    let cookie = saved(&mut session);
    assert!(session.meta().began_before(at(NOW + 1)));
    assert!(load(NOW + 200, &cookie).meta().began_before(at(NOW + 1)));
}

#[test]
fn a_session_that_is_not_saved_yet_begins_now() {
    let new = sessions_at::<Visit>(NOW).load(&HeaderMap::new());
    assert!(!new.meta().began_before(moment(999)));
    assert!(new.meta().began_before(moment(1000)), "the moment lies in the future");
    assert!(!new.meta().began_before(UNIX_EPOCH - Duration::from_secs(5)));
    assert!(!new.meta().began_before(UNIX_EPOCH));
}
