//! The site in axum.

use std::net::TcpListener;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use axum::{Router, serve};
use iron_session::testing::SetCookieValues;
use iron_session::tower::{RequestSession, SessionLayer};
use iron_session::{Session, SessionError, SignedIn};
use tokio::sync::oneshot;
use tower::ServiceExt;

use super::contract;
use super::site::{
    Account, Framework, InProcess, Known, LARGE, Root, Site, in_time, late, layer_of, one_by_one,
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
    async fn ask(site: Site, paths: &[&'static str]) -> Vec<String> {
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
        .route("/twice", get(twice).post(twice))
        .route("/status/{code}", get(status))
        .route("/foreign", get(foreign))
        .route("/large", get(large))
        .route("/panic", get(panics))
        .route("/slow/{user}", get(slow))
        .route("/late/{work}", get(never))
        .route("/optional", get(optional))
        .route("/members", any(members))
        .nest("/inner", Router::new().route("/members", any(members)))
        .route("/known", any(known))
        .route("/root", any(root))
        .route("/through", get(ten_visits).layer(from_fn(count)))
        .route("/guarded", get(twice).layer(from_fn(hold)))
        .route("/clash", get(read).layer(from_fn(hold_changed)))
        .layer(layer_of!(site, SessionLayer))
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

async fn twice(request: Request) -> Result<String, SessionError> {
    *request.session::<Account>()?.visits_mut() += 1;
    let mut session = request.session::<Account>()?;
    *session.visits_mut() += 1;
    Ok(session.visits().to_string())
}

async fn status(mut session: Session<Account>, Path(code): Path<u16>) -> StatusCode {
    *session.visits_mut() += 1;
    StatusCode::from_u16(code).expect("the contract's codes")
}

async fn foreign(mut session: Session<Account>) -> impl IntoResponse {
    *session.visits_mut() += 1;
    [(SET_COOKIE, "theme=dark; Path=/")]
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
    let (parts, body) = request.into_parts();
    let mut response = next.run(Request::from_parts(parts.clone(), body)).await;
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
