//! The site in axum.

use std::net::TcpListener;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use axum::{Router, serve};
use iron_session::axum::Returned;
use iron_session::testing::{self, SetCookieValues};
use iron_session::tower::{RequestSession, SessionLayer};
use iron_session::{Destroyed, Keyring, Outage, Revocations, Session, SessionError, SignedIn};
use tokio::sync::oneshot;
use tower::ServiceExt;

use super::contract;
use super::scripted::Scripted;
use super::site::{
    Account, Framework, Guest, InProcess, Known, LARGE, RIVAL, Root, Site, first, in_time, late, layer_of,
    one_by_one, others, pause, second, third, together,
};

contract::keep!(Axum);

struct Axum;

impl Framework for Axum {
    async fn serve(site: Site, listener: TcpListener, stop: oneshot::Receiver<()>) {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a socket that does not block");
        serve(listener, router(site))
            .with_graceful_shutdown(async { stop.await.unwrap_or_default() })
            .await
            .expect("a server");
    }
}

impl InProcess for Axum {
    async fn ask(site: Site, paths: &[&str]) -> Vec<String> {
        let app = router(site);
        one_by_one(paths, async |path, cookies| {
            let request = Request::get(path).header("cookie", cookies).body(Body::empty());
            let response = app.clone().oneshot(request.expect("a path")).await.expect("an answer");
            let set = response.set_cookie_values();
            let body = to_bytes(response.into_body(), 1000).await.expect("a body");
            (set, String::from_utf8_lossy(&body).into_owned())
        })
        .await
    }
}

fn router(site: Site) -> Router {
    Router::new()
        .route("/read", get(read))
        .route("/unasked", get(unasked))
        .route("/login/{user}", get(login))
        .route("/logout", get(logout))
        .route("/relogin/{user}", get(relogin))
        .route("/others", get(end_others))
        .route("/twice", get(twice).post(twice))
        .route("/status/{code}", get(status))
        .route("/foreign", get(foreign))
        .route("/rival", get(rival))
        .route("/large", get(large))
        .route("/panic", get(panics))
        .route("/slow/{user}", get(slow))
        .route("/late/{work}", get(never))
        .route("/both", get(both))
        .route("/optional", get(optional))
        .route("/members", any(members))
        .nest("/inner", Router::new().route("/members", any(members)))
        .route("/known", any(known))
        .route("/root", any(root))
        .route("/steps", get(steps))
        .route("/through", get(ten_visits).layer(from_fn(count)))
        .route("/guarded", get(twice).layer(from_fn(hold)))
        .route("/clash", get(read).layer(from_fn(hold_changed)))
        .layer(layer_of!(site, SessionLayer))
        .layer(SessionLayer::from(site.guests.clone()))
        .layer(from_fn(hurry))
        .route("/unlayered", get(read))
        .with_state(site)
}

const X_VISITS: HeaderName = HeaderName::from_static("x-visits");

async fn read(session: Session<Account>) -> String {
    session.greeting()
}

async fn unasked() -> &'static str {
    "ok"
}

async fn login(mut session: Session<Account>, Path(user): Path<String>) -> Redirect {
    session.renew();
    session.set_user(user);
    Redirect::to("/read")
}

async fn logout(session: Session<Account>) -> Redirect {
    session.destroy();
    Redirect::to("/read")
}

async fn relogin(request: Request) -> Result<String, SessionError> {
    request.session::<Account>()?.destroy();
    let mut session = request.session::<Account>()?;
    let greeting = session.greeting();
    session.set_user(request.uri().path().rsplit('/').next().unwrap_or_default());
    Ok(greeting)
}

async fn end_others(
    State(site): State<Site>,
    session: Session<Account>,
) -> Result<&'static str, SessionError> {
    others(&site, session).await
}

async fn twice(request: Request) -> Result<String, SessionError> {
    *request.session::<Account>()?.visits_mut() += 1;
    let mut session = request.session::<Account>()?;
    *session.visits_mut() += 1;
    Ok(session.visits().to_string())
}

async fn steps(request: Request) -> Result<String, SessionError> {
    first(request.session()?);
    pause().await;
    second(request.session()?).await;
    pause().await;
    Ok(third(request.session()?))
}

async fn status(mut session: Session<Account>, Path(code): Path<u16>) -> StatusCode {
    *session.visits_mut() += 1;
    StatusCode::from_u16(code).expect("the contract's codes")
}

async fn foreign(mut session: Session<Account>) -> impl IntoResponse {
    *session.visits_mut() += 1;
    [(SET_COOKIE, "theme=dark; Path=/")]
}

async fn rival(mut session: Session<Account>) -> impl IntoResponse {
    session.renew();
    [(SET_COOKIE, RIVAL)]
}

async fn large(mut session: Session<Account>) -> impl IntoResponse {
    session.set_note("x".repeat(LARGE));
    ([(SET_COOKIE, "theme=dark; Path=/")], "lost")
}

async fn panics(mut session: Session<Account>) {
    *session.visits_mut() += 1;
    panic!("as the contract asks");
}

async fn slow(
    State(site): State<Site>,
    Path(user): Path<String>,
    request: Request,
) -> Result<String, SessionError> {
    request.session::<Account>()?.set_user(user);
    site.meet().await;
    Ok(request.session::<Account>()?.greeting())
}

async fn never(Path(work): Path<String>, session: Session<Account>) -> String {
    late(&work, session).await
}

async fn both(account: Session<Account>, guest: Session<Guest>) -> String {
    together(account, guest)
}

async fn optional(session: Option<Session<Account>>) -> &'static str {
    if session.is_some() { "some" } else { "none" }
}

async fn members(session: SignedIn<Account>) -> String {
    session.greeting()
}

async fn known(session: SignedIn<Account, Known>) -> String {
    session.greeting()
}

async fn root(session: SignedIn<Account, (Known, Root)>) -> String {
    session.greeting()
}

async fn ten_visits(mut session: Session<Account>) -> String {
    *session.visits_mut() += 10;
    session.visits().to_string()
}

async fn hurry(request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/late/") {
        return next.run(request).await;
    }
    in_time(next.run(request)).await.unwrap_or_else(|| StatusCode::REQUEST_TIMEOUT.into_response())
}

/// Changes the session before the handler, and reads it after the handler.
async fn count(request: Request, next: Next) -> Result<Response, SessionError> {
    *request.session::<Account>()?.visits_mut() += 1;
    pause().await;
    let (parts, body) = request.into_parts();
    let mut response = next.run(Request::from_parts(parts.clone(), body)).await;
    pause().await;
    let visits = parts.session::<Account>()?.visits();
    response.headers_mut().insert(X_VISITS, visits.into());
    Ok(response)
}

async fn hold(session: Session<Account>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(X_VISITS, session.visits().into());
    response
}

async fn hold_changed(mut session: Session<Account>, request: Request, next: Next) -> Response {
    *session.visits_mut() += 1;
    next.run(request).await
}

async fn greet(session: Returned<Account>) -> (Returned<Account>, String) {
    let greeting = session.greeting();
    (session, greeting)
}

async fn leave(session: Returned<Account>) -> (Destroyed<Account>, &'static str) {
    (session.destroy(), "left")
}

/// An application whose handlers return their sessions, and the cookie of a user.
fn returning() -> (Router, Keyring, HeaderValue) {
    let keys = Keyring::for_tests();
    let app = Router::new().route("/", get(greet)).route("/leave", get(leave)).with_state(keys.clone());
    let cookie = testing::cookie::<Account>(&keys, |session| session.set_user("ada"));
    (app, keys, cookie)
}

async fn ask(app: Router, path: &str, cookie: &HeaderValue) -> (http::Response<()>, String) {
    let request = Request::get(path).header("cookie", cookie).body(Body::empty()).expect("a path");
    let (parts, body) = app.oneshot(request).await.expect("an answer").into_parts();
    let body = to_bytes(body, 1000).await.expect("a body");
    (http::Response::from_parts(parts, ()), String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn a_returned_session_can_be_ended_only_below_a_layer() {
    let (app, keys, cookie) = returning();
    let revocations = Revocations::in_memory(Duration::from_secs(86_400));
    let layer = SessionLayer::<Account>::new(keys).revocations(&revocations).expect("kept for long enough");
    let layered = app.clone().layer(layer);
    assert_eq!(ask(layered.clone(), "/", &cookie).await.1, "ada");
    revocations.end_all("ada").await.expect("it is in memory");
    assert_eq!(ask(layered, "/", &cookie).await.1, "nobody");
    assert_eq!(ask(app, "/", &cookie).await.1, "ada", "it knows no revocations");
}

#[tokio::test]
async fn a_returned_logout_is_told_to_the_store_of_the_layer() {
    let (app, keys, cookie) = returning();
    let store = Scripted::default();
    let revocations = Revocations::new(store.clone(), Outage::Refuse, Duration::from_secs(86_400));
    let layer = SessionLayer::<Account>::new(keys).revocations(&revocations).expect("kept for long enough");
    let app = app.layer(layer);

    store.fail(&["write"]);
    let (unavailable, body) = ask(app.clone(), "/leave", &cookie).await;
    assert_eq!((unavailable.status().as_u16(), unavailable.set_cookie_values().len()), (503, 1), "{body}");
    store.fail(&[]);
    let (left, body) = ask(app.clone(), "/leave", &cookie).await;
    assert_eq!((body.as_str(), left.set_cookie_values().len()), ("left", 1));
    assert_eq!(ask(app, "/", &cookie).await.1, "nobody", "a copy of the cookie");
}
