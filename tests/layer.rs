//! What the tower layer does to requests, responses and bodies, without a server.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use axum::body::HttpBody;
use http::{HeaderMap, Request, Response, StatusCode};
use iron_session::tower::{RequestSession, SessionLayer};
use iron_session::{Error, IronSession, Session, SessionError};
use tower::{Layer, Service, ServiceExt, service_fn};

use crate::common::{Log, NOW, TestResult, Visit, keys, sessions_at, v};

type Answer = Result<Response<String>, Infallible>;

fn layer() -> SessionLayer<Visit> {
    sessions_at(NOW).into()
}

/// A request of user 7.
fn request() -> Request<()> {
    let request = Request::builder().header("cookie", format!("__Host-s={}", v()));
    request.body(()).expect("a sound request")
}

fn written(headers: &HeaderMap) -> usize {
    headers.get_all("set-cookie").iter().count()
}

fn cause<B>(response: &Response<B>) -> Option<&SessionError> {
    response.extensions().get::<Arc<SessionError>>().map(AsRef::as_ref)
}

/// A handler below the layer, which asks for the session and changes it.
async fn change(request: Request<()>) -> Answer {
    request.session::<Visit>().expect("below the layer").set_user_id(8);
    Ok(Response::new("done".to_owned()))
}

#[tokio::test]
async fn a_changed_session_is_saved_with_the_response() -> TestResult {
    let response = layer().layer(service_fn(change)).oneshot(request()).await?;
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(written(response.headers()), 1);
    assert_eq!(response.into_body().into_inner().as_deref(), Some("done"));
    Ok(())
}

#[tokio::test]
async fn a_body_of_any_type_works() -> TestResult {
    /// A body type that implements nothing.
    struct Body;

    let handler = service_fn(|request: Request<[u8; 3]>| async move {
        request.session::<Visit>().expect("below the layer").set_user_id(8);
        Ok::<_, Infallible>(Response::new(Body))
    });
    let response = layer().layer(handler).oneshot(Request::new([1, 2, 3])).await?;
    assert_eq!(written(response.headers()), 1);
    Ok(())
}

#[tokio::test]
async fn the_parts_of_a_request_have_its_session_too() -> TestResult {
    let handler = service_fn(|request: Request<()>| async move {
        let (parts, ()) = request.into_parts();
        let user = parts.session::<Visit>().expect("below the layer").user_id();
        Ok::<_, Infallible>(Response::new(user.to_string()))
    });
    let response = layer().layer(handler).oneshot(request()).await?;
    assert_eq!(response.into_body().into_inner().as_deref(), Some("7"));
    Ok(())
}

/// A cookie of others, in Latin-1.
const NOT_UTF_8: &[u8] = b"theme=d\xe4mmrig";

#[tokio::test]
async fn a_failed_save_is_an_empty_500_with_its_cause() -> TestResult {
    let handler = service_fn(|request: Request<()>| async move {
        request.session::<Visit>().expect("below the layer").set_note("x".repeat(5000));
        let response = Response::builder().header("set-cookie", NOT_UTF_8).header("x-done", "yes");
        Ok::<_, Infallible>(response.body("done".to_owned()).expect("a sound response"))
    });
    let response = layer().layer(handler).oneshot(request()).await?;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(response.body().is_end_stream() && response.body().size_hint().exact() == Some(0));
    assert_eq!(response.headers().get("x-done"), None);
    assert_eq!((written(response.headers()), response.headers()["set-cookie"].as_bytes()), (1, NOT_UTF_8));
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert!(matches!(cause(&response), Some(SessionError::Save(Error::TooLarge(_)))));
    Ok(())
}

#[tokio::test]
async fn a_failing_random_source_or_clock_is_a_500_too() -> TestResult {
    let failing = sessions_at::<Visit>(NOW).random_source(|_| Err(Error::Random));
    let timeless = sessions_at::<Visit>(5_000_000_000);
    for (sessions, expected) in [(failing, Error::Random), (timeless, Error::Clock)] {
        let service = SessionLayer::from(sessions).layer(service_fn(change));
        let response = service.oneshot(Request::new(())).await?;
        assert_eq!((response.status(), written(response.headers())), (StatusCode::INTERNAL_SERVER_ERROR, 0));
        let Some(SessionError::Save(error)) = cause(&response) else { panic!("{:?}", cause(&response)) };
        assert_eq!(error.to_string(), expected.to_string());
    }
    Ok(())
}

#[tokio::test]
async fn a_layer_inside_another_does_nothing() -> TestResult {
    let service = layer().layer(layer().layer(service_fn(change)));
    let response = service.oneshot(request()).await?;
    assert_eq!((response.status(), written(response.headers())), (StatusCode::OK, 1));
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "__Host-s")]
struct Namesake {
    user_id: u32,
}

#[tokio::test]
async fn two_types_with_one_cookie_name_are_refused() -> TestResult {
    let inner = SessionLayer::<Namesake>::new(keys()).layer(service_fn(change));
    let response = layer().layer(inner).oneshot(request()).await?;
    assert_eq!((response.status(), written(response.headers())), (StatusCode::INTERNAL_SERVER_ERROR, 0));
    assert!(matches!(cause(&response), Some(SessionError::SameCookie { cookie: "__Host-s" })));
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "__Host-admin")]
struct Admin {
    level: u8,
}

#[tokio::test]
async fn two_types_with_two_cookie_names_work_side_by_side() -> TestResult {
    let handler = service_fn(|request: Request<()>| async move {
        request.session::<Visit>().expect("the outer layer").set_user_id(8);
        request.session::<Admin>().expect("the inner layer").set_level(3);
        Ok::<_, Infallible>(Response::new(String::new()))
    });
    let service = layer().layer(SessionLayer::<Admin>::new(keys()).layer(handler));
    let response = service.oneshot(request()).await?;
    let mut names: Vec<&str> = Vec::new();
    for value in response.headers().get_all("set-cookie") {
        names.push(value.to_str()?.split('=').next().unwrap_or_default());
    }
    assert_eq!(names, ["__Host-admin", "__Host-s"]);
    Ok(())
}

#[tokio::test]
async fn a_removal_is_sent_even_if_another_session_cannot_be_saved() -> TestResult {
    let handler = service_fn(|request: Request<()>| async move {
        request.session::<Admin>().expect("the inner layer").destroy();
        request.session::<Visit>().expect("the outer layer").set_note("x".repeat(5000));
        Ok::<_, Infallible>(Response::new(String::new()))
    });
    let service = layer().layer(SessionLayer::<Admin>::new(keys()).layer(handler));
    let response = service.oneshot(request()).await?;
    assert_eq!((response.status(), written(response.headers())), (StatusCode::INTERNAL_SERVER_ERROR, 1));
    assert!(response.headers()["set-cookie"].to_str()?.starts_with("__Host-admin=; Max-Age=0"));
    Ok(())
}

#[tokio::test]
async fn the_body_may_keep_an_unchanged_session() -> TestResult {
    let handler = service_fn(|request: Request<()>| async move {
        Ok::<_, Infallible>(Response::new(request.session::<Visit>().ok()))
    });
    let response = layer().layer(handler).oneshot(request()).await?;
    assert_eq!((response.status(), written(response.headers())), (StatusCode::OK, 0));
    let session: Session<Visit> = response.into_body().into_inner().flatten().ok_or("a session")?;
    assert_eq!(session.user_id(), 7);
    Ok(())
}

#[tokio::test]
async fn the_body_may_not_keep_a_changed_session() -> TestResult {
    let handler = service_fn(|request: Request<()>| async move {
        let mut session = request.session::<Visit>().expect("below the layer");
        session.set_user_id(8);
        Ok::<_, Infallible>(Response::new(Some(session)))
    });
    let response = layer().layer(handler).oneshot(request()).await?;
    assert_eq!((response.status(), written(response.headers())), (StatusCode::INTERNAL_SERVER_ERROR, 0));
    assert!(matches!(cause(&response), Some(SessionError::Held { .. })));
    Ok(())
}

#[tokio::test]
async fn a_session_changed_in_the_body_is_reported() -> TestResult {
    let log = Log::default();
    let sessions = log.of_errors(sessions_at::<Visit>(NOW));
    let handler = service_fn(|request: Request<()>| async move {
        Ok::<_, Infallible>(Response::new(request.session::<Visit>().ok()))
    });
    let response = SessionLayer::from(sessions).layer(handler).oneshot(request()).await?;
    response.into_body().into_inner().flatten().ok_or("a session")?.set_user_id(8);
    assert_eq!(log.lines(), [SessionError::TooLate { cookie: "__Host-s" }.to_string()]);
    Ok(())
}

#[test]
fn a_request_that_is_cancelled_writes_nothing_and_is_reported() {
    let log = Log::default();
    let sessions = log.of_errors(sessions_at::<Visit>(NOW));
    let handler = service_fn(|request: Request<()>| async move {
        let mut session = request.session::<Visit>().expect("below the layer");
        session.set_user_id(8);
        std::future::pending::<Answer>().await
    });
    let mut future = Box::pin(SessionLayer::from(sessions).layer(handler).call(request()));
    assert!(matches!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending));
    drop(future);
    assert_eq!(log.lines(), [SessionError::Unanswered { cookie: "__Host-s" }.to_string()]);
}

#[tokio::test]
async fn a_failing_service_passes_through_and_what_it_changed_is_reported() {
    for (change, told) in [(true, 1), (false, 0)] {
        let log = Log::default();
        let handler = service_fn(|request: Request<()>| async move {
            let mut session = request.session::<Visit>().expect("below the layer");
            if change {
                session.set_user_id(8);
            }
            Err::<Response<String>, _>("out of paper")
        });
        let layer = SessionLayer::from(log.of_errors(sessions_at::<Visit>(NOW)));
        assert_eq!(layer.layer(handler).oneshot(request()).await.err(), Some("out of paper"));
        assert_eq!(log.lines().len(), told);
    }
}

/// A service that answers 408 in place of a handler that never ends. It does not drop the handler.
#[derive(Clone)]
struct Impatient<S>(S);

impl<S: Service<Request<()>, Response = Response<String>>> Service<Request<()>> for Impatient<S> {
    type Response = Response<String>;
    type Error = S::Error;
    type Future = Held<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<()>) -> Self::Future {
        Held(Box::pin(self.0.call(request)))
    }
}

struct Held<F>(Pin<Box<F>>);

impl<F: Future<Output = Result<Response<String>, E>>, E> Future for Held<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        assert!(self.0.as_mut().poll(cx).is_pending());
        let mut response = Response::new(String::new());
        *response.status_mut() = StatusCode::REQUEST_TIMEOUT;
        Poll::Ready(Ok(response))
    }
}

#[tokio::test]
async fn a_handler_that_timed_out_counts_as_one_that_returned() -> TestResult {
    let handler = service_fn(|request: Request<()>| async move {
        let mut session = request.session::<Visit>().expect("below the layer");
        session.set_user_id(8);
        std::future::pending::<Answer>().await
    });
    let response = layer().layer(Impatient(handler)).oneshot(request()).await?;
    assert_eq!((response.status(), written(response.headers())), (StatusCode::REQUEST_TIMEOUT, 1));
    Ok(())
}

#[tokio::test]
async fn a_500_also_sends_the_removal_of_a_logout() -> TestResult {
    let handler = service_fn(|request: Request<()>| async move {
        request.session::<Visit>().expect("below the layer").destroy();
        request.session::<Visit>().expect("below the layer").set_note("x".repeat(5000));
        Ok::<_, Infallible>(Response::new(String::new()))
    });
    let response = layer().layer(handler).oneshot(request()).await?;
    assert_eq!((response.status(), written(response.headers())), (StatusCode::INTERNAL_SERVER_ERROR, 1));
    assert!(response.headers()["set-cookie"].to_str()?.starts_with("__Host-s=; Max-Age=0"));
    Ok(())
}

#[tokio::test]
async fn a_refresh_is_written_only_if_a_handler_asked_for_the_session() -> TestResult {
    let sessions = || {
        sessions_at::<Visit>(NOW + 1800).configure(|config| config.refresh_after(Duration::from_secs(600)))
    };
    let look = service_fn(|request: Request<()>| async move {
        let user = request.session::<Visit>().expect("below the layer").user_id();
        Ok::<_, Infallible>(Response::new(user.to_string()))
    });
    let response = SessionLayer::from(sessions()?).layer(look).oneshot(request()).await?;
    assert_eq!(written(response.headers()), 1, "a handler that asked for the session causes a refresh");

    let pass = service_fn(|_: Request<()>| async { Ok::<_, Infallible>(Response::new(String::new())) });
    let response = SessionLayer::from(sessions()?).layer(pass).oneshot(request()).await?;
    assert_eq!(written(response.headers()), 0, "a handler that did not ask for it causes none");
    Ok(())
}
