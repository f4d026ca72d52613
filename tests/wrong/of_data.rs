//! The messages that the session's own data causes: it cannot be sealed, read back or written.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

use iron_session::{Error, IronSession, RequestHead, Session, SessionError, SessionManager, SessionSlot};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::common::{Log, NOW, sessions_at};

/// A text that is written and cannot be read.
#[derive(Clone, Default)]
struct OneWay;

impl Serialize for OneWay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("text")
    }
}

impl<'de> Deserialize<'de> for OneWay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bool::deserialize(deserializer).map(|_| Self)
    }
}

/// A number whose serializer asks for the session.
#[derive(Clone, Default)]
struct Asking;

thread_local! {
    static SLOT: RefCell<Option<SessionSlot<Curious>>> = const { RefCell::new(None) };
}

impl Serialize for Asking {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(slot) = SLOT.take() {
            assert!(matches!(slot.check_out([], None), Err(SessionError::Reentrant { .. })));
        }
        serializer.serialize_u32(0)
    }
}

impl<'de> Deserialize<'de> for Asking {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u32::deserialize(deserializer).map(|_| Self)
    }
}

#[derive(IronSession)]
#[iron(cookie = "__Host-app")]
struct Curious {
    asking: Asking,
    count: u32,
}

#[derive(IronSession)]
#[iron(cookie = "__Host-app")]
struct Data {
    note: Option<OneWay>,
    ratio: f64,
    tree: Value,
    count: u32,
}

/// The slot of one request, and what its operator hears.
struct Request<T: IronSession> {
    slot: SessionSlot<T>,
    log: Log,
}

impl<T: IronSession> Request<T> {
    fn new(sessions: SessionManager<T>) -> Self {
        let log = Log::default();
        Self { slot: SessionSlot::new(Arc::new(log.of_errors(sessions))), log }
    }

    fn heard(&self) -> String {
        self.log.lines().pop().expect("the operator hears of it")
    }
}

/// What is heard when this change is saved.
fn saving(sessions: SessionManager<Data>, change: impl FnOnce(&mut Session<Data>)) -> String {
    let request = Request::new(sessions);
    change(&mut request.slot.check_out([], None).expect("it is free"));
    assert!(request.slot.finish().is_err());
    request.heard()
}

fn reentrant() -> String {
    let request = Request::new(sessions_at::<Curious>(NOW));
    request.slot.check_out([], None).expect("it is free").set_count(1);
    SLOT.set(Some(request.slot.clone()));
    assert!(request.slot.finish().is_ok());
    request.heard()
}

fn unreadable() -> String {
    let request = Request::new(sessions_at::<Data>(NOW));
    request.slot.check_out([], None).expect("it is free").set_note(OneWay);
    let _held = request.slot.check_out([], None);
    assert!(matches!(request.slot.check_out([], None), Err(SessionError::Unreadable { .. })));
    request.heard()
}

fn withheld() -> String {
    let request = Request::new(sessions_at::<Data>(NOW));
    let post =
        http::Request::post("/").header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "navigate");
    let post = post.header("sec-fetch-dest", "document").body(()).expect("a sound request");
    let lent = request.slot.check_out_with(post.cookies(), post.host(), || post.fetch_metadata());
    lent.expect("it is free").set_count(1);
    assert_eq!(request.slot.finish().is_err(), cfg!(debug_assertions));
    request.heard()
}

/// All that the session's own data, the clock and the random bytes may cause, as the operator hears it.
pub(super) fn messages() -> [String; 9] {
    let sessions = || sessions_at::<Data>(NOW);
    let nested = (0..128).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
    [
        reentrant(),
        unreadable(),
        withheld(),
        saving(sessions().read_back(true), |session| session.set_note(OneWay)),
        saving(sessions(), |session| session.set_ratio(f64::NAN)),
        saving(sessions(), |session| session.set_tree(nested)),
        saving(sessions(), |session| {
            session.renew().max_age(Duration::from_millis(1));
        }),
        saving(sessions_at(5_000_000_000), |session| session.set_count(1)),
        saving(sessions().random_source(|_| Err(Error::Random)), |session| session.set_count(1)),
    ]
}
