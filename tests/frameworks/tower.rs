//! The site in plain tower services on hyper, without a framework.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::TcpListener;
use std::task::Poll;

use http::header::{CACHE_CONTROL, LOCATION, RETRY_AFTER, SET_COOKIE};
use http::{HeaderValue, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use iron_session::testing::SetCookieValues;
use iron_session::tower::{RequestSession, SessionBody, SessionLayer};
use iron_session::{Answer, Denied, SessionError};
use tokio::sync::oneshot;
use tower::{Layer, ServiceExt, service_fn};

use super::contract;
use super::site::{
    Account, Framework, InProcess, Known, LARGE, Root, Site, in_time, late, layer_of, one_by_one,
};

contract::keep!(Tower);

struct Tower;

impl Framework for Tower {
    async fn serve(site: Site, listener: TcpListener, mut stop: oneshot::Receiver<()>) {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a socket that does not block");
        let layer = layer_of!(site, SessionLayer);
        loop {
            let (stream, _) = tokio::select! {
                accepted = listener.accept() => accepted.expect("a connection"),
                _ = &mut stop => return,
            };
            let (unlayered, site) = (site.clone(), site.clone());
            let below = layer.layer(service_fn(move |request| handle(request, site.clone())));
            let service = service_fn(move |request: Request<Incoming>| {
                let (mut below, site) = (below.clone(), unlayered.clone());
                async move {
                    if request.uri().path() == "/unlayered" {
                        return handle(request, site).await.map(|response| response.map(SessionBody::from));
                    }
                    let is_late = request.uri().path().starts_with("/late/");
                    let answer = tower::Service::call(&mut below, request);
                    if is_late {
                        let timed_out =
                            || Ok(self::answer(StatusCode::REQUEST_TIMEOUT, &"").map(SessionBody::from));
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

async fn handle<B>(request: Request<B>, site: Site) -> Result<Response<String>, Infallible> {
    Ok(route(&request, &site).await.unwrap_or_else(|error| match error {
        Denied::NotSignedIn(denied) | Denied::NotAllowed(denied) => turned_away(&denied),
        Denied::NoSession(SessionError::Unavailable { .. }) => try_again(),
        error => answer(StatusCode::INTERNAL_SERVER_ERROR, &error),
    }))
}

fn answer(status: StatusCode, body: &impl ToString) -> Response<String> {
    let mut response = Response::new(body.to_string());
    *response.status_mut() = status;
    response
}

fn ok(body: &impl ToString) -> Response<String> {
    answer(StatusCode::OK, body)
}

fn turned_away(denied: &Answer) -> Response<String> {
    let mut response = answer(denied.status(), &"");
    if let Some((name, value)) = denied.header() {
        response.headers_mut().insert(name, value.parse().expect("visible ASCII"));
    }
    response
}

fn try_again() -> Response<String> {
    let mut response = answer(StatusCode::SERVICE_UNAVAILABLE, &"");
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn redirect(page: &'static str) -> Response<String> {
    let mut response = answer(StatusCode::SEE_OTHER, &"");
    response.headers_mut().insert(LOCATION, HeaderValue::from_static(page));
    response
}

impl InProcess for Tower {
    async fn ask(site: Site, paths: &[&'static str]) -> Vec<String> {
        let layer = layer_of!(site, SessionLayer);
        let service = layer.layer(service_fn(move |request| handle(request, site.clone())));
        one_by_one(paths, async |path, cookies| {
            let request = Request::get(path).header("cookie", cookies).body(()).expect("a path");
            let response = service.clone().oneshot(request).await.expect("an answer");
            (response.set_cookie_values(), response.into_body().into_inner().unwrap_or_default())
        })
        .await
    }
}

#[expect(clippy::too_many_lines, reason = "a flat table of the contract's routes")]
async fn route<B>(request: &Request<B>, site: &Site) -> Result<Response<String>, Denied> {
    let (route, argument) =
        request.uri().path()[1..].split_once('/').unwrap_or((&request.uri().path()[1..], ""));
    let session = || request.session::<Account>();
    Ok(match route {
        "unasked" => ok(&"ok"),
        "login" => {
            let mut session = session()?;
            session.renew();
            session.set_user(argument);
            redirect("/read")
        }
        "logout" => {
            session()?.destroy();
            redirect("/read")
        }
        "relogin" => {
            session()?.destroy();
            let mut session = session()?;
            let response = ok(&session.greeting());
            session.set_user(argument);
            response
        }
        "twice" => ok(&twice(request)?),
        "status" => {
            *session()?.visits_mut() += 1;
            answer(argument.parse().expect("the contract's codes"), &"")
        }
        "foreign" => {
            *session()?.visits_mut() += 1;
            in_the_dark(ok(&""))
        }
        "large" => {
            session()?.set_note("x".repeat(LARGE));
            in_the_dark(ok(&"lost"))
        }
        "panic" => {
            let mut session = session()?;
            *session.visits_mut() += 1;
            panic!("as the contract asks");
        }
        "slow" => {
            session()?.set_user(argument);
            site.meet().await;
            ok(&session()?.greeting())
        }
        "late" => ok(&late(argument, session()?).await),
        "optional" => ok(&if session()?.meta().is_new() { "none" } else { "some" }),
        "members" | "inner" => ok(&request.signed_in::<Account>()?.greeting()),
        "known" => ok(&request.admitted::<Account, Known>()?.greeting()),
        "root" => ok(&request.admitted::<Account, (Known, Root)>()?.greeting()),
        "through" => {
            *session()?.visits_mut() += 1;
            *session()?.visits_mut() += 10;
            with_visits(ok(&session()?.visits()), session()?.visits())
        }
        "guarded" => {
            let held = session()?;
            with_visits(ok(&twice(request)?), held.visits())
        }
        "clash" => {
            let mut held = session()?;
            *held.visits_mut() += 1;
            ok(&session()?.greeting())
        }
        _ => ok(&session()?.greeting()),
    })
}

fn in_the_dark(mut response: Response<String>) -> Response<String> {
    response.headers_mut().insert(SET_COOKIE, HeaderValue::from_static("theme=dark; Path=/"));
    response
}

fn twice<B>(request: &Request<B>) -> Result<u32, SessionError> {
    *request.session::<Account>()?.visits_mut() += 1;
    let mut session = request.session::<Account>()?;
    *session.visits_mut() += 1;
    Ok(session.visits())
}

fn with_visits(mut response: Response<String>, visits: u32) -> Response<String> {
    response.headers_mut().insert("x-visits", visits.into());
    response
}

/// A future may own a session and lend it to its steps, as the futures of warp do.
#[tokio::test]
async fn a_session_that_a_future_holds_to_its_end_is_saved() {
    let held = service_fn(|request: Request<String>| {
        let mut session = request.session::<Account>().expect("a layer");
        session.set_user("ada");
        poll_fn(move |_| {
            let greeting = session.greeting();
            Poll::Ready(Ok::<_, Infallible>(ok(&greeting)))
        })
    });
    let service = SessionLayer::from(Site::new().sessions).layer(held);
    let response = service.oneshot(Request::new(String::new())).await.expect("a response");
    assert!(response.headers().contains_key(SET_COOKIE), "{response:?}");
    assert_eq!(
        (response.status(), response.into_body().into_inner()),
        (StatusCode::OK, Some("ada".to_owned()))
    );
}
