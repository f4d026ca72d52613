//! What a layer adds to the time of a request, compared with the bare framework and with `tower-sessions`.
//! All with the typical payload.

use std::convert::Infallible;
use std::hint::black_box;

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderValue, Request, Response};
use tower::{Layer, Service, service_fn};
use tower_sessions::{MemoryStore, SessionManagerLayer};

use crate::contenders::header;
use crate::harness::{Case, Rounds};
use crate::ours;
use crate::payload::{self, Touch, ours::Typical, ours_ring, plain};
use crate::peers::finish;

pub(crate) fn print() {
    let json = payload::json(&payload::typical(), 246);
    let seal = ours::default::Ours::<Typical>::new().seal(&json);
    let cookie = HeaderValue::try_from(header(&format!("__Host-app={seal}"))).expect("ASCII");
    table(
        "tower, typical",
        vec![
            called("bare service", service_fn(bare), &cookie),
            called("iron-session, not asked", layer().layer(service_fn(bare)), &cookie),
            called("iron-session, read", layer().layer(service_fn(read)), &cookie),
            called("iron-session, changed", layer().layer(service_fn(change)), &cookie),
            called("with `ring`, read", ring_layer().layer(service_fn(ring_read)), &cookie),
            called("with `ring`, changed", ring_layer().layer(service_fn(ring_change)), &cookie),
        ],
    );
    table(
        "axum, typical",
        vec![
            routed("bare router", router(), "/bare", &cookie),
            routed("iron-session, not asked", router().layer(layer()), "/bare", &cookie),
            routed("iron-session, read", router().layer(layer()), "/read", &cookie),
            routed("iron-session, changed", router().layer(layer()), "/change", &cookie),
            stored("tower-sessions, not asked", "/bare"),
            stored("tower-sessions, read", "/stored/read"),
            stored("tower-sessions, changed", "/stored/change"),
        ],
    );
}

fn table(title: &str, mut cases: Vec<Case<'static>>) {
    let rounds = Rounds::of(&mut cases);
    let bare = rounds.nanos(0);
    println!("\n| {title} | ns | more than bare |\n| --- | --: | --: |");
    for (at, case) in cases.iter().enumerate() {
        println!("| {} | {:.0} | {:.0} |", case.name, rounds.nanos(at), rounds.nanos(at) - bare);
    }
}

fn layer() -> iron_session::tower::SessionLayer<Typical> {
    iron_session::tower::SessionLayer::new(ours::default::Ours::<Typical>::new().keys())
}

fn ring_layer() -> iron_session_with_ring::tower::SessionLayer<ours_ring::Typical> {
    iron_session_with_ring::tower::SessionLayer::new(
        ours::with_ring::Ours::<ours_ring::Typical>::new().keys(),
    )
}

async fn bare(_: Request<()>) -> Result<Response<()>, Infallible> {
    Ok(Response::new(()))
}

macro_rules! handlers {
    ($library:ident, $session:ty, $read:ident, $change:ident) => {
        async fn $read(request: Request<()>) -> Result<Response<()>, Infallible> {
            use $library::tower::RequestSession;
            black_box(request.session::<$session>().expect("a layer").visits);
            Ok(Response::new(()))
        }

        async fn $change(request: Request<()>) -> Result<Response<()>, Infallible> {
            use $library::tower::RequestSession;
            request.session::<$session>().expect("a layer").touch();
            Ok(Response::new(()))
        }
    };
}

handlers!(iron_session, Typical, read, change);
handlers!(iron_session_with_ring, ours_ring::Typical, ring_read, ring_change);

/// A service that is called with the cookie again and again.
fn called<S, B>(name: &'static str, mut service: S, cookie: &HeaderValue) -> Case<'static>
where
    S: Service<Request<()>, Response = Response<B>, Error = Infallible> + 'static,
{
    let cookie = cookie.clone();
    Case::new(name, move || {
        let mut request = Request::new(());
        request.headers_mut().insert(COOKIE, cookie.clone());
        finish(service.call(request))
    })
}

fn router() -> Router {
    Router::new()
        .route("/bare", get(|| async {}))
        .route(
            "/read",
            get(|session: iron_session::Session<Typical>| async move {
                black_box(session.visits);
            }),
        )
        .route("/change", get(|mut session: iron_session::Session<Typical>| async move { session.touch() }))
        .route(
            "/stored/begin",
            get(|session: tower_sessions::Session| async move {
                session.insert("data", payload::typical()).await.expect("a store that works");
            }),
        )
        .route(
            "/stored/read",
            get(|session: tower_sessions::Session| async move {
                black_box(session.get::<plain::Typical>("data").await.expect("a store that works"));
            }),
        )
        .route(
            "/stored/change",
            get(|session: tower_sessions::Session| async move {
                let data = session.get::<plain::Typical>("data").await.expect("a store that works");
                let mut data = data.expect("a session");
                data.touch();
                session.insert("data", data).await.expect("a store that works");
            }),
        )
}

/// A router that gets requests for a path, with the cookie, again and again.
fn routed(name: &'static str, mut router: Router, path: &'static str, cookie: &HeaderValue) -> Case<'static> {
    let cookie = cookie.clone();
    assert!(ask(&mut router, path, &cookie).status().is_success());
    Case::new(name, move || ask(&mut router, path, &cookie))
}

/// The same with `tower-sessions` and a store in memory.
fn stored(name: &'static str, path: &'static str) -> Case<'static> {
    let mut router = router().layer(SessionManagerLayer::new(MemoryStore::default()));
    let first = ask(&mut router, "/stored/begin", &HeaderValue::from_static("theme=dark"));
    let set_cookie = first.headers()[SET_COOKIE].to_str().expect("ASCII");
    let cookie = header(set_cookie.split(';').next().expect("a pair"));
    routed(name, router, path, &HeaderValue::try_from(cookie).expect("ASCII"))
}

fn ask(router: &mut Router, path: &'static str, cookie: &HeaderValue) -> Response<Body> {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = http::Uri::from_static(path);
    request.headers_mut().insert(COOKIE, cookie.clone());
    let Ok(response) = finish(router.call(request));
    response
}
