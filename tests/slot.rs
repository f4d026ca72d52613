//! One session lent to many in one request: who may read, who may write, and what becomes of it.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use iron_session::{
    Error, IronSession, Session, SessionError, SessionManager, SessionSlot, SessionSlots, SetCookies,
};

use crate::common::{Log, NOW, TestResult, Visit, sessions_at, v, value};

/// A slot of a request, and what the operator was told about it.
struct Request {
    slot: SessionSlot<Visit>,
    cookie: String,
    log: Log,
}

impl Request {
    /// A request of user 7, whose session was written ten minutes ago.
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

    /// The user of the session that the response writes.
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
fn a_reader_that_holds_on_to_the_end_keeps_nothing_from_being_written() -> TestResult {
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
    assert!(matches!(refused, SessionError::InUse { cookie: "__Host-s" }), "{refused:?}");
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
    let error = request.slot.finish().expect_err("neither is known to be meant");
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
    let error = request.slot.finish().expect_err("its last change may be yet to come");
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
fn after_a_destroy_the_next_sees_a_fresh_session() -> TestResult {
    let request = Request::of_user_7();
    request.check_out()?.destroy();
    let fresh = request.check_out()?;
    assert_eq!((fresh.user_id(), fresh.meta().is_new(), fresh.meta().rejection()), (0, true, None));
    drop(fresh);
    let removal: Vec<String> = request.slot.finish()?.ok_or("a removal")?.into_iter().collect();
    assert!(removal.len() == 1 && removal[0].starts_with("__Host-s=; Max-Age=0"), "{removal:?}");
    Ok(())
}

#[test]
fn what_is_written_after_a_destroy_replaces_the_removal() -> TestResult {
    let request = Request::of_user_7();
    request.check_out()?.destroy();
    request.check_out()?.set_user_id(8);
    assert_eq!(request.written()?, 8);

    let request = Request::of_user_7();
    request.check_out()?.destroy();
    request.check_out()?.set_user_id(8);
    request.check_out()?.destroy();
    let cookies = request.slot.finish()?.ok_or("a removal")?;
    assert!(cookies.into_iter().all(|text| text.starts_with("__Host-s=; Max-Age=0")));
    Ok(())
}

/// How a request ends in which the session was destroyed and something else failed.
fn assert_logged_out(request: &Request, fails: impl Fn(&SessionError) -> bool) {
    let error = request.slot.finish().expect_err("something failed");
    assert!(fails(&error), "{error:?}");
    let removal = request.slot.removal().expect("the browser is told all the same");
    assert!(removal.into_iter().all(|text| text.starts_with("__Host-s=; Max-Age=0")));
}

#[test]
fn a_logout_is_told_even_if_the_request_fails() -> TestResult {
    let request = Request::of_user_7();
    let mut stale = request.check_out()?;
    request.check_out()?.destroy();
    stale.set_user_id(8);
    drop(stale);
    assert_logged_out(&request, |error| matches!(error, SessionError::Conflict { .. }));

    let request = Request::of_user_7();
    request.check_out()?.destroy();
    request.check_out()?.set_note("x".repeat(5000));
    assert_logged_out(&request, |error| matches!(error, SessionError::Save(Error::TooLarge(_))));

    let request = Request::of_user_7();
    request.check_out()?.destroy();
    let mut held = request.check_out()?;
    held.set_user_id(8);
    assert_logged_out(&request, |error| matches!(error, SessionError::Held { .. }));
    Ok(())
}

#[test]
fn a_logout_wins_over_what_others_wrote_before() -> TestResult {
    let request = Request::of_user_7();
    let early = request.check_out()?;
    request.check_out()?.set_user_id(8);
    early.destroy();
    let cookies = request.slot.finish()?.ok_or("a removal")?;
    assert!(cookies.into_iter().all(|text| text.starts_with("__Host-s=; Max-Age=0")));
    Ok(())
}

#[test]
fn who_was_writing_during_a_logout_does_not_bring_the_session_back() -> TestResult {
    let request = Request::of_user_7();
    let (reader, mut writer) = (request.check_out()?, request.check_out()?);
    writer.set_user_id(8);
    reader.destroy();
    drop(writer);
    assert_logged_out(&request, |error| matches!(error, SessionError::Conflict { .. }));
    Ok(())
}

#[test]
fn after_the_end_the_session_is_as_it_ended() -> TestResult {
    let request = Request::of_user_7();
    request.check_out()?.destroy();
    assert!(request.slot.finish()?.is_some());
    assert_eq!(request.check_out()?.user_id(), 0, "and not as the request brought it");
    assert!(request.slot.finish()?.is_none(), "a second end has nothing to say");

    let request = Request::of_user_7();
    request.check_out()?.set_user_id(8);
    assert_eq!(request.written()?, 8);
    assert_eq!(request.check_out()?.user_id(), 8);
    Ok(())
}

#[test]
fn a_default_that_panics_does_not_undo_a_logout() -> TestResult {
    let slot = SessionSlot::<Fragile>::new(Arc::new(sessions_at(NOW)));
    slot.check_out([], None)?.set_user(7);
    let session = slot.check_out([], None)?;
    FRAGILE.set(true);
    assert!(catch_unwind(AssertUnwindSafe(|| drop(session.destroy()))).is_err());
    FRAGILE.set(false);
    assert!(slot.check_out([], None).is_ok_and(|session| session.user() == 7), "nothing was done by halves");
    Ok(())
}

thread_local! {
    static FRAGILE: Cell<bool> = const { Cell::new(false) };
}

/// A type whose default may panic.
#[derive(IronSession)]
#[iron(cookie = "__Host-fragile", default)]
struct Fragile {
    user: u8,
}

impl Default for Fragile {
    fn default() -> Self {
        assert!(!FRAGILE.get(), "as the test asks");
        Self { user: 0 }
    }
}

#[test]
fn an_observer_may_ask_for_the_session_that_it_hears_of() -> TestResult {
    let slot = Arc::new(OnceLock::<SessionSlot<Visit>>::new());
    let (seen, asked) = (Log::default(), Arc::clone(&slot));
    let log = seen.clone();
    let sessions = sessions_at::<Visit>(NOW).on_rejection(move |_| {
        if log.lines().is_empty() {
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
fn a_session_that_cannot_be_saved_is_an_error_that_tells_why() -> TestResult {
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
    let sessions = sessions_at(NOW).on_rejection(move |reason| log.write(&reason));
    let request = Request::with(sessions, "__Host-s=garbage");
    let (a, b) = (request.check_out()?, request.check_out()?);
    drop((a, b, request.check_out()?));
    assert!(request.writes_nothing()?);
    assert_eq!(refusals.lines(), ["not a seal"]);
    Ok(())
}

/// A type whose members cannot be read from what they were written as.
#[derive(IronSession)]
#[iron(cookie = "__Host-odd")]
struct OneWay {
    #[iron(with = one_way)]
    word: String,
}

mod one_way {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(_: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(1)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer)
    }
}

#[test]
fn what_does_not_read_back_is_not_lent_twice() -> TestResult {
    let slot = SessionSlot::<OneWay>::new(Arc::new(sessions_at(NOW)));
    slot.check_out([], None)?.set_word("ice");
    let first = slot.check_out([], None)?;
    assert_eq!(first.word(), "ice");
    let refused = slot.check_out([], None).expect_err("there is nothing to read a second one from");
    assert!(matches!(refused, SessionError::Unreadable { .. }), "{refused:?}");
    assert!(
        matches!(slot.finish(), Err(SessionError::Unreadable { .. })),
        "never a lost write that looks done"
    );
    drop(first);
    Ok(())
}

#[test]
fn what_cannot_be_sealed_is_reported_once_and_can_be_destroyed_still() -> TestResult {
    let log = Log::default();
    let slot = SessionSlot::<Deep>::new(Arc::new(log.of_errors(sessions_at(NOW))));
    let deep = (0..200).fold(serde_json::Value::Null, |inner, _| serde_json::Value::from(vec![inner]));
    slot.check_out([], None)?.set_tree(deep);
    let again = slot.check_out([], None)?;
    assert_eq!(log.lines(), [""; 0]);
    again.destroy();
    assert!(slot.finish()?.is_some_and(|cookies| !cookies.is_empty()));
    Ok(())
}

/// A type that can be nested too deep.
#[derive(IronSession)]
#[iron(cookie = "__Host-deep")]
struct Deep {
    tree: serde_json::Value,
}

/// A type with a member that is never sealed.
#[derive(IronSession)]
#[iron(cookie = "__Host-skip")]
struct Skipping {
    #[iron(skip)]
    cached: u8,
}

#[test]
fn what_is_never_sealed_outlives_readers_in_the_request() -> TestResult {
    let slot = SessionSlot::<Skipping>::new(Arc::new(sessions_at(NOW)));
    slot.check_out([], None)?.set_cached(5);
    let (original, other) = (slot.check_out([], None)?, slot.check_out([], None)?);
    assert_eq!((original.cached(), other.cached()), (5, 0), "another value has what is sealed");
    drop(other);
    drop(original);
    assert_eq!(slot.check_out([], None)?.cached(), 5);
    Ok(())
}

/// Another type with the name of [`Visit`]'s cookie.
#[derive(IronSession)]
#[iron(cookie = "__Host-s")]
struct Namesake {
    user_id: u32,
}

#[test]
fn a_request_has_one_slot_for_a_type_and_one_type_for_a_cookie() -> TestResult {
    let mut slots = SessionSlots::default();
    assert!(
        matches!(slots.get::<Visit>(), Err(SessionError::NoLayer { session }) if session.ends_with("Visit"))
    );

    let sessions = Arc::new(sessions_at::<Visit>(NOW));
    assert!(slots.add(&sessions)?.is_some());
    assert!(slots.add(&sessions)?.is_none(), "the outer layer will finish it");
    slots.get::<Visit>()?.check_out([], None)?.set_user_id(7);
    assert_eq!(slots.get::<Visit>()?.check_out([], None)?.user_id(), 7);

    let log = Log::default();
    let namesakes = log.of_errors(sessions_at::<Namesake>(NOW));
    let error = slots.add(&Arc::new(namesakes)).expect_err("two types cannot share a cookie");
    assert!(matches!(error, SessionError::SameCookie { cookie: "__Host-s" }), "{error:?}");
    assert_eq!(log.lines(), [error.to_string()]);
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "__Host-app", accept = "fe26", accept_until = "2099-01-01", accept_name = "sid")]
struct Moving {
    user_id: u32,
}

#[derive(IronSession)]
#[iron(cookie = "sid")]
struct Sid {
    user_id: u32,
}

#[derive(IronSession)]
#[iron(cookie = "__Secure-app")]
struct Secure {
    user_id: u32,
}

#[test]
fn names_that_are_accepted_or_shortened_on_localhost_count_as_names() -> TestResult {
    let same = |error: SessionError, name: &str| matches!(error, SessionError::SameCookie { cookie } if cookie == name);
    let mut slots = SessionSlots::default();
    slots.add(&Arc::new(sessions_at::<Moving>(NOW)))?;
    let error = slots.add(&Arc::new(sessions_at::<Sid>(NOW))).expect_err("both read `sid`");
    assert!(same(error, "sid"));

    let mut slots = SessionSlots::default();
    slots.add(&Arc::new(sessions_at::<Moving>(NOW).insecure_localhost()))?;
    assert!(slots.add(&Arc::new(sessions_at::<Secure>(NOW)))?.is_some(), "apart from localhost");
    let mut slots = SessionSlots::default();
    slots.add(&Arc::new(sessions_at::<Moving>(NOW).insecure_localhost()))?;
    let local = slots.add(&Arc::new(sessions_at::<Secure>(NOW).insecure_localhost()));
    assert!(same(local.expect_err("both write `app` there"), "app"));
    Ok(())
}
