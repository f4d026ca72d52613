//! A request that ends without a response through its layer: what is lost is reported, once.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Waker};

use http::{Request, Response};
use iron_session::tower::{RequestSession, SessionLayer};
use iron_session::{Event, IronSession, Session, SessionManager, SessionSlot};
use serde::ser::Error as _;
use serde::{Deserialize, Serialize, Serializer};
use tower::{Layer, Service, service_fn};

use crate::common::{Log, NOW, TestResult, Visit, sessions_at, v};

type Answer = Result<Response<String>, Infallible>;

/// What a handler does with its session. It returns what it holds on to.
type Work = fn(Session<Visit>) -> Option<Session<Visit>>;

/// A request of user 7.
fn request() -> Request<()> {
    let request = Request::builder().header("cookie", format!("__Host-s={}", v()));
    request.body(()).expect("a sound request")
}

/// Begins a request whose handler does `work` and then waits for ever, and drops it. Returns what was
/// reported.
fn cancelled(work: Work) -> Vec<String> {
    let log = Log::default();
    let handler = service_fn(move |request: Request<()>| async move {
        let _held = work(request.session().expect("below the layer"));
        std::future::pending::<Answer>().await
    });
    let layer = SessionLayer::from(log.of_errors(sessions_at::<Visit>(NOW)));
    let mut future = Box::pin(layer.layer(handler).call(request()));
    assert!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    assert_eq!(log.lines(), [""; 0], "the request may still be answered");
    drop(future);
    log.lines()
}

#[test]
fn a_cancelled_change_is_reported() {
    let works: [Work; 4] = [
        |mut session| {
            session.set_user_id(8);
            None
        },
        |mut session| {
            session.renew();
            Some(session)
        },
        |session| {
            session.destroy();
            None
        },
        |mut session| {
            session.restart();
            None
        },
    ];
    for work in works {
        let lines = cancelled(work);
        assert!(lines.len() == 1 && lines[0].contains("`__Host-s`"), "{lines:?}");
        assert!(
            lines[0].contains("cancelled") && lines[0].contains("put timeouts inside the layer"),
            "{lines:?}"
        );
    }
}

#[test]
fn a_cancelled_read_is_not_reported() {
    assert_eq!(cancelled(|_| None), [""; 0]);
    assert_eq!(cancelled(Some), [""; 0]);
}

#[test]
fn a_request_that_was_never_begun_loses_nothing() {
    let log = Log::default();
    let handler = service_fn(async |_: Request<()>| Answer::Ok(Response::new(String::new())));
    drop(SessionLayer::from(log.of_errors(sessions_at::<Visit>(NOW))).layer(handler).call(request()));
    assert_eq!(log.lines(), [""; 0]);
}

/// Runs a request to a handler that panics, and drops its future while the thread unwinds or after it.
/// Returns what was reported.
fn panicked(sessions: SessionManager<Visit>, log: &Log, hold: bool) -> Vec<String> {
    let handler = service_fn(move |request: Request<()>| async move {
        let mut session = request.session::<Visit>().expect("below the layer");
        session.set_user_id(8);
        let _held = hold.then_some(session);
        assert!(request.method() != http::Method::GET, "as the test asks");
        Answer::Ok(Response::new(String::new()))
    });
    let mut service = SessionLayer::from(log.of_errors(sessions)).layer(handler);
    let caught = catch_unwind(AssertUnwindSafe(|| {
        let mut future = Box::pin(service.call(request()));
        let _ = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }));
    assert!(caught.is_err());
    log.lines()
}

#[test]
fn what_a_panic_above_the_layer_loses_is_reported_once() {
    for (hold, text) in [(true, "its holder panicked"), (false, "cancelled, panicked or failed")] {
        let lines = panicked(sessions_at(NOW), &Log::default(), hold);
        assert!(lines.len() == 1 && lines[0].contains(text), "{lines:?}");
    }
}

#[test]
fn what_a_panicking_holder_loses_is_reported_even_if_the_request_is_answered() -> TestResult {
    let log = Log::default();
    let slot = SessionSlot::new(Arc::new(log.of_errors(sessions_at::<Visit>(NOW))));
    let caught = catch_unwind(AssertUnwindSafe(|| {
        let mut session = slot.check_out([], None).expect("nobody has it");
        session.set_user_id(8);
        panic!("as the test asks");
    }));
    assert!(caught.is_err());
    assert!(slot.finish()?.is_none_or(|cookies| cookies.is_empty()));
    slot.abandon();
    assert!(log.lines().len() == 1 && log.lines()[0].contains("its holder panicked"), "{:?}", log.lines());
    Ok(())
}

#[test]
fn an_observer_that_panics_while_the_thread_unwinds_does_not_abort() {
    for hold in [true, false] {
        let called = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&called);
        let handler = service_fn(move |request: Request<()>| async move {
            let mut session = request.session::<Visit>().expect("below the layer");
            session.set_user_id(8);
            let _held = hold.then_some(session);
            panic!("as the test asks");
            #[expect(unreachable_code, reason = "the type of the handler")]
            Answer::Ok(Response::new(String::new()))
        });
        let sessions = sessions_at::<Visit>(NOW).on_event(move |report| {
            if let Event::Failed { .. } = report.event {
                seen.store(true, Ordering::Relaxed);
                panic!("an observer");
            }
        });
        let mut service = SessionLayer::from(sessions).layer(handler);
        let caught = catch_unwind(AssertUnwindSafe(|| {
            let mut future = Box::pin(service.call(request()));
            let _ = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        }));
        assert!(caught.is_err_and(|payload| payload.is::<&str>()));
        assert!(called.load(Ordering::Relaxed), "it was asked");
    }
}

/// A field whose serializer panics, or fails, at the save.
#[derive(Default, Deserialize)]
struct Fragile(u8);

impl Serialize for Fragile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            1 => panic!("as the test asks"),
            2 => Err(S::Error::custom("as the test asks")),
            value => serializer.serialize_u8(value),
        }
    }
}

#[derive(IronSession)]
#[iron(cookie = "__Host-fragile")]
struct Breakable {
    part: Fragile,
}

#[test]
fn what_a_panic_in_the_save_loses_is_reported() {
    for (value, text) in [(1, "cancelled, panicked or failed"), (2, "could not be saved")] {
        let log = Log::default();
        let handler = service_fn(move |request: Request<()>| async move {
            request.session::<Breakable>().expect("below the layer").set_part(Fragile(value));
            Answer::Ok(Response::new(String::new()))
        });
        let mut service = SessionLayer::from(log.of_errors(sessions_at::<Breakable>(NOW))).layer(handler);
        let caught = catch_unwind(AssertUnwindSafe(|| {
            let mut future = Box::pin(service.call(Request::new(())));
            matches!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(Ok(_)))
        }));
        assert_eq!(caught.is_err(), value == 1);
        assert!(log.lines().len() == 1 && log.lines()[0].contains(text), "{:?}", log.lines());
    }
}
