//! [`SessionService`]: how a request gets its session, and a response the Set-Cookie values.

use std::fmt;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use http::{Request, Response};
use pin_project_lite::pin_project;
use tower_service::Service;

use super::body::SessionBody;
use crate::cross_site::head;
use crate::error::SessionError;
use crate::frameworks::gate::{Gate, retry_after, status};
use crate::frameworks::pending::Pending;
use crate::frameworks::saving::{Failure, PLAIN_TEXT, save};
use crate::members::IronSession;
use crate::request::response::set_cookies_of;
use crate::request::{SessionManager, SetCookies};
use crate::session::{Finished, RequestHead, SessionSlot, SessionSlots, SlotFuture, target};

/// The service that [`SessionLayer`](super::SessionLayer) makes of the service that it wraps.
///
/// # Examples
///
/// Name it where a type has to be written, as in the result of a function:
///
/// ```
/// # use std::convert::Infallible;
/// # use http::{Request, Response};
/// # use iron_session::tower::{SessionLayer, SessionService};
/// # use iron_session::{IronSession, Keyring};
/// # use tower::{Layer, ServiceExt, service_fn};
/// # #[derive(IronSession)]
/// # struct SessionData {}
/// fn with_sessions<S>(inner: S, keys: Keyring) -> SessionService<S, SessionData> {
///     SessionLayer::new(keys).layer(inner)
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let unasked = service_fn(async |_: Request<()>| Ok::<_, Infallible>(Response::new(())));
/// let response = with_sessions(unasked, Keyring::generate()?).oneshot(Request::new(())).await?;
/// assert!(response.headers().is_empty(), "nobody asked for the session");
/// # Ok(())
/// # }
/// ```
pub struct SessionService<S, T: IronSession> {
    inner: S,
    sessions: Arc<SessionManager<T>>,
    gate: Gate,
}

impl<S, T, B, R> Service<Request<B>> for SessionService<S, T>
where
    S: Service<Request<B>, Response = Response<R>> + Clone,
    T: IronSession,
{
    type Response = Response<SessionBody<R>>;
    type Error = S::Error;
    type Future = SessionFuture<S, B, T>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let step = match self.admit(&mut request) {
            // Not bound to a name before: the future is large, and each name would be a copy of it.
            Ok((pending, None)) => {
                return SessionFuture { step: Step::Calling { inner: self.inner.call(request), pending } };
            }
            Ok((pending, Some(checked))) => {
                // The service that is ready is the one to be called.
                let next = self.inner.clone();
                let service = mem::replace(&mut self.inner, next);
                Step::Checking { checked, next: Some((service, request)), pending }
            }
            Err(error) => {
                let text = self.sessions.text_for_developers(&error);
                Step::Refused { refused: Some((error, text)) }
            }
        };
        SessionFuture { step }
    }
}

/// A request that was let in, and what its handler has to wait for.
type Admitted<T> = (Option<Pending<T>>, Option<SlotFuture<()>>);

impl<S, T: IronSession> SessionService<S, T> {
    pub(super) fn new(inner: S, sessions: Arc<SessionManager<T>>, gate: Gate) -> Self {
        Self { inner, sessions, gate }
    }

    /// Lets a request in, with a slot for its session unless it has one.
    fn admit<B>(&self, request: &mut Request<B>) -> Result<Admitted<T>, SessionError> {
        self.gate.check(&self.sessions, || {
            let target = target(request.extensions(), request.uri());
            head(request.method(), target, request.uri().authority(), request.headers())
        })?;
        let target = request.uri().path_and_query().cloned();
        let slots = request.extensions_mut().get_or_insert_default::<SessionSlots>();
        slots.note_target(target);
        let slot = slots.add(&self.sessions)?;
        let checked = slot.as_ref().and_then(|slot| {
            let (metadata, line) = (|| request.fetch_metadata(), || request.request_line());
            slot.look_ahead_of(|| (request.cookies(), request.host()), metadata, line)
        });
        Ok((slot.map(Pending::from), checked))
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
    /// # use http::{Request, Response};
    /// # use iron_session::tower::{RequestSession, SessionFuture, SessionLayer};
    /// # use iron_session::{IronSession, Keyring, SessionError};
    /// # use tower::{Layer, Service, service_fn};
    /// # #[derive(IronSession)]
    /// # struct SessionData { visits: u32 }
    /// # async fn count(request: Request<()>) -> Result<Response<()>, SessionError> {
    /// #     *request.session::<SessionData>()?.visits_mut() += 1;
    /// #     Ok(Response::new(()))
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mut service = SessionLayer::new(Keyring::generate()?).layer(service_fn(count));
    /// let future: SessionFuture<_, _, SessionData> = service.call(Request::new(()));
    /// assert!(future.await?.headers().contains_key("set-cookie"));
    /// # Ok(())
    /// # }
    /// ```
    pub struct SessionFuture<S, B, T>
    where
        S: Service<Request<B>>,
        T: IronSession,
    {
        #[pin]
        step: Step<S, B, T>,
    }
}

pin_project! {
    #[project = Projected]
    enum Step<S, B, T>
    where
        S: Service<Request<B>>,
        T: IronSession,
    {
        // A store of revocations is asked before the service is called.
        Checking { checked: SlotFuture<()>, next: Option<(S, Request<B>)>, pending: Option<Pending<T>> },
        // The handler's future is dropped first, so the sessions that it holds come back before the slot
        // ends.
        Calling { #[pin] inner: S::Future, pending: Option<Pending<T>> },
        // A store of revocations is told before the response goes out.
        Settling {
            settled: SlotFuture<Result<SetCookies, SessionError>>,
            over: Option<(S::Response, Pending<T>)>,
        },
        Refused { refused: Option<(SessionError, String)> },
        Done,
    }
}

/// Why an option of a [`Step`] has what is taken.
const ONCE: &str = "a future is not polled again once it is ready";

impl<S, B, T, R> Future for SessionFuture<S, B, T>
where
    S: Service<Request<B>, Response = Response<R>>,
    T: IronSession,
{
    type Output = Result<Response<SessionBody<R>>, S::Error>;

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
                    ready!(checked.as_mut().poll(cx));
                    let (mut service, request) = next.take().expect(ONCE);
                    let (inner, pending) = (service.call(request), pending.take());
                    step.set(Step::Calling { inner, pending });
                }
                Projected::Calling { inner, pending } => {
                    let answer = ready!(inner.poll(cx));
                    let pending = pending.take();
                    // This drops the handler's future, so the sessions that it holds come back before the
                    // save.
                    step.set(Step::Done);
                    let response = match answer {
                        Ok(response) => response,
                        Err(error) => return Poll::Ready(Err(error)),
                    };
                    let Some(mut pending) = pending else { return Poll::Ready(Ok(with_body(response))) };
                    match pending.finish(|| set_cookies_of(response.headers())) {
                        None => return Poll::Ready(Ok(with_body(response))),
                        Some(Finished::Now(finished)) => {
                            return Poll::Ready(Ok(written(&pending, finished, response)));
                        }
                        Some(Finished::Later(settled)) => {
                            step.set(Step::Settling { settled, over: Some((response, pending)) });
                        }
                    }
                }
                Projected::Settling { settled, over } => {
                    let finished = ready!(settled.as_mut().poll(cx));
                    let (response, pending) = over.take().expect(ONCE);
                    return Poll::Ready(Ok(written(&pending, finished, response)));
                }
                Projected::Refused { refused } => {
                    let (error, text) = refused.take().expect(ONCE);
                    return Poll::Ready(Ok(failure(error, text)));
                }
                Projected::Done => unreachable!("{ONCE}"),
            }
        }
    }
}

/// The response with the session's cookies. If it cannot be saved, a plain error replaces the response.
fn written<T: IronSession, R>(
    slot: &SessionSlot<T>,
    finished: Result<SetCookies, SessionError>,
    mut response: Response<R>,
) -> Response<SessionBody<R>> {
    match save(slot, finished, response.headers_mut()) {
        Ok(()) => with_body(response),
        Err(failed) => replaced(*failed),
    }
}

/// The response in place of one whose session could not be saved.
#[cold]
fn replaced<R>(failed: Failure) -> Response<SessionBody<R>> {
    let mut response = failure(failed.error, failed.text);
    failed.remains.write_onto(response.headers_mut());
    response
}

fn with_body<R>(response: Response<R>) -> Response<SessionBody<R>> {
    response.map(SessionBody::from)
}

/// A plain response with the status of an error, which it carries.
fn failure<R>(error: SessionError, text: String) -> Response<SessionBody<R>> {
    let is_empty = text.is_empty();
    let mut response = Response::new(SessionBody::failure(text));
    *response.status_mut() = status(&error);
    if let Some(seconds) = retry_after(&error) {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(seconds));
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if !is_empty {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(PLAIN_TEXT));
    }
    response.extensions_mut().insert(Arc::new(error));
    response
}

impl<S: Clone, T: IronSession> Clone for SessionService<S, T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), sessions: Arc::clone(&self.sessions), gate: self.gate.clone() }
    }
}

debug_wrapper!(SessionService);

impl<S, B, T> fmt::Debug for SessionFuture<S, B, T>
where
    S: Service<Request<B>>,
    T: IronSession,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionFuture").finish_non_exhaustive()
    }
}
