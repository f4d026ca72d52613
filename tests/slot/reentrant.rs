//! Data that asks for the session it belongs to, while that is read or sealed: an error, and never a thread
//! that waits for itself.

use std::cell::RefCell;
use std::sync::Arc;

use iron_session::{IronSession, SessionError, SessionSlot};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::common::{NOW, TestResult, saved, sessions_at};

thread_local! {
    static SLOT: RefCell<Option<SessionSlot<Curious>>> = const { RefCell::new(None) };
    static ANSWERS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A field whose own code asks for the session.
#[derive(Clone, Default)]
struct Asking(u32);

fn ask() {
    let Some(slot) = SLOT.with_borrow(Clone::clone) else { return };
    let answer = match slot.check_out([], None) {
        Ok(_) => "lent".to_owned(),
        Err(SessionError::Reentrant { cookie }) => format!("refused {cookie}"),
        Err(error) => error.to_string(),
    };
    ANSWERS.with_borrow_mut(|answers| answers.push(answer));
}

fn answers() -> Vec<String> {
    ANSWERS.take()
}

impl Serialize for Asking {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ask();
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Asking {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ask();
        u32::deserialize(deserializer).map(Self)
    }
}

#[derive(IronSession)]
#[iron(cookie = "curious")]
struct Curious {
    asking: Asking,
    count: u32,
}

fn slot() -> SessionSlot<Curious> {
    let slot = SessionSlot::new(Arc::new(sessions_at::<Curious>(NOW)));
    SLOT.set(Some(slot.clone()));
    slot
}

#[test]
fn a_field_whose_serializer_asks_for_the_session_gets_an_error_and_the_session_is_saved() -> TestResult {
    let slot = slot();
    slot.check_out([], None)?.set_count(1);
    assert!(slot.finish()?.is_some_and(|cookies| !cookies.is_empty()));
    assert!(answers().contains(&"refused curious".to_owned()));
    Ok(())
}

#[test]
fn a_field_whose_serializer_asks_while_a_second_value_is_lent_gets_an_error() -> TestResult {
    let slot = slot();
    slot.check_out([], None)?.set_count(1);
    let first = slot.check_out([], None)?;
    assert_eq!(slot.check_out([], None)?.count(), first.count());
    let answers = answers();
    assert!(!answers.is_empty() && answers.iter().all(|answer| answer == "refused curious"), "{answers:?}");
    Ok(())
}

#[test]
fn a_field_whose_deserializer_asks_for_the_session_gets_an_error_and_the_session_is_lent() -> TestResult {
    let mut session = sessions_at::<Curious>(NOW).load(&http::HeaderMap::new());
    session.set_count(7);
    let cookie = format!("curious={}", saved(&mut session));
    let slot = slot();
    assert_eq!(slot.check_out([cookie.as_bytes()], None)?.count(), 7);
    assert_eq!(answers(), ["refused curious"]);
    Ok(())
}

/// A session type whose `Drop` asks for the session once it is not needed any more.
#[derive(IronSession)]
#[iron(cookie = "dropped")]
struct Dropped {
    count: u32,
    #[iron(skip)]
    last: AskingAtDrop,
}

#[derive(Default)]
struct AskingAtDrop;

thread_local! {
    static DROPPED: RefCell<Option<SessionSlot<Dropped>>> = const { RefCell::new(None) };
}

impl Drop for AskingAtDrop {
    fn drop(&mut self) {
        // Taken, or what it is lent would ask again when it is dropped.
        if let Some(slot) = DROPPED.take() {
            let count = slot.check_out([], None).map(|session| session.count());
            ANSWERS.with_borrow_mut(|answers| answers.push(format!("{count:?}")));
        }
    }
}

#[test]
fn data_that_asks_when_it_is_dropped_gets_the_session() -> TestResult {
    let slot = SessionSlot::new(Arc::new(sessions_at::<Dropped>(NOW)));
    let (first, second) = (slot.check_out([], None)?, slot.check_out([], None)?);
    drop(first);
    DROPPED.set(Some(slot.clone()));
    drop(second);
    assert_eq!(answers(), ["Ok(0)"]);
    Ok(())
}
