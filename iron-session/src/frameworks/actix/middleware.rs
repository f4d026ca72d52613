//! [`SessionMiddleware`]: the session slot of each request, and its Set-Cookie at last.

use std::fmt;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Context, Poll};

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::{Error, HttpMessage};
use pin_project_lite::pin_project;

use crate::error::SessionError;
use crate::frameworks::remains::Remains;
use crate::members::IronSession;
use crate::request::{SessionManager, SetCookies, apply};
use crate::session::{SessionSlot, SessionSlots};

/// Lends sessions to the services inside and saves them with their responses.
///
/// A request's session is loaded when it is first asked for, shared by all that handle the request, and saved once when the
/// response is ready, whatever its status. If it cannot be saved, the response is replaced by a plain 500 whose
/// [`error`](actix_web::HttpResponse::error) is the [`SessionError`]. A response to a request that nobody asked a session of is left alone.
///
/// Only one writer at a time: drop a session that you have changed before you call on or return. A middleware inside another
/// for the same session type does nothing.
///
/// An [`Error`] of a middleware inside stays the same error, and what the session needs is added to its
/// [`error_response`](Error::error_response), which is what actix-web sends. Middleware outside that makes a response of the
/// error itself should call the same; `ServiceResponse::from_err` passes over what was added.
///
/// The factory of a server makes one for each worker: stretch the keys before, and clone the [`Keyring`](crate::Keyring), the
/// [`SessionManager`] or the middleware.
pub struct SessionMiddleware<T: IronSession>(Arc<SessionManager<T>>);

holds_manager!(SessionMiddleware, "middleware");

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
        ready(Ok(SessionService { inner, sessions: Arc::clone(&self.0) }))
    }
}

/// The service that [`SessionMiddleware`] makes of another.
pub struct SessionService<S, T: IronSession> {
    inner: S,
    sessions: Arc<SessionManager<T>>,
}

impl<S, B, T> Service<ServiceRequest> for SessionService<S, T>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
    T: IronSession,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Future = SessionFuture<S::Future, T>;

    fn poll_ready(&self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let added = {
            let mut extensions = request.extensions_mut();
            extensions.get_or_insert_with(SessionSlots::default).add(&self.sessions)
        };
        let step = match added {
            Ok(slot) => Step::Calling { inner: self.inner.call(request), slot },
            Err(error) => Step::Refused { request, error },
        };
        SessionFuture { step }
    }
}

pin_project! {
    /// The response of a [`SessionService`].
    pub struct SessionFuture<F, T: IronSession> {
        #[pin]
        step: Step<F, T>,
    }
}

pin_project! {
    #[project = Projected]
    #[project_replace = Replaced]
    enum Step<F, T: IronSession> {
        Calling { #[pin] inner: F, slot: Option<SessionSlot<T>> },
        Refused { request: ServiceRequest, error: SessionError },
        Done,
    }
}

impl<F, B, T> Future for SessionFuture<F, T>
where
    F: Future<Output = Result<ServiceResponse<B>, Error>>,
    T: IronSession,
{
    type Output = Result<ServiceResponse<EitherBody<B>>, Error>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut step = self.project().step;
        let outcome = match step.as_mut().project() {
            Projected::Calling { inner, .. } => Some(task::ready!(inner.poll(cx))),
            Projected::Refused { .. } | Projected::Done => None,
        };
        // The handler ends here, so that whatever it holds is back before the session is saved.
        Poll::Ready(match (step.project_replace(Step::Done), outcome) {
            (Replaced::Calling { slot: Some(slot), .. }, Some(outcome)) => finish(&slot, outcome),
            (Replaced::Calling { slot: None, .. }, Some(outcome)) => {
                outcome.map(ServiceResponse::map_into_left_body)
            }
            (Replaced::Refused { request, error }, _) => {
                Ok(request.error_response(error).map_into_right_body())
            }
            _ => unreachable!("a future is not polled again once it is ready"),
        })
    }
}

/// Writes the session to the response, or to that of the error; or puts a plain 500 in its place.
fn finish<B, T: IronSession>(
    slot: &SessionSlot<T>,
    outcome: Result<ServiceResponse<B>, Error>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    match (slot.finish(), outcome) {
        (Ok(None), outcome) => outcome.map(ServiceResponse::map_into_left_body),
        (Ok(Some(cookies)), Ok(mut response)) => {
            apply(cookies, response.headers_mut());
            Ok(response.map_into_left_body())
        }
        (Ok(Some(cookies)), Err(error)) => Err(with_cookies(error, cookies)),
        (Err(failure), Ok(response)) => {
            let remains = Remains::of(slot, response.headers());
            let mut response = response.error_response(failure);
            remains.write_onto(response.headers_mut());
            Ok(response.map_into_right_body())
        }
        (Err(failure), Err(_)) => Err(match slot.removal() {
            Some(removal) => with_cookies(failure.into(), removal),
            None => failure.into(),
        }),
    }
}

/// The error, whose response is made further out, with what that is to say of the session.
fn with_cookies(mut error: Error, cookies: SetCookies) -> Error {
    error.add_response_mapper(move |mut response| {
        apply(cookies.clone(), response.headers_mut());
        response
    });
    error
}

debug_wrapper!(SessionService);

impl<F, T: IronSession> fmt::Debug for SessionFuture<F, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionFuture").finish_non_exhaustive()
    }
}
