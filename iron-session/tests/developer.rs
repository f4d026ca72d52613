//! Who is told why a session could not be saved, in each framework.
//!
//! Without an observer and without the feature `tracing`, a build with `debug_assertions` tells the
//! developer. `developer/mistakes.rs` has the mistakes in the program, and this file a session that cannot be
//! saved. Run it with the frameworks and without `tracing`, and once with `--release`:
//!
//! ```text
//! cargo test -p iron-session --test developer --features actix,axum,poem,rocket,salvo,warp
//! ```

#![cfg(feature = "derive")]
#![allow(missing_docs, dead_code, unused_imports, reason = "each framework is there only with its feature")]

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use iron_session::{Event, IronSession, Keyring, Report, Session, SessionManager, SessionSlot};

/// The file in the folder `developer`.
mod developer {
    mod mistakes;
}

#[derive(IronSession)]
#[iron(cookie = "__Host-told")]
struct Account {
    note: String,
}

/// Another type with the same name.
#[derive(IronSession)]
#[iron(cookie = "__Host-told")]
struct Namesake {
    count: u32,
}

/// Whether this build tells the developer what nobody else hears.
const IS_TOLD: bool = cfg!(all(debug_assertions, not(feature = "tracing")));

fn sessions() -> SessionManager<Account> {
    SessionManager::new(Keyring::generate().expect("the system has random bytes"))
}

fn observed() -> (SessionManager<Account>, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&count);
    let observer = move |report: &Report<'_>| {
        if let Event::Failed { .. } = report.event {
            seen.fetch_add(1, Ordering::Relaxed);
        }
    };
    (sessions().on_event(observer), count)
}

fn fill(mut session: Session<Account>) {
    session.set_note("x".repeat(5000));
}

/// Checks the body of a 500 without an observer.
fn assert_told(status: u16, body: &str) {
    assert_eq!(status, 500);
    assert_eq!(body.contains("`note` 5002 bytes") && body.contains("on_event"), IS_TOLD, "{body}");
    assert_eq!(body.is_empty(), !IS_TOLD, "{body}");
    assert!(!body.contains("xxx"), "nothing of the data");
}

/// Checks the body of a 500 with an observer.
fn assert_heard(status: u16, body: &str, count: &AtomicUsize) {
    assert_eq!((status, body, count.load(Ordering::Relaxed)), (500, "", 1));
}

/// One test for each framework: `$answer` gives the status and body of the site's answer with a manager.
macro_rules! told {
    ($feature:literal $name:ident $answer:path) => {
        #[cfg(feature = $feature)]
        #[tokio::test]
        async fn $name() {
            let (status, body) = $answer(sessions()).await;
            assert_told(status, &body);
            let (sessions, count) = observed();
            let (status, body) = $answer(sessions).await;
            assert_heard(status, &body, &count);
        }
    };
}

told!("tower" a_500_of_the_layer_tells_its_reason_only_if_nobody_else_does_in_tower on_tower::answer);
told!("axum" a_500_of_the_layer_tells_its_reason_only_if_nobody_else_does_in_axum on_axum::answer);
told!("warp" a_500_of_the_layer_tells_its_reason_only_if_nobody_else_does_in_warp on_warp::answer);
told!("actix" a_500_of_the_middleware_tells_its_reason_only_if_nobody_else_does_in_actix on_actix::answer);
told!("actix" a_500_in_place_of_an_error_tells_its_reason_only_if_nobody_else_does_in_actix on_actix::error);
told!("poem" a_500_of_the_middleware_tells_its_reason_only_if_nobody_else_does_in_poem on_poem::answer);
told!("salvo" a_500_of_the_hoop_tells_its_reason_only_if_nobody_else_does_in_salvo on_salvo::answer);
told!("rocket" a_500_of_the_fairing_tells_its_reason_only_if_nobody_else_does_in_rocket on_rocket::answer);

#[cfg(feature = "axum")]
#[tokio::test]
async fn a_500_of_a_save_by_hand_tells_its_reason_if_nobody_else_does() {
    use axum::response::IntoResponse;
    let mut session = sessions().load(&http::HeaderMap::new());
    session.set_note("x".repeat(5000));
    let response = (session, "saved").into_response();
    assert_told(response.status().as_u16(), &on_axum::text(response).await);
}

/// The child process of the next test.
#[test]
#[ignore = "it runs only in a process of its own"]
fn child() {
    let slot = SessionSlot::new(Arc::new(sessions()));
    fill(slot.check_out([], None).expect("nobody has it"));
    assert!(slot.finish().is_err());

    let slot = SessionSlot::new(Arc::new(sessions()));
    let mut held = slot.check_out([], None).expect("nobody has it");
    held.set_note("changed");
    assert!(slot.finish().is_err());
    drop(held);

    let slot = SessionSlot::new(Arc::new(sessions()));
    let (mut one, mut two) =
        (slot.check_out([], None).expect("free"), slot.check_out([], None).expect("free"));
    one.set_note("one");
    two.set_note("two");
    drop((one, two));
    assert!(slot.finish().is_err());

    let mut slots = iron_session::SessionSlots::default();
    let namesakes = SessionManager::<Namesake>::new(Keyring::generate().expect("random bytes"));
    assert!(slots.add(&Arc::new(sessions())).is_ok());
    assert!(slots.add(&Arc::new(namesakes)).is_err());
}

#[test]
fn stderr_tells_the_reason_if_nobody_else_does() {
    let program = std::env::current_exe().expect("a test is a program");
    let output = Command::new(program).args(["--exact", "child", "--ignored", "--nocapture"]).output();
    let output = output.expect("it runs");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    for told in
        ["the session could not be saved", "was still held", "in two places at once", "share the cookie"]
    {
        let is_told = text.lines().any(|line| line.starts_with("iron-session: ") && line.contains(told));
        assert_eq!(is_told, IS_TOLD, "{told}: {text}");
    }
}

#[cfg(feature = "tower")]
mod on_tower {
    use std::convert::Infallible;

    use axum::body::{Body, to_bytes};
    use http::{Request, Response};
    use iron_session::tower::{RequestSession, SessionLayer};
    use tower::{Layer, ServiceExt, service_fn};

    use super::{Account, SessionManager, fill};

    pub(super) async fn answer(sessions: SessionManager<Account>) -> (u16, String) {
        let handler = service_fn(async |request: Request<()>| {
            fill(request.session().expect("below the layer"));
            Ok::<_, Infallible>(Response::new("saved".to_owned()))
        });
        let response = SessionLayer::from(sessions).layer(handler).oneshot(Request::new(())).await;
        let response = response.expect("an answer");
        let status = response.status().as_u16();
        let bytes = to_bytes(Body::new(response.into_body()), 10_000).await.expect("a body");
        (status, String::from_utf8(bytes.to_vec()).expect("text"))
    }
}

#[cfg(feature = "axum")]
mod on_axum {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::response::Response;
    use axum::routing::get;
    use http::Request;
    use iron_session::tower::SessionLayer;
    use tower::ServiceExt;

    use super::{Account, Session, SessionManager, fill};

    pub(super) async fn answer(sessions: SessionManager<Account>) -> (u16, String) {
        let handler = async |session: Session<Account>| fill(session);
        let app = Router::new().route("/", get(handler)).layer(SessionLayer::from(sessions));
        let response = app.oneshot(Request::new(Body::empty())).await.expect("an answer");
        (response.status().as_u16(), text(response).await)
    }

    pub(super) async fn text(response: Response) -> String {
        let bytes = to_bytes(response.into_body(), 10_000).await.expect("a body");
        String::from_utf8(bytes.to_vec()).expect("text")
    }
}

#[cfg(feature = "warp")]
mod on_warp {
    use axum::body::{Body, to_bytes};
    use http::Request;
    use iron_session::tower::SessionLayer;
    use iron_session::warp::session;
    use tower::{Layer, ServiceExt};
    use warp::Filter;

    use super::{Account, SessionManager, fill};

    pub(super) async fn answer(sessions: SessionManager<Account>) -> (u16, String) {
        let routes = session::<Account>().map(|session| {
            fill(session);
            "saved"
        });
        let service = SessionLayer::from(sessions).layer(warp::service(routes));
        let response = service.oneshot(Request::new(String::new())).await.expect("an answer");
        let status = response.status().as_u16();
        let bytes = to_bytes(Body::new(response.into_body()), 10_000).await.expect("a body");
        (status, String::from_utf8(bytes.to_vec()).expect("text"))
    }
}

#[cfg(feature = "actix")]
mod on_actix {
    use actix_web::body::{MessageBody, to_bytes};
    use actix_web::dev::{ServiceRequest, ServiceResponse};
    use actix_web::error::ErrorForbidden;
    use actix_web::middleware::{Next, from_fn};
    use actix_web::test::{TestRequest, init_service};
    use actix_web::web::get;
    use actix_web::{App, Error, HttpResponse};
    use iron_session::actix::{RequestSession, SessionMiddleware};

    use super::{Account, Session, SessionManager, fill};

    pub(super) async fn answer(sessions: SessionManager<Account>) -> (u16, String) {
        let handler = async |session: Session<Account>| {
            fill(session);
            "saved"
        };
        let app = App::new().route("/", get().to(handler)).wrap(SessionMiddleware::from(sessions));
        let app = init_service(app).await;
        let response = actix_web::test::call_service(&app, TestRequest::get().to_request()).await;
        let status = response.status().as_u16();
        (status, text(response.into_body()).await)
    }

    async fn refuse<B: MessageBody>(
        request: ServiceRequest,
        _: Next<B>,
    ) -> Result<ServiceResponse<B>, Error> {
        fill(request.session()?);
        Err(ErrorForbidden("not today"))
    }

    /// A middleware inside changes the session and returns an error.
    pub(super) async fn error(sessions: SessionManager<Account>) -> (u16, String) {
        let app = App::new().wrap(from_fn(refuse)).wrap(SessionMiddleware::from(sessions));
        let app = init_service(app).await;
        let answer = actix_web::test::try_call_service(&app, TestRequest::get().to_request()).await;
        let response: HttpResponse = answer.expect_err("an error").error_response();
        let status = response.status().as_u16();
        (status, text(response.into_body()).await)
    }

    pub(super) async fn text(body: impl MessageBody) -> String {
        let bytes = to_bytes(body).await.ok().expect("a body");
        String::from_utf8(bytes.to_vec()).expect("text")
    }
}

#[cfg(feature = "poem")]
mod on_poem {
    use iron_session::poem::SessionMiddleware;
    use poem::{Endpoint, EndpointExt, Request, Route, get, handler};

    use super::{Account, Session, SessionManager};

    #[handler]
    fn fill(session: Session<Account>) -> &'static str {
        super::fill(session);
        "saved"
    }

    pub(super) async fn answer(sessions: SessionManager<Account>) -> (u16, String) {
        let app = Route::new().at("/", get(fill)).with(SessionMiddleware::from(sessions));
        let response = app.get_response(Request::default()).await;
        let status = response.status().as_u16();
        (status, response.into_body().into_string().await.expect("a body"))
    }
}

#[cfg(feature = "salvo")]
mod on_salvo {
    extern crate salvo_core as salvo;

    use std::sync::Arc;

    use iron_session::salvo::SessionMiddleware;
    use salvo::http::ResBody;
    use salvo::prelude::*;

    use super::{Account, Session, SessionManager};

    #[handler]
    async fn fill(session: Session<Account>) -> &'static str {
        super::fill(session);
        "saved"
    }

    pub(super) async fn answer(sessions: SessionManager<Account>) -> (u16, String) {
        told(vec![Arc::new(SessionMiddleware::from(sessions)), Arc::new(fill)]).await
    }

    pub(super) async fn told(handlers: Vec<Arc<dyn Handler>>) -> (u16, String) {
        let (mut request, mut depot, mut response) = (Request::new(), Depot::new(), Response::new());
        let mut handlers = FlowCtrl::new(handlers);
        handlers.call_next(&mut request, &mut depot, &mut response).await;
        let body = match response.take_body() {
            ResBody::Once(bytes) => String::from_utf8(bytes.to_vec()).expect("text"),
            body => {
                assert!(body.is_none(), "{body:?}");
                String::new()
            }
        };
        (response.status_code.expect("a status").as_u16(), body)
    }
}

#[cfg(feature = "rocket")]
mod on_rocket {
    use iron_session::rocket::SessionFairing;
    use rocket::config::LogLevel;
    use rocket::local::asynchronous::Client;
    use rocket::{Config, Route, get, routes};

    use super::{Account, Session, SessionManager};

    #[get("/")]
    fn fill(session: Session<Account>) -> &'static str {
        super::fill(session);
        "saved"
    }

    pub(super) async fn answer(sessions: SessionManager<Account>) -> (u16, String) {
        send(routes![fill], sessions, "/").await
    }

    pub(super) async fn send(
        routes: Vec<Route>,
        sessions: SessionManager<Account>,
        path: &str,
    ) -> (u16, String) {
        let config = Config { log_level: LogLevel::Off, ..Config::debug_default() };
        let app = rocket::custom(config).mount("/", routes).attach(SessionFairing::from(sessions));
        let client = Client::untracked(app).await.expect("a launch");
        let response = client.get(path).dispatch().await;
        (response.status().code, response.into_string().await.unwrap_or_default())
    }
}
