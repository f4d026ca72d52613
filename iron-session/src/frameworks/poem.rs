//! Sessions as poem's extractors, saved by a [`SessionMiddleware`].
//!
//! [`Session`] is the visitor's session, [`Opened`] is some only if the visitor has one, and [`SignedIn`] turns everybody else
//! away. `Option<Session<T>>` is poem's own: some whenever there is a middleware, for strangers too; `Option<SignedIn<T>>` is some
//! for those who are signed in.
//!
//! ```
//! use iron_session::poem::SessionMiddleware;
//! use iron_session::{IronSession, Keyring, Session};
//! use poem::web::Redirect;
//! use poem::{Endpoint, EndpointExt, Route, get, handler, post};
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! #[handler]
//! async fn login(mut session: Session<SessionData>) -> Redirect {
//!     session.renew();
//!     session.set_username("demo");
//!     Redirect::see_other("/")
//! }
//!
//! #[handler]
//! async fn home(session: Session<SessionData>) -> String {
//!     session.username().unwrap_or("stranger").to_owned()
//! }
//!
//! fn app(keys: Keyring) -> impl Endpoint {
//!     Route::new()
//!         .at("/", get(home))
//!         .at("/login", post(login))
//!         .with(SessionMiddleware::<SessionData>::new(keys))
//! }
//! # fn main() -> Result<(), iron_session::Error> {
//! # app(Keyring::generate()?);
//! # Ok(())
//! # }
//! ```
//!
//! A middleware has the session by [`FromRequest::from_request_without_body`] before it calls on, and has to drop it by then if
//! it changed it. One that wants the session afterwards keeps the request's [`SessionSlots`], from
//! [`Request::data`].

use std::sync::Arc;

use http::StatusCode;
use http::header::{CACHE_CONTROL, LOCATION};
use poem::error::ResponseError;
use poem::{Endpoint, FromRequest, IntoResponse, Middleware, Request, RequestBody, Response, Result};

use super::remains::Remains;
use crate::error::SessionError;
use crate::members::IronSession;
use crate::request::{SessionManager, apply};
use crate::session::{Denied, Login, Opened, RequestHead, Session, SessionSlot, SessionSlots, SignedIn};

/// Lends sessions to the endpoints inside and saves them with their responses.
///
/// A request's session is loaded when it is first asked for, shared by all that handle the request, and saved once when the
/// response is ready, whatever its status. If it cannot be saved, the response is replaced by an empty 500 that carries the
/// [`SessionError`] as data, in an [`Arc`]. A response to a request that nobody asked a session of is left alone.
///
/// An error of a handler is a response too: if the session was asked for, the middleware turns the [`poem::Error`] into its
/// response, since an error has no headers. Add `catch_error` inside the middleware; outside, it sees only the errors of requests
/// that nobody asked a session of, such as [`poem::error::NotFoundError`].
///
/// Only one writer at a time: drop a session that you have changed before you call on or return. A middleware inside another for
/// the same session type does nothing.
///
/// ```
/// use iron_session::poem::SessionMiddleware;
/// use iron_session::{IronSession, Keyring, SessionManager};
/// use poem::{EndpointExt, Route};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     visits: u32,
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sessions = SessionManager::<SessionData>::new(Keyring::generate()?).on_error(|error| eprintln!("{error}"));
/// let app = Route::new().with(SessionMiddleware::from(sessions));
/// # Ok(())
/// # }
/// ```
pub struct SessionMiddleware<T: IronSession>(Arc<SessionManager<T>>);

holds_manager!(SessionMiddleware, "middleware");

impl<E: Endpoint, T: IronSession> Middleware<E> for SessionMiddleware<T> {
    type Output = SessionEndpoint<E, T>;

    fn transform(&self, inner: E) -> Self::Output {
        SessionEndpoint { inner, sessions: Arc::clone(&self.0) }
    }
}

/// The endpoint that [`SessionMiddleware`] makes of another.
pub struct SessionEndpoint<E, T: IronSession> {
    inner: E,
    sessions: Arc<SessionManager<T>>,
}

impl<E: Endpoint, T: IronSession> Endpoint for SessionEndpoint<E, T> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        let slots = request.extensions_mut().get_or_insert_default::<SessionSlots>();
        let slot = match slots.add(&self.sessions) {
            Ok(slot) => slot,
            Err(error) => return Ok(failure(error)),
        };
        let answer = self.inner.call(request).await.map(IntoResponse::into_response);
        match slot {
            Some(slot) => finish(&slot, answer),
            None => answer,
        }
    }
}

/// Writes the session to the response, or puts a plain 500 in its place.
fn finish<T: IronSession>(slot: &SessionSlot<T>, answer: Result<Response>) -> Result<Response> {
    match slot.finish() {
        Ok(None) => answer,
        Ok(Some(cookies)) => {
            let mut response = answer.unwrap_or_else(poem::Error::into_response);
            apply(cookies, response.headers_mut());
            Ok(response)
        }
        Err(error) => {
            let remains = Remains::of(slot, answer.unwrap_or_else(poem::Error::into_response).headers());
            let mut response = failure(error);
            remains.write_onto(response.headers_mut());
            Ok(response)
        }
    }
}

/// A 500 that carries its cause, and says it if it is a mistake in the program.
fn failure(error: SessionError) -> Response {
    Response::builder()
        .status(StatusCode::INTERNAL_SERVER_ERROR)
        .header(CACHE_CONTROL, "no-store")
        .extension(Arc::new(error))
        .finish()
}

fn lend<T: IronSession>(request: &Request) -> Result<Session<T>, SessionError> {
    let (headers, host) = (request.headers(), request.original_uri().host());
    let host = host.map(str::as_bytes).or_else(|| headers.host());
    SessionSlots::slot_in(request.data())?.check_out(headers.cookies(), host)
}

/// The visitor's session, lent by the middleware until it is dropped.
impl<'a, T: IronSession> FromRequest<'a> for Session<T> {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        Ok(lend(request)?)
    }
}

/// The visitor's session, if the request brought a cookie that opened.
impl<'a, T: IronSession> FromRequest<'a> for Opened<T> {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        Ok(lend::<T>(request)?.into())
    }
}

/// The visitor's session, if it is signed in; everybody else is turned away.
impl<'a, T: Login> FromRequest<'a> for SignedIn<T> {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        Ok(Self::admit(lend(request).map_err(Denied::from)?)?)
    }
}

/// A 500, with the text of a mistake in the program, which says what to change; what failed while saving stays inside.
impl ResponseError for SessionError {
    fn status(&self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }

    fn as_response(&self) -> Response {
        self.public_text().with_status(self.status()).with_header(CACHE_CONTROL, "no-store").into_response()
    }
}

/// 401, or a redirect to where the visitor can sign in.
impl ResponseError for Denied {
    fn status(&self) -> StatusCode {
        match self {
            Self::NoSession(error) => error.status(),
            Self::NotSignedIn { page: None } => StatusCode::UNAUTHORIZED,
            Self::NotSignedIn { page: Some(_) } => StatusCode::SEE_OTHER,
        }
    }

    fn as_response(&self) -> Response {
        match self {
            Self::NoSession(error) => error.as_response(),
            Self::NotSignedIn { page: None } => self.status().into_response(),
            Self::NotSignedIn { page: Some(page) } => {
                self.status().with_header(LOCATION, *page).into_response()
            }
        }
    }
}

debug_wrapper!(SessionEndpoint);
