//! [`SessionMiddleware`]: lends each request its session, and writes the Set-Cookie to the response.

use std::fmt;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{self, Context, Poll};

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::http::header::HeaderValue;
use actix_web::http::uri::Authority;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};
use pin_project_lite::pin_project;

use super::of_error::with_session;
use super::request::look_ahead;
use super::response::{failure, plain};
use crate::cross_site::{Given, Head};
use crate::error::SessionError;
use crate::frameworks::gate::Gate;
use crate::frameworks::pending::Pending;
use crate::frameworks::saving::save;
use crate::members::IronSession;
use crate::request::response::set_cookies_of;
use crate::request::{SessionManager, SetCookies};
use crate::session::{Finished, SessionSlot, SessionSlots, SlotFuture};

/// Lends sessions to the services inside and saves them with their responses.
///
/// A request's session is loaded when it is first asked for, and shared by all that handle the request. It is
/// saved once, when the response is ready, whatever the status of the response. If nobody asks for the
/// session, the response is left alone. If the session cannot be saved, the response is replaced by a plain
/// 500 whose [`error`](actix_web::HttpResponse::error) is the [`SessionError`]. In some builds its body tells
/// the developer the reason; see [`SessionManager::on_event`].
///
/// Only one may write at a time: drop a session that you have changed before you call the next service, and
/// before you return. A middleware inside another one for the same session type does nothing.
///
/// Put timeouts inside: a timeout outside, a client that closes the connection, and a panic end the request
/// without a response through this middleware. Then what a handler has changed is not saved, a logout
/// included, and it is reported as [`SessionError::Unanswered`]. The middleware that is wrapped first is the
/// innermost one.
///
/// An [`Error`] of a middleware inside stays the same error. The session's headers are added to its
/// [`error_response`](Error::error_response), which is what actix-web sends. If a middleware outside makes a
/// response of the error, it should call `error_response` too: `ServiceResponse::from_err` leaves out what
/// was added. If nobody calls it, a change is lost, and is reported as [`SessionError::Unanswered`] when the
/// error is dropped.
///
/// A server's factory runs once for each worker. So make the [`Keyring`](crate::Keyring) before the factory,
/// since that stretches the passwords. In the factory, clone the keyring, the [`SessionManager`] or the
/// middleware.
///
/// # Examples
///
/// ```
/// # use actix_web::test::{TestRequest, call_service, init_service};
/// # use actix_web::web::get;
/// # use actix_web::App;
/// # use iron_session::actix::SessionMiddleware;
/// # use iron_session::{Error, IronSession, Keyring, Session, SessionError};
/// # #[derive(IronSession)]
/// # struct SessionData { note: String }
/// async fn keep_too_much(mut session: Session<SessionData>) -> &'static str {
///     session.set_note("x".repeat(5000));
///     "kept"
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?);
/// let service = init_service(App::new().route("/", get().to(keep_too_much)).wrap(sessions)).await;
/// let response = call_service(&service, TestRequest::get().to_request()).await;
/// assert_eq!(response.status(), 500);
/// let error = response.response().error().and_then(|error| error.as_error::<SessionError>());
/// assert!(matches!(error, Some(SessionError::Save(Error::TooLarge(_)))));
/// # Ok(())
/// # }
/// ```
pub struct SessionMiddleware<T: IronSession>(Arc<SessionManager<T>>, Gate);

holds_manager!(SessionMiddleware {
    /// A middleware with the keys, and the configuration that the attributes of the session type declare. Or
    /// with a manager, as by `from`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use actix_web::App;
    /// # use actix_web::test::{TestRequest, call_service, init_service};
    /// # use actix_web::web::get;
    /// # use iron_session::actix::SessionMiddleware;
    /// # use iron_session::{IronSession, Keyring, Session};
    /// #[derive(IronSession)]
    /// #[iron(max_age = "1h")]
    /// struct SessionData {
    ///     visits: u32,
    /// }
    ///
    /// # async fn count(mut session: Session<SessionData>) -> &'static str {
    /// #     *session.visits_mut() += 1;
    /// #     "counted"
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?);
    /// let service = init_service(App::new().route("/", get().to(count)).wrap(sessions)).await;
    /// let response = call_service(&service, TestRequest::get().to_request()).await;
    /// let cookie = response.headers().get("set-cookie").ok_or("no cookie")?.to_str()?;
    /// assert!(cookie.contains("; Max-Age=3600;"));
    /// # Ok(())
    /// # }
    /// ```
    new
    /// A middleware with a manager, for settings that are only known at run time, such as a domain.
    ///
    /// # Examples
    ///
    /// ```
    /// # use actix_web::App;
    /// # use actix_web::test::{TestRequest, call_service, init_service};
    /// # use actix_web::web::get;
    /// # use iron_session::actix::SessionMiddleware;
    /// # use iron_session::{IronSession, Keyring, Session, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "app")]
    /// # struct SessionData { visits: u32 }
    /// # async fn count(mut session: Session<SessionData>) -> &'static str {
    /// #     *session.visits_mut() += 1;
    /// #     "counted"
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sessions = SessionManager::<SessionData>::new(Keyring::generate()?).domain("shop.example")?;
    /// let app = App::new().route("/", get().to(count)).wrap(SessionMiddleware::from(sessions));
    /// let response = call_service(&init_service(app).await, TestRequest::get().to_request()).await;
    /// let cookie = response.headers().get("set-cookie").ok_or("no cookie")?.to_str()?;
    /// assert!(cookie.contains("; Domain=shop.example"));
    /// # Ok(())
    /// # }
    /// ```
    from
    /// Refuses requests of other sites with a 403, before a handler runs.
    ///
    /// It is for methods that may change something, and for each WebSocket. [`CrossSite`](crate::CrossSite)
    /// has the rules, and what is to be set behind a proxy. Callbacks that other sites send as forms, as in a
    /// login by SAML, need [`except`](crate::CrossSite::except).
    ///
    /// # Examples
    ///
    /// ```
    /// # use actix_web::App;
    /// # use actix_web::test::{TestRequest, call_service, init_service};
    /// # use actix_web::web::post;
    /// # use iron_session::actix::SessionMiddleware;
    /// # use iron_session::{IronSession, Keyring};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// # async fn buy() -> &'static str { "bought" }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), iron_session::Error> {
    /// let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?).refuse_cross_site();
    /// let service = init_service(App::new().route("/buy", post().to(buy)).wrap(sessions)).await;
    /// let request = TestRequest::post().uri("/buy").insert_header(("sec-fetch-site", "cross-site"));
    /// assert_eq!(call_service(&service, request.to_request()).await.status(), 403);
    /// # Ok(())
    /// # }
    /// ```
    refuse_cross_site
});

impl<S, B, T> Transform<S, ServiceRequest> for SessionMiddleware<T>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
    T: IronSession,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Transform = SessionService<S, T>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, Self::InitError>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(SessionService {
            inner: Rc::new(inner),
            sessions: Arc::clone(&self.0),
            gate: self.1.clone(),
        }))
    }
}

/// The service that [`SessionMiddleware`] makes of the service that it wraps.
///
/// # Examples
///
/// ```
/// # use actix_web::HttpResponse;
/// # use actix_web::dev::{Service, ServiceRequest, Transform, fn_service};
/// # use actix_web::test::TestRequest;
/// # use iron_session::actix::{RequestSession, SessionMiddleware, SessionService};
/// # use iron_session::{IronSession, Keyring};
/// # #[derive(IronSession)]
/// # struct SessionData { visits: u32 }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let count = fn_service(async |request: ServiceRequest| {
///     *request.session::<SessionData>()?.visits_mut() += 1;
///     Ok::<_, actix_web::Error>(request.into_response(HttpResponse::Ok()))
/// });
/// let service = SessionMiddleware::new(Keyring::generate()?).new_transform(count).await;
/// let service: SessionService<_, SessionData> = service.map_err(|()| "no service")?;
/// let response = service.call(TestRequest::get().to_srv_request()).await?;
/// assert!(response.headers().contains_key("set-cookie"));
/// # Ok(())
/// # }
/// ```
pub struct SessionService<S, T: IronSession> {
    inner: Rc<S>,
    sessions: Arc<SessionManager<T>>,
    gate: Gate,
}

impl<S, B, T> Service<ServiceRequest> for SessionService<S, T>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
    T: IronSession,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Future = SessionFuture<S, T>;

    fn poll_ready(&self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let passed = self.gate.check(&self.sessions, || head(request.request()));
        let added = passed.and_then(|()| {
            let mut extensions = request.extensions_mut();
            extensions.get_or_insert_with(SessionSlots::default).add(&self.sessions)
        });
        let step = match added {
            Ok(slot) => {
                let checked = slot.as_ref().and_then(|slot| look_ahead(slot, request.request()));
                let pending = slot.map(Pending::from);
                match checked {
                    None => Step::Calling { inner: self.inner.call(request), pending },
                    Some(checked) => {
                        let next = Some((Rc::clone(&self.inner), request));
                        Step::Checking { checked, next, pending }
                    }
                }
            }
            Err(error) => {
                let text = self.sessions.text_for_developers(&error);
                Step::Refused { refused: Some((request, error, text)) }
            }
        };
        SessionFuture { step }
    }
}

/// What the rules against requests of other sites ask.
fn head<'a>(request: &'a HttpRequest) -> Head<'a, impl Fn(&'static str) -> Given<'a>> {
    Head {
        method: request.method().as_str(),
        path: request.uri().path(),
        authority: request.uri().authority().map(Authority::as_str),
        header: |name| Given::of(request.headers().get_all(name).map(HeaderValue::as_bytes)),
    }
}

pin_project! {
    /// The response of a [`SessionService`].
    ///
    /// # Panics
    ///
    /// If it is polled again after it was ready.
    ///
    /// # Examples
    ///
    /// ```
    /// # use actix_web::HttpResponse;
    /// # use actix_web::dev::{Service, ServiceRequest, Transform, fn_service};
    /// # use actix_web::test::TestRequest;
    /// # use iron_session::actix::{SessionFuture, SessionMiddleware};
    /// # use iron_session::{IronSession, Keyring};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let unasked = fn_service(async |request: ServiceRequest| {
    /// #     Ok::<_, actix_web::Error>(request.into_response(HttpResponse::Ok()))
    /// # });
    /// let service = SessionMiddleware::new(Keyring::generate()?).new_transform(unasked).await;
    /// let service = service.map_err(|()| "no service")?;
    /// let future: SessionFuture<_, SessionData> = service.call(TestRequest::get().to_srv_request());
    /// assert!(!future.await?.headers().contains_key("set-cookie"), "nobody asked for the session");
    /// # Ok(())
    /// # }
    /// ```
    pub struct SessionFuture<S, T>
    where
        S: Service<ServiceRequest>,
        T: IronSession,
    {
        #[pin]
        step: Step<S, T>,
    }
}

pin_project! {
    #[project = Projected]
    enum Step<S, T>
    where
        S: Service<ServiceRequest>,
        T: IronSession,
    {
        // A store of revocations is asked before the service is called.
        Checking { checked: SlotFuture<()>, next: Option<(Rc<S>, ServiceRequest)>, pending: Option<Pending<T>> },
        // The handler's future is dropped first, so the sessions that it holds come back before the slot
        // ends.
        Calling { #[pin] inner: S::Future, pending: Option<Pending<T>> },
        // A store of revocations is told before the response goes out.
        Settling {
            settled: SlotFuture<Result<SetCookies, SessionError>>,
            over: Option<(Result<S::Response, S::Error>, Pending<T>)>,
        },
        Refused { refused: Option<(ServiceRequest, SessionError, String)> },
        Done,
    }
}

/// Why an option of a [`Step`] has what is taken.
const ONCE: &str = "a future is not polled again once it is ready";

impl<S, B, T> Future for SessionFuture<S, T>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    T: IronSession,
{
    type Output = Result<ServiceResponse<EitherBody<B>>, Error>;

    #[expect(
        clippy::expect_used,
        clippy::unreachable,
        reason = "a value is taken in the branch that ends its step, and a future may panic after it was ready"
    )]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut step = self.project().step;
        loop {
            match step.as_mut().project() {
                Projected::Checking { checked, next, pending } => {
                    task::ready!(checked.as_mut().poll(cx));
                    let (service, request) = next.take().expect(ONCE);
                    let (inner, pending) = (service.call(request), pending.take());
                    step.set(Step::Calling { inner, pending });
                }
                Projected::Calling { inner, pending } => {
                    let outcome = task::ready!(inner.poll(cx));
                    let pending = pending.take();
                    // This drops the handler's future, so the sessions that it holds come back before the
                    // save.
                    step.set(Step::Done);
                    if let Some(outcome) = finish(step.as_mut(), pending, outcome) {
                        return Poll::Ready(outcome);
                    }
                }
                Projected::Settling { settled, over } => {
                    let finished = task::ready!(settled.as_mut().poll(cx));
                    let (outcome, pending) = over.take().expect(ONCE);
                    return Poll::Ready(written(&pending, finished, outcome));
                }
                Projected::Refused { refused } => {
                    let (request, error, text) = refused.take().expect(ONCE);
                    let response = plain(HttpResponse::from_error(error), text);
                    return Poll::Ready(Ok(request.into_response(response).map_into_right_body()));
                }
                Projected::Done => unreachable!("{ONCE}"),
            }
        }
    }
}

type Outcome<B> = Result<ServiceResponse<EitherBody<B>>, Error>;

/// Writes the session to the response. None if a store has to be told before, which is the next step then.
fn finish<S, B, T>(
    mut step: Pin<&mut Step<S, T>>,
    pending: Option<Pending<T>>,
    outcome: Result<ServiceResponse<B>, Error>,
) -> Option<Outcome<B>>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    T: IronSession,
{
    let Some(mut pending) = pending else { return Some(outcome.map(ServiceResponse::map_into_left_body)) };
    let present = || outcome.iter().flat_map(|response| set_cookies_of(response.headers()));
    match pending.finish(present) {
        None => Some(outcome.map(ServiceResponse::map_into_left_body)),
        Some(Finished::Now(finished)) => Some(written(&pending, finished, outcome)),
        Some(Finished::Later(settled)) => {
            step.set(Step::Settling { settled, over: Some((outcome, pending)) });
            None
        }
    }
}

/// The outcome with the session's cookies. If it cannot be saved, a plain error replaces the response.
fn written<B, T: IronSession>(
    slot: &SessionSlot<T>,
    finished: Result<SetCookies, SessionError>,
    outcome: Result<ServiceResponse<B>, Error>,
) -> Outcome<B> {
    match outcome {
        Ok(mut response) => Ok(match save(slot, finished, response.headers_mut()) {
            Ok(()) => response.map_into_left_body(),
            Err(failed) => response.into_response(failure(*failed)).map_into_right_body(),
        }),
        Err(error) => Err(with_session(slot, finished, error)),
    }
}

debug_wrapper!(SessionService);

impl<S, T> fmt::Debug for SessionFuture<S, T>
where
    S: Service<ServiceRequest>,
    T: IronSession,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionFuture").finish_non_exhaustive()
    }
}
