//! The layer around a router, beside `tower-sessions` with its store in memory.

use std::hint::black_box;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderValue, Request, Response};
use iron_session_with_ring::axum::SessionLayer;
use iron_session_with_ring::{IronSession, Session};
use tower::{Service, layer::layer_fn, service_fn};
use tower_sessions::{MemoryStore, SessionManagerLayer};

use super::tower::write;
use super::{Row, Sample, Writes, changed, nulls, plain, read, unasked};
use crate::contenders::{Plain, header};
use crate::harness::Case;
use crate::ours::with_ring::Ours;
use crate::payload::Touch;
use crate::peers::finish;

pub(super) fn rows<T: IronSession + Touch, P: Plain>(payload: &P) -> Vec<Row> {
    let sample = Sample::of::<T, _>(payload);
    let layer = SessionLayer::<T>::new(Ours::<T>::new().keys());
    let ours = || router::<T, P>(payload).layer(layer.clone());
    let mut rows = vec![plain(routed("bare router", router::<T, P>(payload), "/bare", &sample.cookie))];
    rows.extend(sample.work::<T>());
    rows.extend(nulls(&sample).map(|(name, writes)| {
        plain(routed(name, with_null(router::<T, P>(payload), writes), "/bare", &sample.cookie))
    }));
    rows.push(unasked(routed("**not asked**", ours(), "/bare", &sample.cookie)));
    rows.push(read(routed("**read**", ours(), "/read", &sample.cookie)));
    rows.push(changed(routed("**changed**", ours(), "/change", &sample.cookie)));
    let mut peer = |name, path| rows.push(plain(stored(name, path, router::<T, P>(payload))));
    peer("tower-sessions, not asked", "/bare");
    peer("tower-sessions, read", "/stored/read");
    peer("tower-sessions, changed", "/stored/change");
    rows
}

fn router<T: IronSession + Touch, P: Plain>(payload: &P) -> Router {
    let first = payload.clone();
    Router::new()
        .route("/bare", get(|| async {}))
        .route("/read", get(|session: Session<T>| async move { drop(black_box(session)) }))
        .route("/change", get(|mut session: Session<T>| async move { session.touch() }))
        .route(
            "/stored/begin",
            get(async |session: tower_sessions::Session| {
                session.insert("data", first).await.expect("a store that works");
            }),
        )
        .route(
            "/stored/read",
            get(async |session: tower_sessions::Session| {
                drop(black_box(session.get::<P>("data").await.expect("a store that works")));
            }),
        )
        .route(
            "/stored/change",
            get(async |session: tower_sessions::Session| {
                let data = session.get::<P>("data").await.expect("a store that works");
                let mut data = data.expect("a session");
                data.touch();
                session.insert("data", data).await.expect("a store that works");
            }),
        )
}

/// A router in a layer that does only what every layer has to do.
fn with_null(router: Router, writes: Writes) -> Router {
    let shared = Arc::new(());
    router.layer(layer_fn(move |mut inner: axum::routing::Route| {
        let (shared, writes) = (Arc::clone(&shared), writes.clone());
        service_fn(move |mut request: Request<Body>| {
            request.extensions_mut().insert(Arc::clone(&shared));
            let (response, writes) = (inner.call(request), writes.clone());
            async move {
                let mut response = response.await?;
                write(&writes, response.headers_mut());
                Ok::<_, std::convert::Infallible>(response)
            }
        })
    }))
}

/// A router that gets requests for a path, with the cookie, again and again.
fn routed(name: &'static str, mut router: Router, path: &'static str, cookie: &HeaderValue) -> Case<'static> {
    let cookie = cookie.clone();
    assert!(ask(&mut router, path, &cookie).status().is_success());
    Case::new(name, move || ask(&mut router, path, &cookie))
}

/// The same with `tower-sessions`.
fn stored(name: &'static str, path: &'static str, router: Router) -> Case<'static> {
    let mut router = router.layer(SessionManagerLayer::new(MemoryStore::default()));
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
