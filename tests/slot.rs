//! One session that is lent several times in one request: who may read it, who may write it, and what is
//! saved.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use iron_session::{Error, Event, Session, SessionError, SessionManager, SessionSlot, SetCookies};

use crate::common::{Log, NOW, TestResult, Visit, sessions_at, v, value};

mod by_hand;
mod inside;
mod logout;
mod places;
mod reentrant;
mod types;

/// The slot of one request, and what was reported to the operator.
struct Request {
    slot: SessionSlot<Visit>,
    cookie: String,
    log: Log,
}

impl Request {
    /// A request of user 7, whose session was written just now.
    fn of_user_7() -> Self {
        Self::with(sessions_at(NOW), &format!("__Host-s={}", v()))
    }

    fn with(sessions: SessionManager<Visit>, cookie: &str) -> Self {
        let log = Log::default();
        let slot = SessionSlot::new(Arc::new(log.of_errors(sessions)));
        Self { slot, cookie: cookie.to_owned(), log }
    }

    fn check_out(&self) -> Result<Session<Visit>, SessionError> {
        self.slot.check_out([self.cookie.as_bytes()], None)
    }

    fn reported(&self) -> Vec<String> {
        self.log.lines()
    }

    /// The user of the session that is written into the response.
    fn written(&self) -> TestResult<u32> {
        let cookies = self.slot.finish()?.ok_or("nobody asked")?;
        let text = cookies.into_iter().last().ok_or("nothing is written")?;
        Ok(sessions_at::<Visit>(NOW)
            .load_bytes([format!("__Host-s={}", value(&text)).as_bytes()], None)
            .user_id())
    }

    fn writes_nothing(&self) -> TestResult<bool> {
        Ok(self.slot.finish()?.is_none_or(|cookies| cookies.is_empty()))
    }
}

fn count(cookies: SetCookies) -> usize {
    cookies.into_iter().count()
}

#[test]
fn nothing_is_read_before_somebody_asks() -> TestResult {
    let request = Request::of_user_7();
    assert!(request.slot.finish()?.is_none());
    Ok(())
}

#[test]
fn any_number_may_read_at_once() -> TestResult {
    let request = Request::of_user_7();
    let (a, b, c) = (request.check_out()?, request.check_out()?, request.check_out()?);
    assert_eq!((a.user_id(), b.user_id(), c.user_id()), (7, 7, 7));
    drop((a, b, c));
    assert!(request.writes_nothing()?);
    Ok(())
}

#[test]
fn a_reader_may_hold_on_while_others_write_one_after_the_other() -> TestResult {
    let request = Request::of_user_7();
    let reader = request.check_out()?;
    request.check_out()?.set_user_id(8);
    let mut second = request.check_out()?;
    assert_eq!((reader.user_id(), second.user_id()), (7, 8));
    second.set_user_id(9);
    drop((second, reader));
    assert_eq!(request.written()?, 9);
    Ok(())
}

#[test]
fn a_reader_that_holds_on_to_the_end_does_not_stop_a_write() -> TestResult {
    let request = Request::of_user_7();
    let reader = request.check_out()?;
    request.check_out()?.set_user_id(8);
    assert_eq!(request.written()?, 8);
    assert_eq!(reader.user_id(), 7);
    drop(reader);
    assert_eq!(request.reported(), [""; 0]);
    Ok(())
}

#[test]
fn what_was_written_is_read_by_several_at_once() -> TestResult {
    let request = Request::of_user_7();
    request.check_out()?.set_user_id(8);
    let (a, b) = (request.check_out()?, request.check_out()?);
    assert_eq!((a.user_id(), b.user_id()), (8, 8));
    drop((a, b));
    assert_eq!(request.written()?, 8);
    Ok(())
}

#[test]
fn a_changed_session_is_not_lent_again_before_it_is_dropped() -> TestResult {
    let request = Request::of_user_7();
    let mut writer = request.check_out()?;
    writer.set_user_id(8);
    let refused = request.check_out().expect_err("one writer at a time");
    assert!(matches!(refused, SessionError::InUse { cookie: "__Host-s", .. }), "{refused:?}");
    assert!(refused.to_string().contains("drop it before calling on"));
    assert_eq!(request.reported(), [refused.to_string()]);
    drop(writer);
    assert_eq!(request.written()?, 8);
    Ok(())
}

#[test]
fn two_writers_at_once_are_a_conflict() -> TestResult {
    let request = Request::of_user_7();
    let (mut a, mut b) = (request.check_out()?, request.check_out()?);
    a.set_user_id(8);
    b.set_user_id(9);
    drop((a, b));
    let error = request.slot.finish().expect_err("it is not known which one to save");
    assert!(matches!(error, SessionError::Conflict { .. }), "{error:?}");
    assert_eq!(request.reported(), [error.to_string()]);
    Ok(())
}

#[test]
fn a_writer_who_read_before_another_wrote_is_a_conflict() -> TestResult {
    let request = Request::of_user_7();
    let mut stale = request.check_out()?;
    request.check_out()?.set_user_id(8);
    stale.set_user_id(9);
    drop(stale);
    assert!(matches!(request.slot.finish(), Err(SessionError::Conflict { .. })));
    assert!(matches!(request.check_out(), Err(SessionError::Conflict { .. })));
    Ok(())
}

#[test]
fn renew_restart_and_destroy_are_writes() -> TestResult {
    let writes: [fn(Session<Visit>); 3] = [
        |mut session| {
            session.renew();
        },
        |mut session| session.restart(),
        |session| drop(session.destroy()),
    ];
    for write in writes {
        let request = Request::of_user_7();
        let reader = request.check_out()?;
        write(request.check_out()?);
        let mut reader = reader;
        reader.set_user_id(9);
        drop(reader);
        assert!(matches!(request.slot.finish(), Err(SessionError::Conflict { .. })));
    }
    Ok(())
}

#[test]
fn a_changed_session_that_is_still_held_at_the_end_is_an_error() -> TestResult {
    let request = Request::of_user_7();
    let mut held = request.check_out()?;
    held.set_user_id(8);
    let error = request.slot.finish().expect_err("it may still be changed");
    assert!(matches!(error, SessionError::Held { .. }), "{error:?}");
    assert!(error.to_string().contains("drop it before returning"));
    assert_eq!(request.reported(), [error.to_string()]);
    Ok(())
}

#[test]
fn a_change_after_the_end_is_reported() -> TestResult {
    let request = Request::of_user_7();
    let mut held = request.check_out()?;
    assert!(request.writes_nothing()?);
    held.set_user_id(8);
    held.set_user_id(9);
    drop(held);
    let told = SessionError::TooLate { cookie: "__Host-s" }.to_string();
    assert_eq!(request.reported(), [told], "once");
    Ok(())
}

#[test]
fn what_a_panicking_holder_changed_is_not_saved() -> TestResult {
    let request = Request::of_user_7();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let mut session = request.check_out().expect("nobody has it");
        session.set_user_id(8);
        panic!("half way");
    }));
    assert!(panicked.is_err());
    assert_eq!(request.check_out()?.user_id(), 7);
    assert!(request.writes_nothing()?);
    Ok(())
}

#[test]
fn what_was_written_before_a_panic_is_saved() -> TestResult {
    let request = Request::of_user_7();
    request.check_out()?.set_user_id(8);
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let mut session = request.check_out().expect("nobody has it");
        session.set_user_id(9);
        panic!("half way");
    }));
    assert!(panicked.is_err());
    assert_eq!(request.written()?, 8);
    Ok(())
}

#[test]
fn a_reader_that_panics_changes_nothing() -> TestResult {
    let request = Request::of_user_7();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let _session = request.check_out().expect("nobody has it");
        panic!("while reading");
    }));
    assert!(panicked.is_err());
    request.check_out()?.set_user_id(8);
    assert_eq!(request.written()?, 8);
    Ok(())
}

#[test]
fn an_observer_may_ask_for_the_session_whose_cookie_was_refused() -> TestResult {
    let slot = Arc::new(OnceLock::<SessionSlot<Visit>>::new());
    let (seen, asked) = (Log::default(), Arc::clone(&slot));
    let log = seen.clone();
    let sessions = sessions_at::<Visit>(NOW).on_event(move |report| {
        if matches!(report.event, Event::Refused { .. }) && log.lines().is_empty() {
            log.write(&"heard");
            let session = asked.get().and_then(|slot| slot.check_out([], None).ok());
            log.write(&session.map_or(99, |session| session.user_id()));
        }
    });
    let slot = slot.get_or_init(|| SessionSlot::new(Arc::new(sessions)));
    assert_eq!(slot.check_out([b"__Host-s=garbage".as_slice()], None)?.user_id(), 0);
    assert_eq!(seen.lines(), ["heard", "0"]);
    Ok(())
}

#[test]
fn a_session_saved_by_hand_is_written_the_same_at_the_end() -> TestResult {
    let request = Request::of_user_7();
    let mut session = request.check_out()?;
    session.set_user_id(8);
    let by_hand: Vec<String> = session.set_cookies()?.into_iter().collect();
    drop(session);
    let at_the_end: Vec<String> = request.slot.finish()?.ok_or("a cookie")?.into_iter().collect();
    assert_eq!((by_hand.len(), &by_hand), (1, &at_the_end));
    Ok(())
}

#[test]
fn a_session_changed_after_it_was_saved_by_hand_is_written_as_changed() -> TestResult {
    let request = Request::of_user_7();
    let mut session = request.check_out()?;
    session.set_user_id(8);
    assert_eq!(count(session.set_cookies()?), 1);
    drop(session);
    request.check_out()?.set_user_id(9);
    assert_eq!(request.written()?, 9);
    Ok(())
}

#[test]
fn a_session_that_cannot_be_saved_is_an_error_that_says_why() -> TestResult {
    let request = Request::of_user_7();
    request.check_out()?.set_note("x".repeat(5000));
    let error = request.slot.finish().expect_err("too large");
    assert!(matches!(&error, SessionError::Save(Error::TooLarge(_))), "{error:?}");
    assert_eq!(request.reported(), [error.to_string()]);
    Ok(())
}

#[test]
fn a_refused_cookie_is_reported_once_however_often_it_is_asked_for() -> TestResult {
    let refusals = Log::default();
    let log = refusals.clone();
    let sessions = sessions_at(NOW).on_event(move |report| {
        if let Event::Refused { reason } = report.event {
            log.write(&reason);
        }
    });
    let slot = SessionSlot::new(Arc::new(sessions));
    let request = Request { slot, cookie: "__Host-s=garbage".to_owned(), log: Log::default() };
    let (a, b) = (request.check_out()?, request.check_out()?);
    drop((a, b, request.check_out()?));
    assert!(request.writes_nothing()?);
    assert_eq!(refusals.lines(), ["not a seal"]);
    Ok(())
}
