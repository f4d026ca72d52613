//! Session types that cannot be read back, that cannot be sealed, or that share the name of a cookie.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use iron_session::{IronSession, SessionError, SessionSlot, SessionSlots};

use crate::common::{Log, NOW, TestResult, Visit, sessions_at};

/// A type that writes a member in a form that it cannot read.
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
fn a_session_that_does_not_read_back_is_not_lent_twice() -> TestResult {
    let slot = SessionSlot::<OneWay>::new(Arc::new(sessions_at(NOW)));
    slot.check_out([], None)?.set_word("ice");
    let first = slot.check_out([], None)?;
    assert_eq!(first.word(), "ice");
    let refused = slot.check_out([], None).expect_err("a second session cannot be read");
    assert!(matches!(refused, SessionError::Unreadable { .. }), "{refused:?}");
    assert!(
        matches!(slot.finish(), Err(SessionError::Unreadable { .. })),
        "a write that is lost is always an error"
    );
    drop(first);
    Ok(())
}

#[test]
fn a_session_that_cannot_be_sealed_can_still_be_destroyed() -> TestResult {
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
fn a_skipped_field_keeps_its_value_within_the_request() -> TestResult {
    let slot = SessionSlot::<Skipping>::new(Arc::new(sessions_at(NOW)));
    slot.check_out([], None)?.set_cached(5);
    let guard = slot.check_out([], None)?;
    assert_eq!(guard.cached(), 5);
    let error = slot.check_out([], None).expect_err("a second value would have 0");
    assert!(matches!(error, SessionError::SkippedField { .. }), "{error:?}");
    assert!(error.to_string().contains("drop it before calling on"), "{error}");
    drop(guard);
    assert_eq!(slot.check_out([], None)?.cached(), 5);
    assert!(slot.finish().is_ok(), "the refused holder changes nothing for the others");
    Ok(())
}

#[test]
fn a_type_with_a_skipped_field_is_lent_to_any_number_before_it_is_changed() -> TestResult {
    let slot = SessionSlot::<Skipping>::new(Arc::new(sessions_at(NOW)));
    let (guard, mut handler) = (slot.check_out([], None)?, slot.check_out([], None)?);
    assert_eq!((guard.cached(), handler.cached()), (0, 0));
    handler.set_cached(5);
    drop(handler);
    assert_eq!(slot.check_out([], None)?.cached(), 5, "the guard has an older value of the session");
    drop(guard);
    assert_eq!(slot.check_out([], None)?.cached(), 5);
    Ok(())
}

/// Skipped fields that may differ though nobody has changed the session.
#[derive(IronSession)]
#[iron(cookie = "differing")]
struct Differing {
    #[iron(skip)]
    once: OnceLock<u32>,
    #[iron(skip)]
    list: Mutex<Vec<u32>>,
    #[iron(skip, default = next_number())]
    number: u32,
}

fn next_number() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The limits of the promise that all holders see the same skipped fields.
#[test]
fn what_changes_inside_a_skipped_field_and_what_its_default_makes_is_of_one_holder() -> TestResult {
    let slot = SessionSlot::<Differing>::new(Arc::new(sessions_at(NOW)));
    let (first, second) = (slot.check_out([], None)?, slot.check_out([], None)?);
    assert_eq!((first.once().get_or_init(|| 5), second.once().get()), (&5, None));
    first.list().lock().map_err(|_| "no holder panics")?.push(1);
    assert!(second.list().lock().map_err(|_| "no holder panics")?.is_empty());
    assert_ne!(first.number(), second.number());
    Ok(())
}

#[test]
fn a_skipped_field_after_restart_and_after_a_logout_has_one_value() -> TestResult {
    let slot = SessionSlot::<Skipping>::new(Arc::new(sessions_at(NOW)));
    slot.check_out([], None)?.set_cached(5);
    slot.check_out([], None)?.restart();
    let held = slot.check_out([], None)?;
    assert_eq!(held.cached(), 0);
    assert!(matches!(slot.check_out([], None), Err(SessionError::SkippedField { .. })));
    drop(held);
    slot.check_out([], None)?.destroy();
    let (one, two) = (slot.check_out([], None)?, slot.check_out([], None)?);
    assert_eq!((one.cached(), two.cached()), (0, 0), "nothing was changed since");
    Ok(())
}

/// Another type with the cookie name of [`Visit`].
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
    let same = |error: SessionError, name: &str| {
        let SessionError::SameCookie { cookie } = error else { return false };
        cookie == name
    };
    let mut slots = SessionSlots::default();
    slots.add(&Arc::new(sessions_at::<Moving>(NOW)))?;
    let error = slots.add(&Arc::new(sessions_at::<Sid>(NOW))).expect_err("both read `sid`");
    assert!(same(error, "sid"));

    let mut slots = SessionSlots::default();
    slots.add(&Arc::new(sessions_at::<Moving>(NOW).insecure_localhost()))?;
    assert!(
        slots.add(&Arc::new(sessions_at::<Secure>(NOW)))?.is_some(),
        "the names differ outside localhost"
    );
    let mut slots = SessionSlots::default();
    slots.add(&Arc::new(sessions_at::<Moving>(NOW).insecure_localhost()))?;
    let local = slots.add(&Arc::new(sessions_at::<Secure>(NOW).insecure_localhost()));
    assert!(same(local.expect_err("both write `app` there"), "app"));
    Ok(())
}
