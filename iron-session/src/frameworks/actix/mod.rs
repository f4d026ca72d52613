//! Sessions as actix-web's extractors, and the middleware that saves them.
//!
//! Below a [`SessionMiddleware`], [`Session`] is an extractor and saves itself. [`Opened`] is for handlers that ask whether the
//! visitor has a session; `Option<Session<T>>` is some for a stranger too. [`SignedIn`] turns everybody else away. Middleware asks a
//! request by [`RequestSession::session`].
//!
//! ```
//! use actix_web::web::{Redirect, get, post};
//! use actix_web::App;
//! use iron_session::actix::SessionMiddleware;
//! use iron_session::{IronSession, Keyring, Session};
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! async fn login(mut session: Session<SessionData>) -> Redirect {
//!     session.renew();
//!     session.set_username("demo");
//!     Redirect::to("/").see_other()
//! }
//!
//! async fn home(session: Session<SessionData>) -> String {
//!     session.username().unwrap_or("stranger").to_owned()
//! }
//!
//! # fn main() -> Result<(), iron_session::Error> {
//! let keys = Keyring::generate()?; // once, before the workers start
//! let app = move || {
//!     App::new()
//!         .route("/", get().to(home))
//!         .route("/login", post().to(login))
//!         .wrap(SessionMiddleware::<SessionData>::new(keys.clone()))
//! };
//! # let _ = app();
//! # Ok(())
//! # }
//! ```

mod middleware;
mod response;

use std::future::{Ready, ready};

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::header::{COOKIE, HOST, HeaderValue};
use actix_web::{FromRequest, HttpMessage, HttpRequest};

pub use self::middleware::{SessionFuture, SessionMiddleware, SessionService};
use crate::error::SessionError;
use crate::members::IronSession;
use crate::session::{Denied, Login, Opened, Session, SessionSlots, SignedIn};

/// Asks a request below a [`SessionMiddleware`] for its session: [`HttpRequest`] or [`ServiceRequest`].
///
/// ```
/// use actix_web::body::MessageBody;
/// use actix_web::dev::{ServiceRequest, ServiceResponse};
/// use actix_web::middleware::Next;
/// use iron_session::IronSession;
/// use iron_session::actix::RequestSession;
///
/// #[derive(IronSession)]
/// struct SessionData {
///     visits: u32,
/// }
///
/// async fn count(
///     request: ServiceRequest,
///     next: Next<impl MessageBody>,
/// ) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
///     *request.session::<SessionData>()?.visits_mut() += 1; // dropped here, so that the handler may have it
///     next.call(request).await
/// }
/// ```
pub trait RequestSession {
    /// The visitor's session, which goes back to the middleware when it is dropped.
    ///
    /// # Errors
    ///
    /// [`SessionError::NoLayer`] without a middleware for the type; [`SessionError::InUse`] if somebody still has the session
    /// and has changed it.
    fn session<T: IronSession>(&self) -> Result<Session<T>, SessionError>;
}

impl RequestSession for HttpRequest {
    fn session<T: IronSession>(&self) -> Result<Session<T>, SessionError> {
        let slot = SessionSlots::slot_in(self.extensions().get())?;
        let cookies = self.headers().get_all(COOKIE).map(HeaderValue::as_bytes);
        // HTTP/2 names the host in the request's target rather than in a header.
        let authority = self.uri().host().map(str::as_bytes);
        slot.check_out(cookies, authority.or_else(|| self.headers().get(HOST).map(HeaderValue::as_bytes)))
    }
}

impl RequestSession for ServiceRequest {
    fn session<T: IronSession>(&self) -> Result<Session<T>, SessionError> {
        self.request().session()
    }
}

/// The visitor's session, lent by the middleware until it is dropped.
impl<T: IronSession> FromRequest for Session<T> {
    type Error = SessionError;
    type Future = Ready<Result<Self, SessionError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.session())
    }
}

/// The visitor's session, if the request brought a cookie that opened.
impl<T: IronSession> FromRequest for Opened<T> {
    type Error = SessionError;
    type Future = Ready<Result<Self, SessionError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.session().map(Self::from))
    }
}

/// The visitor's session, if it is signed in; everybody else is turned away.
impl<T: Login> FromRequest for SignedIn<T> {
    type Error = Denied;
    type Future = Ready<Result<Self, Denied>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.session().map_err(Denied::from).and_then(Self::admit))
    }
}
