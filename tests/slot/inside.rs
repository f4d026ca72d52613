//! What code of the session's own data may do while the session is read, and what is reported of it.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, OnceLock};

use iron_session::{Event, IronSession, Session, SessionError, SessionSlot};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::common::{Log, NOW, TestResult, saved, sessions_at};

thread_local! {
    /// What the deserializer of a [`Busy`] field does, once.
    static INSIDE: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// A field whose deserializer does what a test asks.
#[derive(Default)]
struct Busy(u32);

impl Serialize for Busy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Busy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if let Some(inside) = INSIDE.take() {
            inside();
        }
        u32::deserialize(deserializer).map(Self)
    }
}

#[derive(IronSession)]
#[iron(cookie = "busy")]
struct Data {
    busy: Busy,
    count: u32,
}

/// The cookie of a session that counts 7.
fn cookie() -> String {
    let mut session = sessions_at::<Data>(NOW).load(&http::HeaderMap::new());
    session.set_count(7);
    format!("busy={}", saved(&mut session))
}

/// Asks for the session, and runs code while the session is read.
fn read_while(slot: &SessionSlot<Data>, code: impl FnOnce() + 'static) -> Result<u32, SessionError> {
    let cookie = cookie();
    INSIDE.set(Some(Box::new(code)));
    slot.check_out([cookie.as_bytes()], None).map(|session| session.count())
}

#[test]
fn what_is_refused_inside_is_reported_once_when_the_thread_has_left() -> TestResult {
    type Refused = fn(&SessionSlot<Data>);
    let refused: [(&str, Refused); 4] = [
        ("check_out", |slot| assert!(slot.check_out([], None).is_err())),
        ("finish", |slot| assert!(matches!(slot.finish(), Err(SessionError::Reentrant { .. })))),
        ("removal", |slot| assert!(slot.removal().is_none())),
        ("abandon", |slot| slot.abandon()),
    ];
    for (what, refused) in refused {
        let log = Log::default();
        let slot = SessionSlot::new(Arc::new(log.of_errors(sessions_at::<Data>(NOW))));
        let (inside, seen) = (slot.clone(), log.clone());
        let count = read_while(&slot, move || {
            refused(&inside);
            assert_eq!(seen.lines(), [""; 0], "{what}: not while the thread is inside");
        })?;
        assert_eq!(count, 7, "{what}");
        let lines = log.lines();
        assert!(lines.len() == 1 && lines[0].contains("was asked for by its own data"), "{what}: {lines:?}");
        slot.check_out([], None)?.set_count(8);
        assert!(slot.finish()?.is_some_and(|cookies| !cookies.is_empty()), "{what}: it goes on as before");
    }
    Ok(())
}

#[test]
fn an_observer_of_what_was_refused_may_ask_for_the_session() -> TestResult {
    let (place, told) = (Arc::new(OnceLock::<SessionSlot<Data>>::new()), Arc::new(Mutex::new(Vec::new())));
    let (of_observer, tell) = (Arc::clone(&place), Arc::clone(&told));
    let sessions = sessions_at::<Data>(NOW).on_event(move |report| {
        let Event::Failed { error } = report.event else { return };
        let slot = of_observer.get().expect("it is set before the request");
        let asked = slot.check_out([], None).map(|session| session.count());
        tell.lock().expect("no panic").push((error.to_string(), asked.is_ok()));
    });
    let slot = place.get_or_init(|| SessionSlot::new(Arc::new(sessions)));
    let inside = slot.clone();
    read_while(slot, move || drop(inside.check_out([], None)))?;
    let told = told.lock().expect("no panic");
    assert!(matches!(told.as_slice(), [(_, true)]), "{told:?}");
    Ok(())
}

/// A session that another thread has taken and changed meanwhile.
fn changed_elsewhere(slot: &SessionSlot<Data>) -> Session<Data> {
    std::thread::scope(|scope| {
        let change = scope.spawn(|| {
            let mut session = slot.check_out([cookie().as_bytes()], None).expect("nobody has it");
            session.set_count(8);
            session
        });
        change.join().expect("no panic")
    })
}

#[test]
fn a_changed_session_that_is_dropped_inside_comes_back() -> TestResult {
    let log = Log::default();
    let slot = SessionSlot::new(Arc::new(log.of_errors(sessions_at::<Data>(NOW))));
    let inside = slot.clone();
    assert_eq!(read_while(&slot, move || drop(changed_elsewhere(&inside)))?, 8);
    assert!(slot.finish()?.is_some_and(|cookies| !cookies.is_empty()));
    assert_eq!(log.lines(), [""; 0]);
    Ok(())
}

#[test]
fn a_changed_session_that_is_destroyed_inside_is_a_logout() -> TestResult {
    let slot = SessionSlot::new(Arc::new(sessions_at::<Data>(NOW)));
    let inside = slot.clone();
    assert_eq!(read_while(&slot, move || drop(changed_elsewhere(&inside).destroy()))?, 0);
    let removal: String = slot.finish()?.into_iter().flatten().collect();
    assert!(removal.starts_with("busy=; Max-Age=0"), "{removal}");
    Ok(())
}
