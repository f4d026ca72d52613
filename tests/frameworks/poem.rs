//! The site in poem.

#![expect(clippy::needless_pass_by_value, reason = "handlers get their sessions by value")]

use std::net::TcpListener;
use std::sync::Arc;

use iron_session::poem::SessionMiddleware;
use iron_session::testing::SetCookieValues;
use iron_session::{Opened, Session, SessionError, SessionSlots, SignedIn};
use poem::http::header::SET_COOKIE;
use poem::http::{StatusCode, Uri};
use poem::listener::TcpAcceptor;
use poem::web::{Data, Path, Redirect};
use poem::{
    Endpoint, EndpointExt, FromRequest, IntoResponse, Request, Response, Result, Route, get, handler,
};
use tokio::sync::oneshot;

use super::contract;
use super::site::{
    Account, Framework, Guest, InProcess, Known, LARGE, RIVAL, Root, Site, first, in_time, late, layer_of,
    one_by_one, others, pause, second, third, together,
};

contract::keep!(Poem);

struct Poem;

impl Framework for Poem {
    async fn serve(site: Site, listener: TcpListener, stop: oneshot::Receiver<()>) {
        let acceptor = TcpAcceptor::from_std(listener).expect("a socket that does not block");
        poem::Server::new_with_acceptor(acceptor)
            .run_with_graceful_shutdown(routes(site), async { stop.await.unwrap_or_default() }, None)
            .await
            .expect("a server");
    }
}

impl InProcess for Poem {
    async fn ask(site: Site, paths: &[&str]) -> Vec<String> {
        let app = routes(site);
        one_by_one(paths, async |path, cookies| {
            let request =
                Request::builder().uri(path.parse().expect("a path")).header("cookie", cookies).finish();
            let response = app.get_response(request).await;
            (response.set_cookie_values(), response.into_body().into_string().await.expect("a body"))
        })
        .await
    }
}

fn routes(site: Site) -> impl Endpoint {
    let sessions = layer_of!(site, SessionMiddleware);
    let guests = SessionMiddleware::from(site.guests.clone());
    let layered = Route::new()
        .at("/read", get(read))
        .at("/unasked", get(unasked))
        .at("/login/:user", get(login))
        .at("/logout", get(logout))
        .at("/relogin/:user", get(relogin))
        .at("/others", get(end_others))
        .at("/twice", get(twice).post(twice))
        .at("/status/:code", get(status))
        .at("/foreign", get(foreign))
        .at("/rival", get(rival))
        .at("/large", get(large))
        .at("/panic", get(panics))
        .at("/slow/:user", get(slow))
        .at("/late/:work", get(never))
        .at("/both", get(both))
        .at("/optional", get(optional))
        .at("/members", members)
        .nest("/inner", Route::new().at("/members", members))
        .at("/known", known)
        .at("/root", root)
        .at("/steps", get(steps))
        .at("/through", get(ten_visits).around(count))
        .at("/guarded", get(twice).around(hold))
        .at("/clash", get(read).around(hold_changed))
        .with(sessions)
        .with(guests)
        .around(hurry);
    Route::new().at("/unlayered", get(read)).nest("/", layered).data(site)
}

async fn session(request: &Request) -> Result<Session<Account>> {
    Session::from_request_without_body(request).await
}

#[handler]
fn read(session: Session<Account>) -> String {
    session.greeting()
}

#[handler]
fn unasked() -> &'static str {
    "ok"
}

#[handler]
fn login(mut session: Session<Account>, Path(user): Path<String>) -> Redirect {
    session.renew();
    session.set_user(user);
    Redirect::see_other("/read")
}

#[handler]
fn logout(session: Session<Account>) -> Redirect {
    session.destroy();
    Redirect::see_other("/read")
}

#[handler]
async fn relogin(request: &Request, Path(user): Path<String>) -> Result<String> {
    session(request).await?.destroy();
    let mut session = session(request).await?;
    let greeting = session.greeting();
    session.set_user(user);
    Ok(greeting)
}

#[handler]
async fn end_others(
    Data(site): Data<&Site>,
    session: Session<Account>,
) -> Result<&'static str, SessionError> {
    others(site, session).await
}

#[handler]
async fn twice(request: &Request) -> Result<String> {
    *session(request).await?.visits_mut() += 1;
    let mut session = session(request).await?;
    *session.visits_mut() += 1;
    Ok(session.visits().to_string())
}

#[handler]
async fn steps(request: &Request) -> Result<String> {
    first(session(request).await?);
    pause().await;
    second(session(request).await?).await;
    pause().await;
    Ok(third(session(request).await?))
}

/// In poem, a handler may also return an error in order to answer with its status.
#[handler]
fn status(mut session: Session<Account>, Path(code): Path<u16>) -> Result<StatusCode> {
    *session.visits_mut() += 1;
    let status = StatusCode::from_u16(code).expect("the contract's codes");
    if status.is_client_error() || status.is_server_error() { Err(status.into()) } else { Ok(status) }
}

#[handler]
fn foreign(mut session: Session<Account>) -> impl IntoResponse {
    *session.visits_mut() += 1;
    "".with_header(SET_COOKIE, "theme=dark; Path=/")
}

#[handler]
fn rival(mut session: Session<Account>) -> impl IntoResponse {
    session.renew();
    "".with_header(SET_COOKIE, RIVAL)
}

#[handler]
fn large(mut session: Session<Account>) -> impl IntoResponse {
    session.set_note("x".repeat(LARGE));
    "lost".with_header(SET_COOKIE, "theme=dark; Path=/")
}

#[handler]
fn panics(mut session: Session<Account>) {
    *session.visits_mut() += 1;
    panic!("as the contract asks");
}

#[handler]
async fn slow(Data(site): Data<&Site>, Path(user): Path<String>, request: &Request) -> Result<String> {
    session(request).await?.set_user(user);
    site.meet().await;
    Ok(session(request).await?.greeting())
}

#[handler]
async fn never(Path(work): Path<String>, session: Session<Account>) -> String {
    late(&work, session).await
}

#[handler]
fn both(account: Session<Account>, guest: Session<Guest>) -> String {
    together(account, guest)
}

#[handler]
fn optional(Opened(session): Opened<Account>) -> &'static str {
    if session.is_some() { "some" } else { "none" }
}

#[handler]
fn members(session: SignedIn<Account>) -> String {
    session.greeting()
}

#[handler]
fn known(session: SignedIn<Account, Known>) -> String {
    session.greeting()
}

#[handler]
fn root(session: SignedIn<Account, (Known, Root)>) -> String {
    session.greeting()
}

#[handler]
fn ten_visits(mut session: Session<Account>) -> String {
    *session.visits_mut() += 10;
    session.visits().to_string()
}

async fn hurry<E: Endpoint<Output = Response>>(next: Arc<E>, request: Request) -> Result<Response> {
    if !request.original_uri().path().starts_with("/late/") {
        return next.call(request).await;
    }
    in_time(next.call(request)).await.unwrap_or_else(|| Ok(StatusCode::REQUEST_TIMEOUT.into_response()))
}

/// Changes the session before the handler, and reads it after the handler.
async fn count<E: Endpoint>(next: Arc<E>, request: Request) -> Result<Response> {
    *session(&request).await?.visits_mut() += 1;
    pause().await;
    let slot = request.data::<SessionSlots>().expect("a session was lent").get::<Account>()?;
    let response = next.call(request).await?;
    pause().await;
    // The session is loaded already, so no cookies are needed here.
    Ok(with_visits(response, &slot.check_out([], None)?))
}

async fn hold<E: Endpoint>(next: Arc<E>, request: Request) -> Result<Response> {
    let session = session(&request).await?;
    Ok(with_visits(next.call(request).await?, &session))
}

async fn hold_changed<E: Endpoint>(next: Arc<E>, request: Request) -> Result<Response> {
    let mut session = session(&request).await?;
    *session.visits_mut() += 1;
    next.call(request).await.map(IntoResponse::into_response)
}

fn with_visits(response: impl IntoResponse, session: &Session<Account>) -> Response {
    response.with_header("x-visits", session.visits()).into_response()
}

/// A program may handle errors around its routes, or around everything. So an error stays an error where it
/// can.
#[tokio::test]
async fn an_error_stays_an_error_unless_it_needs_the_session() {
    let site = Site::new();
    let app = routes(site).catch_all_error(async |error| (StatusCode::IM_A_TEAPOT, error.to_string()));
    let visit = async |path: &'static str| {
        app.get_response(Request::builder().uri(Uri::from_static(path)).finish()).await.status()
    };
    assert_eq!(visit("/nowhere").await, StatusCode::IM_A_TEAPOT);
    assert_eq!(visit("/status/404").await, StatusCode::NOT_FOUND);
    assert_eq!(visit("/unlayered").await, StatusCode::IM_A_TEAPOT);
}

#[tokio::test]
async fn a_failed_save_leaves_its_cause_with_the_response() {
    let app = routes(Site::new());
    let request = Request::builder().uri(Uri::from_static("/large")).finish();
    let response = app.get_response(request).await;
    let cause = response.data::<Arc<SessionError>>().expect("a cause");
    assert!(matches!(**cause, SessionError::Save(iron_session::Error::TooLarge(_))), "{cause:?}");
    assert_eq!(response.into_body().into_string().await.expect("a body"), "");
}
