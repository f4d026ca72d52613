//! [`SessionService`]: how a request gets its session, and a response the Set-Cookie values.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use http::{Request, Response};
use pin_project_lite::pin_project;
use tower_service::Service;

use super::body::SessionBody;
use crate::cross_site::head;
use crate::error::SessionError;
use crate::frameworks::gate::{Gate, status};
use crate::frameworks::pending::Pending;
use crate::frameworks::saving::{PLAIN_TEXT, save};
use crate::members::IronSession;
use crate::request::SessionManager;
use crate::session::{SessionSlots, target};

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
    S: Service<Request<B>, Response = Response<R>>,
    T: IronSession,
{
    type Response = Response<SessionBody<R>>;
    type Error = S::Error;
    type Future = SessionFuture<S::Future, T>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let step = match self.admit(&mut request) {
            Ok(pending) => Step::Calling { inner: self.inner.call(request), pending },
            Err(error) => {
                let text = self.sessions.text_for_developers(&error);
                Step::Refused { error, text }
            }
        };
        SessionFuture { step }
    }
}

impl<S, T: IronSession> SessionService<S, T> {
    pub(super) fn new(inner: S, sessions: Arc<SessionManager<T>>, gate: Gate) -> Self {
        Self { inner, sessions, gate }
    }

    /// Lets a request in, with a slot for its session unless it has one.
    fn admit<B>(&self, request: &mut Request<B>) -> Result<Option<Pending<T>>, SessionError> {
        self.gate.check(&self.sessions, || {
            let target = target(request.extensions(), request.uri());
            head(request.method(), target, request.uri().authority(), request.headers())
        })?;
        let target = request.uri().path_and_query().cloned();
        let slots = request.extensions_mut().get_or_insert_default::<SessionSlots>();
        slots.note_target(target);
        Ok(slots.add(&self.sessions)?.map(Pending::from))
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
    /// let future: SessionFuture<_, SessionData> = service.call(Request::new(()));
    /// assert!(future.await?.headers().contains_key("set-cookie"));
    /// # Ok(())
    /// # }
    /// ```
    pub struct SessionFuture<F, T: IronSession> {
        #[pin]
        step: Step<F, T>,
    }
}

pin_project! {
    #[project = Projected]
    #[project_replace = Replaced]
    enum Step<F, T: IronSession> {
        // The handler's future is dropped first, so the sessions that it holds come back before the slot
        // ends.
        Calling { #[pin] inner: F, pending: Option<Pending<T>> },
        Refused { error: SessionError, text: String },
        Done,
    }
}

impl<F, T, R, E> Future for SessionFuture<F, T>
where
    F: Future<Output = Result<Response<R>, E>>,
    T: IronSession,
{
    type Output = Result<Response<SessionBody<R>>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut step = self.project().step;
        let answer = match step.as_mut().project() {
            Projected::Calling { inner, .. } => Some(ready!(inner.poll(cx))),
            Projected::Refused { .. } | Projected::Done => None,
        };
        // This drops the handler's future, so the sessions that it holds come back before the save.
        Poll::Ready(match (step.project_replace(Step::Done), answer) {
            (Replaced::Calling { pending: Some(pending), .. }, Some(answer)) => finish(pending, answer),
            (Replaced::Calling { pending: None, .. }, Some(answer)) => answer.map(with_body),
            (Replaced::Refused { error, text }, _) => Ok(failure(error, text)),
            _ => unreachable!("a future is not polled again once it is ready"),
        })
    }
}

/// Writes the session to the response. If it cannot be saved, a plain 500 replaces the response.
fn finish<T: IronSession, R, E>(
    mut pending: Pending<T>,
    answer: Result<Response<R>, E>,
) -> Result<Response<SessionBody<R>>, E> {
    let mut response = with_body(answer?);
    let Some(finished) = pending.finish() else { return Ok(response) };
    if let Err(failed) = save(&pending, finished, response.headers_mut()) {
        response = failure(failed.error, failed.text);
        failed.remains.write_onto(response.headers_mut());
    }
    Ok(response)
}

fn with_body<R>(response: Response<R>) -> Response<SessionBody<R>> {
    response.map(SessionBody::from)
}

/// A plain 500 that carries its cause.
fn failure<R>(error: SessionError, text: String) -> Response<SessionBody<R>> {
    let is_empty = text.is_empty();
    let mut response = Response::new(SessionBody::failure(text));
    *response.status_mut() = status(&error);
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

impl<F, T: IronSession> fmt::Debug for SessionFuture<F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionFuture").finish_non_exhaustive()
    }
}
