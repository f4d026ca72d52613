//! What a holder leaves to the others that has saved by hand, or has panicked.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use iron_session::{Csrf, IronSession, Rejection, Revocations, Session, SessionSlot};

use super::{Request, count};
use crate::common::{NOW, TestResult, Visit, at, saved, sessions_at, v};

/// Changes the session in some way, and panics while it has it.
fn panicking(request: &Request, change: impl FnOnce(&mut Session<Visit>)) {
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let mut session = request.check_out().expect("nobody writes");
        change(&mut session);
        panic!("half way");
    }));
    assert!(panicked.is_err());
}

#[test]
fn whatever_a_panicking_holder_did_the_session_is_as_it_was() -> TestResult {
    type Change = fn(&mut Session<Visit>);
    let changes: [(&str, Change); 5] = [
        ("a change", |session| session.set_user_id(8)),
        ("a renewal", |session| {
            session.renew();
        }),
        ("a restart", Session::restart),
        ("a change, saved by hand", |session| {
            session.set_user_id(8);
            assert_eq!(session.set_cookies().map(count).ok(), Some(1));
        }),
        ("a renewal, saved by hand twice", |session| {
            session.renew();
            assert_eq!(session.set_cookies().map(count).ok(), Some(1));
            assert_eq!(session.set_cookies().map(count).ok(), Some(1));
        }),
    ];
    for (what, change) in changes {
        let request = Request::of_user_7();
        panicking(&request, change);
        let (first, second) = (request.check_out()?, request.check_out()?);
        assert_eq!((first.user_id(), second.user_id()), (7, 7), "{what}");
        assert_eq!(first.meta().created(), second.meta().created(), "{what}");
        drop((first, second));
        assert!(request.writes_nothing()?, "{what}");

        let request = Request::of_user_7();
        request.check_out()?.set_user_id(9);
        panicking(&request, change);
        assert_eq!(request.check_out()?.user_id(), 9, "{what}");
        assert_eq!(request.written()?, 9, "{what}, after a change that was over");
    }
    Ok(())
}

/// When the session is due for a refresh.
const LATER: u64 = NOW + 40 * 60;

fn due() -> TestResult<Request> {
    let sessions =
        sessions_at(LATER).configure(|config| config.refresh_after(Duration::from_secs(20 * 60)))?;
    Ok(Request::with(sessions, &format!("__Host-s={}", v())))
}

/// The user of the session that is written into the response.
fn written_later(request: &Request) -> TestResult<u32> {
    let text = request.slot.finish()?.into_iter().flatten().last().ok_or("nothing is written")?;
    let pair = text.split(';').next().ok_or("a pair")?;
    Ok(sessions_at::<Visit>(LATER).load_bytes([pair.as_bytes()], None).user_id())
}

#[test]
fn a_refresh_that_a_reader_has_saved_by_hand_is_written_the_same_at_the_end() -> TestResult {
    let request = due()?;
    let mut first = request.check_out()?;
    let by_hand: Vec<String> = first.set_cookies()?.into_iter().collect();
    assert_eq!(by_hand.len(), 1, "a refresh");
    let second = request.check_out()?;
    assert_eq!((first.user_id(), second.user_id()), (7, 7));
    drop((second, first));
    let at_the_end: Vec<String> = request.slot.finish()?.ok_or("a cookie")?.into_iter().collect();
    assert_eq!(by_hand, at_the_end);
    Ok(())
}

#[test]
fn a_reader_that_has_saved_by_hand_may_hold_on_to_the_end() -> TestResult {
    for change in [false, true] {
        let request = due()?;
        let mut first = request.check_out()?;
        assert_eq!(count(first.set_cookies()?), 1);
        if change {
            request.check_out()?.set_user_id(8);
        }
        assert_eq!((written_later(&request)?, first.user_id()), (if change { 8 } else { 7 }, 7));
    }
    Ok(())
}

#[test]
fn a_reader_that_has_saved_by_hand_does_not_undo_what_another_writes_meanwhile() -> TestResult {
    let request = due()?;
    let mut first = request.check_out()?;
    assert_eq!(count(first.set_cookies()?), 1);
    let mut second = request.check_out()?;
    second.set_user_id(8);
    drop(first);
    drop(second);
    assert_eq!(request.check_out()?.user_id(), 8);
    assert_eq!(written_later(&request)?, 8);
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "__Host-owned", id, subject = user)]
struct Owned {
    user: Option<u32>,
}

/// The id of a new session is drawn when it is saved. A logout has to end the one that the browser has been
/// given, whoever else has read the session meanwhile.
#[test]
fn a_logout_ends_the_session_that_was_saved_by_hand_whoever_was_dropped_last() -> TestResult {
    for saves_first in [true, false] {
        let revocations = Revocations::in_memory(Duration::from_secs(86_400 * 2)).clock(|| at(NOW));
        let sessions = Arc::new(sessions_at::<Owned>(NOW).revocations(&revocations)?);
        let slot = SessionSlot::new(Arc::clone(&sessions));
        slot.check_out([], None)?.set_user(7);
        let (mut first, mut second) = (slot.check_out([], None)?, slot.check_out([], None)?);
        let saved = if saves_first { first.set_cookies() } else { second.set_cookies() };
        let texts: Vec<String> = saved?.into_iter().collect();
        if saves_first {
            drop((first, second));
        } else {
            drop((second, first));
        }
        slot.check_out([], None)?.destroy();
        assert!(slot.finish()?.is_some());
        let pair = texts.last().and_then(|text| text.split(';').next()).ok_or("a pair")?;
        let after = sessions.load_bytes([pair.as_bytes()], None);
        assert_eq!(after.meta().rejection(), Some(Rejection::Revoked), "the original saves: {saves_first}");
    }
    Ok(())
}

/// The save renews a session whose subject has changed. A token of a later holder is bound to the new id, so
/// to make it is a write.
#[test]
fn a_token_in_a_session_that_another_holder_has_given_to_another_user_fits_what_is_saved() -> TestResult {
    let sessions = Arc::new(sessions_at::<Owned>(NOW));
    let mut session = sessions.load(&http::HeaderMap::new());
    session.set_user(7);
    let cookie = format!("__Host-owned={}", saved(&mut session));
    let slot = SessionSlot::new(Arc::clone(&sessions));
    let check_out = || slot.check_out([cookie.as_bytes()], None);

    check_out()?.set_user(8);
    let mut second = check_out()?;
    let token = Csrf::token(&mut second)?;
    assert!(check_out().is_err(), "it is in use");
    drop(second);

    let text: String = slot.finish()?.ok_or("it was changed")?.into_iter().collect();
    let pair = text.split(';').next().ok_or("a pair")?;
    let after = sessions.load_bytes([pair.as_bytes()], None);
    assert_eq!((after.user(), Csrf::check(&after, &token)), (Some(8), Ok(())));
    Ok(())
}
