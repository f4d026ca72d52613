//! Fields whose serializer or deserializer panics: the panic goes through, nothing is written, and the
//! session can be used afterwards.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use http::{HeaderMap, Request, Response};
use iron_session::testing::SetCookieValues;
use iron_session::tower::{RequestSession, SessionLayer};
use iron_session::{IronSession, IronToken, Session, SessionSlot, TokenManager};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tower::{Layer, ServiceExt, service_fn};

use crate::common::{Log, NOW, TestResult, at, cookies, keys, saved, sessions_at};

thread_local! {
    /// Whether reading and writing a [`Fragile`] field panics.
    static BREAKS: Cell<bool> = const { Cell::new(false) };
}

/// A field in the middle of a session.
#[derive(Clone, Debug, Default, PartialEq)]
struct Fragile(u32);

impl Serialize for Fragile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        assert!(!BREAKS.get(), "{SERIALIZER}");
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Fragile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        assert!(!BREAKS.get(), "{DESERIALIZER}");
        u32::deserialize(deserializer).map(Self)
    }
}

#[derive(IronSession, Debug, PartialEq)]
#[iron(cookie = "__Host-middle", max_age = "1h")]
struct Middle {
    before: u32,
    fragile: Fragile,
    after: u32,
}

#[derive(IronToken)]
#[iron(purpose = "fragile", max_age = "15m")]
struct Link {
    before: u32,
    fragile: Fragile,
}

/// What a [`Fragile`] field panics with.
const SERIALIZER: &str = "a serializer, as the test asks";
const DESERIALIZER: &str = "a deserializer, as the test asks";

/// What `work` panics with while the field breaks. It does not break afterwards.
fn breaking<V>(work: impl FnOnce() -> V) -> Option<String> {
    BREAKS.set(true);
    let caught = catch_unwind(AssertUnwindSafe(|| drop(work())));
    BREAKS.set(false);
    caught.err()?.downcast_ref().cloned()
}

fn set_all(session: &mut Session<Middle>, number: u32) {
    session.set_before(number);
    session.set_fragile(Fragile(number));
    session.set_after(number);
}

/// The `Cookie` line of a session whose fields are all 7.
fn line() -> String {
    let mut session = sessions_at::<Middle>(NOW).load(&HeaderMap::new());
    set_all(&mut session, 7);
    format!("__Host-middle={}", saved(&mut session))
}

/// The number that all fields have of a session that is saved now.
fn number(session: &mut Session<Middle>) -> u32 {
    let line = format!("__Host-middle={}", saved(session));
    let back = sessions_at::<Middle>(NOW).load(&cookies([line]));
    assert_eq!(*back, Middle { before: back.before, fragile: Fragile(back.before), after: back.before });
    back.before
}

#[test]
fn a_save_by_hand_that_panics_writes_nothing_and_works_the_next_time() -> TestResult {
    for request in [HeaderMap::new(), cookies([line()])] {
        let mut session = sessions_at::<Middle>(NOW).load(&request);
        set_all(&mut session, 8);
        let mut response = Response::new(());
        response.headers_mut().insert("set-cookie", "theme=dark".parse()?);
        let before = response.headers().clone();
        assert_eq!(breaking(|| session.save(&mut response)).as_deref(), Some(SERIALIZER));
        assert_eq!(response.headers(), &before);
        assert_eq!((session.before, session.after), (8, 8), "what was changed is in the session");
        assert_eq!(number(&mut session), 8);
    }
    Ok(())
}

#[test]
fn a_load_that_panics_leaves_the_cookie_to_the_next_one() {
    let (sessions, request) = (sessions_at::<Middle>(NOW), cookies([line()]));
    for _ in 0..3 {
        assert_eq!(breaking(|| sessions.load(&request)).as_deref(), Some(DESERIALIZER));
        assert_eq!(sessions.load(&request).fragile, Fragile(7));
    }
}

#[test]
fn a_slot_whose_load_panics_lends_the_session_to_the_next_who_asks() -> TestResult {
    let (line, slot) = (line(), SessionSlot::new(Arc::new(sessions_at::<Middle>(NOW))));
    assert_eq!(breaking(|| slot.check_out([line.as_bytes()], None)).as_deref(), Some(DESERIALIZER));
    assert_eq!(slot.check_out([line.as_bytes()], None)?.before, 7);
    assert!(slot.finish()?.is_none_or(|cookies| cookies.is_empty()));
    Ok(())
}

#[test]
fn a_second_holder_whose_value_panics_takes_nothing_from_the_first() -> TestResult {
    let (line, slot) = (line(), SessionSlot::new(Arc::new(sessions_at::<Middle>(NOW))));
    let ask = || slot.check_out([line.as_bytes()], None);
    let first = ask()?;
    assert_eq!(breaking(ask).as_deref(), Some(DESERIALIZER), "it is read from the seal once more");
    assert_eq!((first.before, ask()?.before), (7, 7));
    drop(first);

    set_all(&mut ask()?, 8);
    assert_eq!(breaking(ask).as_deref(), Some(SERIALIZER), "what was written is read from its JSON");
    let (first, second) = (ask()?, ask()?);
    assert_eq!((first.before, second.fragile.clone()), (8, Fragile(8)));
    drop((first, second));
    assert!(slot.finish()?.is_some_and(|cookies| !cookies.is_empty()));
    Ok(())
}

#[test]
fn a_slot_whose_end_panics_is_not_ended_and_can_be_ended_later() -> TestResult {
    let log = Log::default();
    let slot = SessionSlot::new(Arc::new(log.of_errors(sessions_at::<Middle>(NOW))));
    set_all(&mut slot.check_out([], None)?, 8);
    assert_eq!(breaking(|| slot.finish()).as_deref(), Some(SERIALIZER));
    assert_eq!(slot.check_out([], None)?.before, 8, "no lock is held");
    let texts = slot.finish()?.ok_or("a session")?.set_cookie_values();
    assert!(texts.len() == 1 && texts[0].starts_with("__Host-middle="), "{texts:?}");
    slot.abandon();
    assert_eq!(log.lines(), [""; 0], "nothing was lost");
    Ok(())
}

#[tokio::test]
async fn a_request_after_one_whose_save_panicked_is_served() -> TestResult {
    let line = line();
    let service =
        SessionLayer::from(sessions_at::<Middle>(NOW)).layer(service_fn(async |request: Request<u32>| {
            let mut session = request.session::<Middle>()?;
            let before = session.before;
            set_all(&mut session, *request.body());
            BREAKS.set(*request.body() == 13);
            Ok::<_, iron_session::SessionError>(Response::new(before))
        }));
    let ask = |number: u32| {
        let request = Request::builder().header("cookie", &line).body(number).expect("a sound request");
        service.clone().oneshot(request)
    };
    for number in [8, 9] {
        let caught = AssertUnwindSafe(ask(13));
        let caught = futures_util::FutureExt::catch_unwind(caught).await;
        assert!(caught.is_err(), "the panic goes through the layer");
        BREAKS.set(false);
        let response = ask(number).await?;
        assert_eq!(response.set_cookie_values().len(), 1);
        assert_eq!(response.into_body().into_inner(), Some(7), "what the first one had changed is not there");
    }
    Ok(())
}

#[test]
fn a_token_that_panics_gives_no_text_and_works_the_next_time() -> TestResult {
    let links = TokenManager::<Link>::new(keys()).clock(|| at(NOW));
    let link = Link { before: 7, fragile: Fragile(7) };
    assert_eq!(breaking(|| links.seal(&link)).as_deref(), Some(SERIALIZER));
    let text = links.seal(&link)?.text;
    assert_eq!(breaking(|| links.open(&text)).as_deref(), Some(DESERIALIZER));
    let opened = links.open(&text)?.token;
    assert_eq!((opened.before, opened.fragile), (7, Fragile(7)));
    Ok(())
}
