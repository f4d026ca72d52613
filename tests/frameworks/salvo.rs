//! The site in salvo.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use http::uri::Scheme;
use iron_session::salvo::{RequestSession, SessionMiddleware};
use iron_session::testing::SetCookieValues;
use iron_session::{Denied, Opened, Session, SessionError};
use salvo_core::ConnCtrl;
use salvo_core::conn::tcp::TcpAcceptor;
use salvo_core::http::ResBody;
use salvo_core::http::cookie::Cookie;
use salvo_core::http::header::SET_COOKIE;
use salvo_core::prelude::*;
use tokio::sync::oneshot;

use super::contract;
use super::site::{
    Account, Framework, Guest, InProcess, Known, LARGE, RIVAL, Root, Site, first, in_time, late, layer_of,
    one_by_one, others, pause, second, third, together,
};

contract::keep!(Salvo);

struct Salvo;

impl Framework for Salvo {
    async fn serve(site: Site, listener: TcpListener, stop: oneshot::Receiver<()>) {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a socket that does not block");
        let acceptor = TcpAcceptor::try_from(listener).expect("a bound socket");
        tokio::select! {
            () = Server::new(acceptor).serve(router(site)) => {}
            _ = stop => {}
        }
    }
}

impl InProcess for Salvo {
    async fn ask(site: Site, paths: &[&str]) -> Vec<String> {
        let here = || SocketAddr::from(([127, 0, 0, 1], 80)).into();
        let service = Service::new(router(site));
        let service = service.hyper_handler(here(), here(), Scheme::HTTP, None, ConnCtrl::new(), None);
        one_by_one(paths, async |path, cookies| {
            let mut request = Request::new();
            *request.uri_mut() = path.parse().expect("a path");
            request.headers_mut().insert("cookie", cookies.parse().expect("a header"));
            let mut response = service.handle(request).await;
            let body = match response.take_body() {
                ResBody::Once(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                _ => String::new(),
            };
            (response.set_cookie_values(), body)
        })
        .await
    }
}

fn router(site: Site) -> Router {
    let at = Router::with_path;
    let sessions = site.sessions.clone();
    let layered = Router::with_hoop(SessionMiddleware::from(site.guests.clone()))
        .hoop(layer_of!(site, SessionMiddleware))
        .push(at("read").get(read))
        .push(at("unasked").get(unasked))
        .push(at("login/{user}").get(login))
        .push(at("logout").get(logout))
        .push(at("relogin/{user}").get(relogin))
        .push(at("twice").get(twice).post(twice))
        .push(at("status/{code}").get(status))
        .push(at("foreign").get(foreign))
        .push(at("rival").get(rival))
        .push(at("both").get(both))
        .push(at("large").get(large))
        .push(at("panic").get(panics))
        .push(at("others").get(Others(site.clone())))
        .push(at("slow/{user}").get(Slow(site)))
        .push(at("optional").get(optional))
        .push(at("members").goal(members))
        .push(at("inner").push(at("members").goal(members)))
        .push(at("known").goal(known))
        .push(at("root").goal(root))
        .push(at("steps").get(steps))
        .push(at("through").hoop(count).get(ten_visits))
        .push(at("guarded").hoop(hold).get(twice))
        .push(at("clash").hoop(hold_changed).get(read));
    let late = at("late/{work}").hoop(hurry).hoop(SessionMiddleware::from(sessions)).get(never);
    Router::new().push(at("unlayered").get(read)).push(late).push(layered)
}

fn user(request: &Request) -> String {
    request.param("user").expect("the path has a user")
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
fn login(mut session: Session<Account>, request: &mut Request) -> Redirect {
    session.renew();
    session.set_user(user(request));
    Redirect::other("/read")
}

#[handler]
fn logout(session: Session<Account>) -> Redirect {
    session.destroy();
    Redirect::other("/read")
}

#[handler]
fn relogin(request: &mut Request) -> Result<String, SessionError> {
    request.session::<Account>()?.destroy();
    let mut session = request.session::<Account>()?;
    let greeting = session.greeting();
    session.set_user(user(request));
    Ok(greeting)
}

#[handler]
fn twice(request: &mut Request) -> Result<String, SessionError> {
    *request.session::<Account>()?.visits_mut() += 1;
    let mut session = request.session::<Account>()?;
    *session.visits_mut() += 1;
    Ok(session.visits().to_string())
}

#[handler]
async fn steps(request: &mut Request) -> Result<String, SessionError> {
    first(request.session()?);
    pause().await;
    second(request.session()?).await;
    pause().await;
    Ok(third(request.session()?))
}

#[handler]
fn status(mut session: Session<Account>, request: &mut Request) -> StatusCode {
    *session.visits_mut() += 1;
    StatusCode::from_u16(request.param("code").expect("the path has a code")).expect("the contract's codes")
}

#[handler]
fn foreign(mut session: Session<Account>, response: &mut Response) {
    *session.visits_mut() += 1;
    response.add_header(SET_COOKIE, "theme=dark; Path=/", false).expect("a header");
}

#[handler]
fn rival(mut session: Session<Account>, response: &mut Response) {
    session.renew();
    response.add_header(SET_COOKIE, RIVAL, false).expect("a header");
}

#[handler]
fn large(mut session: Session<Account>, response: &mut Response) -> &'static str {
    session.set_note("x".repeat(LARGE));
    response.add_header(SET_COOKIE, "theme=dark; Path=/", false).expect("a header");
    "lost"
}

#[handler]
fn panics(mut session: Session<Account>) {
    *session.visits_mut() += 1;
    panic!("as the contract asks");
}

struct Others(Site);

#[handler]
impl Others {
    async fn handle(&self, session: Session<Account>) -> Result<&'static str, SessionError> {
        others(&self.0, session).await
    }
}

struct Slow(Site);

#[handler]
impl Slow {
    async fn handle(&self, request: &mut Request) -> Result<String, SessionError> {
        request.session::<Account>()?.set_user(user(request));
        self.0.meet().await;
        Ok(request.session::<Account>()?.greeting())
    }
}

#[handler]
async fn never(session: Session<Account>, request: &mut Request) -> String {
    late(&request.param::<String>("work").expect("the path has work"), session).await
}

#[handler]
fn both(account: Session<Account>, guest: Session<Guest>) -> String {
    together(account, guest)
}

#[handler]
fn optional(session: Opened<Account>) -> &'static str {
    if session.0.is_some() { "some" } else { "none" }
}

#[handler]
fn members(request: &mut Request) -> Result<String, Denied> {
    Ok(request.signed_in::<Account>()?.greeting())
}

#[handler]
fn known(request: &mut Request) -> Result<String, Denied> {
    Ok(request.admitted::<Account, Known>()?.greeting())
}

#[handler]
fn root(request: &mut Request) -> Result<String, Denied> {
    Ok(request.admitted::<Account, (Known, Root)>()?.greeting())
}

#[handler]
fn ten_visits(mut session: Session<Account>) -> String {
    *session.visits_mut() += 10;
    session.visits().to_string()
}

#[handler]
async fn hurry(request: &mut Request, depot: &mut Depot, response: &mut Response, ctrl: &mut FlowCtrl) {
    if in_time(ctrl.call_next(request, depot, response)).await.is_none() {
        response.status_code(StatusCode::REQUEST_TIMEOUT);
        ctrl.skip_rest();
    }
}

/// Changes the session before the handler, and reads it after the handler.
#[handler]
async fn count(
    request: &mut Request,
    depot: &mut Depot,
    response: &mut Response,
    ctrl: &mut FlowCtrl,
) -> Result<(), SessionError> {
    *request.session::<Account>()?.visits_mut() += 1;
    pause().await;
    ctrl.call_next(request, depot, response).await;
    pause().await;
    add_visits(response, &*request.session::<Account>()?);
    Ok(())
}

#[handler]
async fn hold(
    session: Session<Account>,
    request: &mut Request,
    depot: &mut Depot,
    response: &mut Response,
    ctrl: &mut FlowCtrl,
) {
    ctrl.call_next(request, depot, response).await;
    add_visits(response, &session);
}

#[handler]
async fn hold_changed(
    mut session: Session<Account>,
    request: &mut Request,
    depot: &mut Depot,
    response: &mut Response,
    ctrl: &mut FlowCtrl,
) {
    *session.visits_mut() += 1;
    ctrl.call_next(request, depot, response).await;
}

fn add_visits(response: &mut Response, session: &Account) {
    response.headers_mut().insert("x-visits", session.visits().into());
}

#[tokio::test]
async fn a_failed_save_leaves_its_cause_with_the_response() {
    let hoop = SessionMiddleware::from(Site::new().sessions);
    let mut response = Response::new();
    FlowCtrl::new(vec![Arc::new(hoop), Arc::new(large)])
        .call_next(&mut Request::new(), &mut Depot::new(), &mut response)
        .await;
    assert_eq!(response.status_code, Some(StatusCode::INTERNAL_SERVER_ERROR));
    assert!(response.body.is_none(), "the answer must not say that the session was saved");
    let cause = response.extensions.get::<Arc<SessionError>>().expect("a cause");
    assert!(matches!(**cause, SessionError::Save(iron_session::Error::TooLarge(_))), "{cause:?}");
}

/// Sets a cookie in salvo's jar, whose name is in the path, and changes the session.
#[handler]
fn set_in_jar(mut session: Session<Account>, request: &Request, response: &mut Response) {
    let name = request.uri().path().trim_start_matches('/').to_owned();
    session.set_note("x".repeat(if name == "too-large" { LARGE } else { 1 }));
    response.add_cookie(Cookie::new(name, "1"));
}

#[tokio::test]
async fn cookies_in_the_jar_of_salvo_are_kept_and_seen() {
    for (name, code, own) in
        [("theme", None, 1), ("too-large", Some(500), 0), ("__Host-contract", Some(500), 0)]
    {
        let hoop = SessionMiddleware::from(Site::new().sessions);
        let (mut request, mut response) = (Request::new(), Response::new());
        *request.uri_mut() = format!("http://127.0.0.1/{name}").parse().expect("an address");
        FlowCtrl::new(vec![Arc::new(hoop), Arc::new(set_in_jar)])
            .call_next(&mut request, &mut Depot::new(), &mut response)
            .await;
        assert_eq!(response.status_code.map(|code| code.as_u16()), code, "{name}");
        let sent = response.into_hyper().set_cookie_values();
        let sent_of = |name: &str| sent.iter().filter(|text| text.starts_with(name)).count();
        assert_eq!(sent_of("__Host-contract="), own, "{name}: {sent:?}");
        assert_eq!(sent_of(&format!("{name}=")), usize::from(!name.starts_with("__")), "{name}: {sent:?}");
    }
}
