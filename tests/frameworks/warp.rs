//! The site in warp.

#![expect(clippy::needless_pass_by_value, reason = "handlers get their sessions by value")]

use std::convert::Infallible;
use std::future::ready;
use std::net::TcpListener;
use std::pin::Pin;

use axum::body::{Body, to_bytes};
use http::header::SET_COOKIE;
use http::{Request, StatusCode, Uri};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use iron_session::testing::SetCookieValues;
use iron_session::tower::{SessionBody, SessionLayer};
use iron_session::warp::{Refused, admitted, answer, optional, session, signed_in};
use iron_session::{Denied, Session, SessionError, SessionSlots, SignedIn};
use tokio::sync::oneshot;
use tower::{Layer, Service, ServiceExt, service_fn};
use warp::filters::BoxedFilter;
use warp::reply::{WithHeader, with_header};
use warp::{Filter, Rejection, Reply, path};

use super::contract;
use super::site::{
    Account, Framework, InProcess, Known, LARGE, RIVAL, Root, Site, first, in_time, late, layer_of,
    one_by_one, others, pause, second, third, together,
};

/// The service with both layers.
macro_rules! layered {
    ($site:expr) => {{
        let guests = SessionLayer::from($site.guests.clone());
        guests.layer(layer_of!($site, SessionLayer).layer(warp::service(routes($site))))
    }};
}

contract::keep!(Warp);

struct Warp;

impl Framework for Warp {
    async fn serve(site: Site, listener: TcpListener, mut stop: oneshot::Receiver<()>) {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a socket that does not block");
        let layered = layered!(site);
        let unlayered = warp::service(path!("unlayered").and(read()).recover(answer));
        loop {
            let (stream, _) = tokio::select! {
                accepted = listener.accept() => accepted.expect("a connection"),
                _ = &mut stop => return,
            };
            let layered = layered.clone();
            let service = service_fn(move |request: Request<Incoming>| {
                let (mut layered, mut unlayered) = (layered.clone(), unlayered);
                async move {
                    if request.uri().path() == "/unlayered" {
                        return unlayered.call(request).await.map(|answer| answer.map(unchanged));
                    }
                    let is_late = request.uri().path().starts_with("/late/");
                    let answer = layered.call(request);
                    if is_late {
                        let timed_out = || Ok(StatusCode::REQUEST_TIMEOUT.into_response().map(unchanged));
                        return in_time(answer).await.unwrap_or_else(timed_out);
                    }
                    answer.await
                }
            });
            let connection = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
            tokio::task::spawn_local(connection);
        }
    }
}

impl InProcess for Warp {
    async fn ask(site: Site, paths: &[&str]) -> Vec<String> {
        let service = layered!(site);
        one_by_one(paths, async |path, cookies| {
            let request = Request::get(path).header("cookie", cookies).body(String::new());
            let response = service.clone().oneshot(request.expect("a path")).await.expect("an answer");
            let set = response.set_cookie_values();
            let body = to_bytes(Body::new(response.into_body()), 1000).await.expect("a body");
            (set, String::from_utf8_lossy(&body).into_owned())
        })
        .await
    }
}

fn unchanged<B>(body: B) -> SessionBody<SessionBody<B>> {
    SessionBody::from(SessionBody::from(body))
}

fn routes(site: Site) -> BoxedFilter<(impl Reply,)> {
    let signing = path!("login" / String)
        .and(session())
        .map(login)
        .or(path!("logout").and(session()).map(logout))
        .or(path!("relogin" / String).and(end()).and(session()).map(relogin))
        .or(path!("others").and(session()).then(end_others(site.clone())))
        .or(path!("slow" / String).and(session()).map(sign_in).untuple_one().and(met(site)).and(read()))
        .or(path!("late" / String).and(session()).then(never))
        .or(path!("both").and(session()).and(session()).map(together))
        .or(path!("members").and(signed_in()).map(|session: SignedIn<Account>| session.greeting()))
        .or(path!("inner" / "members").and(signed_in()).map(|session: SignedIn<Account>| session.greeting()))
        .or(path!("known")
            .and(admitted::<Account, Known>())
            .map(|session: SignedIn<Account, _>| session.greeting()))
        .or(path!("root")
            .and(admitted::<Account, (Known, Root)>())
            .map(|session: SignedIn<Account, _>| session.greeting()));
    let visiting = path!("read")
        .and(read())
        .or(path!("unasked").map(|| "ok"))
        .or(path!("optional").and(optional()).map(some_or_none))
        .or(path!("twice").and(twice()))
        .or(path!("steps").and(steps()))
        .or(path!("status" / u16).and(visit(1)).map(status))
        .or(path!("foreign").and(visit(1)).map(|| with_header("", SET_COOKIE, "theme=dark; Path=/")))
        .or(path!("rival").and(session()).map(rival))
        .or(path!("large").and(session()).map(large))
        .or(path!("panic").and(session()).map(panics));
    let wrapped = path!("through")
        .and(visit(10).and(visits()).with(warp::wrap_fn(count)))
        .or(path!("guarded").and(twice().with(warp::wrap_fn(hold))))
        .or(path!("clash").and(read().with(warp::wrap_fn(hold_changed))));
    signing.or(visiting).or(wrapped).recover(answer).boxed()
}

fn read() -> impl Filter<Extract = (String,), Error = Rejection> + Copy {
    session().map(|session: Session<Account>| session.greeting())
}

/// Adds visits, and drops the session.
fn visit(visits: u32) -> impl Filter<Extract = (), Error = Rejection> + Copy {
    session().map(move |mut session: Session<Account>| *session.visits_mut() += visits).untuple_one()
}

fn visits() -> impl Filter<Extract = (String,), Error = Rejection> + Copy {
    session().map(|session: Session<Account>| session.visits().to_string())
}

fn twice() -> impl Filter<Extract = (String,), Error = Rejection> + Copy {
    visit(1).and(visit(1)).and(visits())
}

fn steps() -> impl Filter<Extract = (String,), Error = Rejection> + Copy {
    let begin = session().map(first).untuple_one().and(paused());
    let go_on = session().then(second).untuple_one().and(paused());
    begin.and(go_on).and(session()).map(third)
}

fn paused() -> impl Filter<Extract = (), Error = Infallible> + Copy {
    warp::any().then(pause).untuple_one()
}

fn end() -> impl Filter<Extract = (), Error = Rejection> + Copy {
    session().map(|session: Session<Account>| drop(session.destroy())).untuple_one()
}

fn met(site: Site) -> impl Filter<Extract = (), Error = Infallible> + Clone {
    let meet = move || {
        let site = site.clone();
        async move { site.meet().await }
    };
    warp::any().then(meet).untuple_one()
}

fn login(user: String, mut session: Session<Account>) -> impl Reply {
    session.renew();
    session.set_user(user);
    see_other_read()
}

fn logout(session: Session<Account>) -> impl Reply {
    session.destroy();
    see_other_read()
}

fn see_other_read() -> impl Reply {
    warp::redirect::see_other(Uri::from_static("/read"))
}

fn relogin(user: String, mut session: Session<Account>) -> String {
    let greeting = session.greeting();
    session.set_user(user);
    greeting
}

type Ended = Pin<Box<dyn Future<Output = Result<&'static str, SessionError>> + Send>>;

fn end_others(site: Site) -> impl Fn(Session<Account>) -> Ended + Clone {
    move |session| {
        let site = site.clone();
        Box::pin(async move { others(&site, session).await })
    }
}

fn rival(mut session: Session<Account>) -> impl Reply {
    session.renew();
    with_header("", SET_COOKIE, RIVAL)
}

fn sign_in(user: String, mut session: Session<Account>) {
    session.set_user(user);
}

async fn never(work: String, session: Session<Account>) -> String {
    late(&work, session).await
}

fn some_or_none(session: Option<Session<Account>>) -> &'static str {
    if session.is_some() { "some" } else { "none" }
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).expect("the contract's codes")
}

fn large(mut session: Session<Account>) -> WithHeader<&'static str> {
    session.set_note("x".repeat(LARGE));
    with_header("lost", SET_COOKIE, "theme=dark; Path=/")
}

fn panics(mut session: Session<Account>) -> &'static str {
    *session.visits_mut() += 1;
    panic!("as the contract asks");
}

/// Changes the session before the filter, and reads it after the filter.
fn count<R: Reply>(
    filter: impl Filter<Extract = (R,), Error = Rejection> + Clone + Send,
) -> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone {
    visit(1).and(paused()).and(filter).and(paused()).and(session()).map(with_visits)
}

fn hold<R: Reply>(
    filter: impl Filter<Extract = (R,), Error = Rejection> + Clone + Send,
) -> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone {
    session().and(filter).map(|session, reply| with_visits(reply, session))
}

fn hold_changed<R: Reply>(
    filter: impl Filter<Extract = (R,), Error = Rejection> + Clone + Send,
) -> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone {
    session().map(change).and(filter).map(|_held: Session<Account>, reply| reply)
}

fn change(mut session: Session<Account>) -> Session<Account> {
    *session.visits_mut() += 1;
    session
}

fn with_visits<R: Reply>(reply: R, session: Session<Account>) -> WithHeader<R> {
    with_header(reply, "x-visits", session.visits())
}

/// Warp keeps what earlier filters have extracted until its future is dropped.
#[tokio::test]
async fn a_rejection_that_nobody_recovers_saves_what_was_changed() {
    let refused = || {
        let no_layer = SessionSlots::default().get::<Account>().expect_err("no slots");
        ready(Err::<String, _>(warp::reject::custom(Refused::from(Denied::from(no_layer)))))
    };
    let routes = hold_changed(warp::any().and_then(refused));
    let service = SessionLayer::from(Site::new().sessions).layer(warp::service(routes));
    let response = service.oneshot(Request::new(String::new())).await.expect("a response");
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(response.headers().contains_key(SET_COOKIE), "{response:?}");
}
