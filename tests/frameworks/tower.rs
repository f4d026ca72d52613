//! The site in plain tower services on hyper, without a framework.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::TcpListener;
use std::task::{Context, Poll};
use std::time::Duration;

use http::header::{CACHE_CONTROL, LOCATION, RETRY_AFTER, SET_COOKIE};
use http::{HeaderValue, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use iron_session::testing::{Jar, SetCookieValues};
use iron_session::tower::{RequestSession, SessionBody, SessionLayer};
use iron_session::{Answer, Denied, Outage, RevocationError, Revocations, SessionError};
use tokio::sync::oneshot;
use tower::{Layer, Service, ServiceBuilder, ServiceExt, service_fn};

use super::contract;
use super::scripted::Scripted;
use super::site::{
    Account, Framework, InProcess, Known, LARGE, RIVAL, Root, Site, first, in_time, late, layer_of,
    one_by_one, others, pause, second, third, together,
};

/// Both layers of the site.
macro_rules! layers_of {
    ($site:expr) => {
        ServiceBuilder::new()
            .layer(SessionLayer::from($site.guests.clone()))
            .layer(layer_of!($site, SessionLayer))
    };
}

fn unchanged<B>(body: B) -> SessionBody<SessionBody<B>> {
    SessionBody::from(SessionBody::from(body))
}

contract::keep!(Tower);

struct Tower;

impl Framework for Tower {
    async fn serve(site: Site, listener: TcpListener, mut stop: oneshot::Receiver<()>) {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a socket that does not block");
        let layers = layers_of!(site);
        loop {
            let (stream, _) = tokio::select! {
                accepted = listener.accept() => accepted.expect("a connection"),
                _ = &mut stop => return,
            };
            let (unlayered, site) = (site.clone(), site.clone());
            let below = layers.clone().service(service_fn(move |request| handle(request, site.clone())));
            let service = service_fn(move |request: Request<Incoming>| {
                let (mut below, site) = (below.clone(), unlayered.clone());
                async move {
                    if request.uri().path() == "/unlayered" {
                        return handle(request, site).await.map(|response| response.map(unchanged));
                    }
                    let is_late = request.uri().path().starts_with("/late/");
                    let answer = below.call(request);
                    if is_late {
                        let timed_out = || Ok(self::answer(StatusCode::REQUEST_TIMEOUT, &"").map(unchanged));
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
        Denied::NoSession(
            SessionError::Unavailable { .. } | SessionError::Revocation(RevocationError::Store(_)),
        ) => try_again(),
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
    async fn ask(site: Site, paths: &[&str]) -> Vec<String> {
        let layers = layers_of!(site);
        let service = layers.service(service_fn(move |request| handle(request, site.clone())));
        one_by_one(paths, async |path, cookies| {
            let request = Request::get(path).header("cookie", cookies).body(()).expect("a path");
            let response = service.clone().oneshot(request).await.expect("an answer");
            let body = |body: SessionBody<SessionBody<_>>| body.into_inner()?.into_inner();
            (response.set_cookie_values(), body(response.into_body()).unwrap_or_default())
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
        "others" => ok(&others(site, session()?).await?),
        "twice" => ok(&twice(request)?),
        "status" => {
            *session()?.visits_mut() += 1;
            answer(argument.parse().expect("the contract's codes"), &"")
        }
        "foreign" => {
            *session()?.visits_mut() += 1;
            in_the_dark(ok(&""))
        }
        "rival" => {
            session()?.renew();
            let mut response = ok(&"");
            response.headers_mut().insert(SET_COOKIE, HeaderValue::from_static(RIVAL));
            response
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
        "both" => ok(&together(session()?, request.session()?)),
        "late" => ok(&late(argument, session()?).await),
        "optional" => ok(&if session()?.meta().is_new() { "none" } else { "some" }),
        "members" | "inner" => ok(&request.signed_in::<Account>()?.greeting()),
        "known" => ok(&request.admitted::<Account, Known>()?.greeting()),
        "root" => ok(&request.admitted::<Account, (Known, Root)>()?.greeting()),
        "steps" => {
            first(session()?);
            pause().await;
            second(session()?).await;
            pause().await;
            ok(&third(session()?))
        }
        "through" => {
            *session()?.visits_mut() += 1;
            pause().await;
            *session()?.visits_mut() += 10;
            pause().await;
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

/// A service that is ready once for each `poll_ready`. A clone of it is not ready.
#[derive(Default)]
struct Reserved {
    is_ready: bool,
}

impl Clone for Reserved {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Service<Request<()>> for Reserved {
    type Response = Response<String>;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Response<String>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.is_ready = true;
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<()>) -> Self::Future {
        assert!(std::mem::take(&mut self.is_ready), "it is called before it is ready");
        let session = request.session::<Account>().expect("a layer");
        std::future::ready(Ok(ok(&session.greeting())))
    }
}

#[tokio::test]
async fn the_service_that_was_ready_is_called_after_the_store_has_answered() {
    let mut site = Site::new();
    let mut session = site.sessions.load_bytes([], None);
    session.set_user("ada");
    let cookie: String = session.set_cookies().expect("a small session").into_iter().collect();
    let revocations = Revocations::new(Scripted::default(), Outage::Refuse, Duration::from_secs(86_400));
    site.revocations = Some(revocations);
    let mut service = layer_of!(site, SessionLayer).layer(Reserved::default());
    for (cookie, user) in [(&*cookie, "ada"), ("", "nobody"), (&*cookie, "ada")] {
        let request = Request::get("/").header("cookie", cookie).body(()).expect("a sound request");
        let response = service.ready().await.expect("it is ready").call(request).await;
        let body = response.map(|response| response.into_body().into_inner());
        assert_eq!(body, Ok(Some(user.to_owned())));
    }
}

#[tokio::test]
async fn a_layer_inside_another_asks_no_store_of_its_own() {
    let [outer, inner] = [Scripted::default(), Scripted::default()];
    let layer = |store: &Scripted| {
        let revocations = Revocations::new(store.clone(), Outage::Refuse, Duration::from_secs(86_400));
        let site = Site::revoking(revocations);
        layer_of!(site, SessionLayer)
    };
    let layers = ServiceBuilder::new().layer(layer(&outer)).layer(layer(&inner));
    let site = Site::new();
    let service = layers.service(service_fn(move |request| handle(request, site.clone())));
    let mut jar = Jar::new();
    for path in ["/login/ada", "/read", "/logout"] {
        let cookies = jar.header(path).unwrap_or_default();
        let request = Request::get(path).header("cookie", cookies).body(()).expect("a path");
        let response = service.clone().oneshot(request).await.expect("an answer");
        jar.try_receive(path, &response.set_cookie_values())
            .expect("a browser keeps what the library writes");
    }
    assert_eq!((outer.calls().len(), inner.calls().len()), (4, 0));
}
