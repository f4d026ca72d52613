//! Sessions as Rocket's request guards, and the fairing that saves them.
//!
//! With a [`SessionFairing`] attached, [`Session`] is a guard and saves itself. [`Opened`] is for handlers that ask whether the
//! visitor has a session; `Option<Session<T>>` is some for a stranger too. [`SignedIn`] forwards everybody else, so that a route of
//! a later rank may answer them; without one the answer is 401, or a redirect to [`Login::PAGE`]. Guards and fairings ask a
//! request by [`RequestSession::session`].
//!
//! A route that takes one of these without a fairing for the type does not launch. A catcher may ask why a guard failed by
//! [`RequestSession::session_error`]; Rocket's own catchers answer without a reason, which is in the log.
//!
//! ```
//! use iron_session::rocket::SessionFairing;
//! use iron_session::{IronSession, Keyring, Session};
//! use rocket::response::Redirect;
//! use rocket::{get, post, routes};
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! #[post("/login")]
//! fn login(mut session: Session<SessionData>) -> Redirect {
//!     session.renew();
//!     session.set_username("demo");
//!     Redirect::to("/")
//! }
//!
//! #[get("/")]
//! fn home(session: Session<SessionData>) -> String {
//!     session.username().unwrap_or("stranger").to_owned()
//! }
//!
//! # fn main() -> Result<(), iron_session::Error> {
//! let app = rocket::build()
//!     .mount("/", routes![home, login])
//!     .attach(SessionFairing::<SessionData>::new(Keyring::generate()?));
//! # let _ = app;
//! # Ok(())
//! # }
//! ```
//!
//! Rocket drops a `Cookie` header that is not UTF-8 as a whole, ours with it; a browser that was given such a cookie by another
//! program on the same host is a stranger here.

mod cache;
mod fairing;
mod response;

use std::sync::Arc;

use rocket::http::Status;
use rocket::request::{FromRequest, Outcome, Request};
use rocket::{Ignite, Rocket, Sentinel};

use self::cache::{Cache, lock};
use self::fairing::Attached;
pub use self::fairing::SessionFairing;
use crate::error::SessionError;
use crate::members::IronSession;
use crate::session::{Denied, Login, Opened, Session, SessionSlots, SignedIn};

/// Asks a [`Request`] for its session, where no handler's guard does.
///
/// ```
/// use std::sync::Arc;
/// use iron_session::rocket::RequestSession;
/// use iron_session::{IronSession, SessionError};
/// use rocket::catch;
/// use rocket::http::Status;
/// use rocket::outcome::IntoOutcome;
/// use rocket::request::{FromRequest, Outcome, Request};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     cart: Vec<u32>,
/// }
///
/// struct Cart(Vec<u32>);
///
/// #[rocket::async_trait]
/// impl<'r> FromRequest<'r> for Cart {
///     type Error = Arc<SessionError>;
///
///     async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
///         let cart = request.session::<SessionData>().map(|session| Self(session.cart().to_vec()));
///         cart.or_error(Status::InternalServerError)
///     }
/// }
///
/// #[catch(500)]
/// fn failed(request: &Request<'_>) -> String {
///     match request.session_error().as_deref() {
///         // A mistake in the program, whose text says what to change.
///         Some(error) if !matches!(error, SessionError::Save(_)) => error.to_string(),
///         _ => "Something went wrong".to_owned(),
///     }
/// }
/// ```
pub trait RequestSession {
    /// The visitor's session, which goes back to the fairing when it is dropped.
    ///
    /// # Errors
    ///
    /// [`SessionError::NoLayer`] without a fairing for the type; [`SessionError::InUse`] if somebody still has the session and
    /// has changed it. The error is in the log, and remembered for [`session_error`](Self::session_error).
    fn session<T: IronSession>(&self) -> Result<Session<T>, Arc<SessionError>>;

    /// Why a session of this request could not be lent or saved, most recently.
    fn session_error(&self) -> Option<Arc<SessionError>>;
}

impl RequestSession for Request<'_> {
    fn session<T: IronSession>(&self) -> Result<Session<T>, Arc<SessionError>> {
        let cache = Cache::of(self);
        let lend = || {
            let attached = self.rocket().state::<Attached<T>>().ok_or_else(SessionSlots::no_layer::<T>)?;
            let slot = {
                let mut slots = lock(&cache.slots);
                slots.add(&attached.0)?;
                slots.get::<T>()?
            };
            let host = self.host().map(|host| host.domain().as_str().as_bytes());
            slot.check_out(self.headers().get("cookie").map(str::as_bytes), host)
        };
        lend().map_err(|error| cache.fail(error))
    }

    fn session_error(&self) -> Option<Arc<SessionError>> {
        lock(&Cache::of(self).error).clone()
    }
}

/// The visitor's session, lent by the fairing until it is dropped; a 500 if it cannot be.
#[rocket::async_trait]
impl<'r, T: IronSession> FromRequest<'r> for Session<T> {
    type Error = Arc<SessionError>;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match request.session() {
            Ok(session) => Outcome::Success(session),
            Err(error) => Outcome::Error((Status::InternalServerError, error)),
        }
    }
}

/// The visitor's session, if the request brought a cookie that opened.
#[rocket::async_trait]
impl<'r, T: IronSession> FromRequest<'r> for Opened<T> {
    type Error = Arc<SessionError>;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        request.guard::<Session<T>>().await.map(Self::from)
    }
}

/// The visitor's session, if it is signed in; everybody else is forwarded to the next route, or answered by 401 or a redirect.
#[rocket::async_trait]
impl<'r, T: Login> FromRequest<'r> for SignedIn<T> {
    type Error = Arc<SessionError>;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match request.session().map(Self::admit) {
            Ok(Ok(session)) => Outcome::Success(session),
            Ok(Err(Denied::NotSignedIn { page: Some(page) })) => {
                *lock(&Cache::of(request).page) = Some(page);
                Outcome::Forward(Status::SeeOther)
            }
            Ok(Err(_)) => Outcome::Forward(Status::Unauthorized),
            Err(error) => Outcome::Error((Status::InternalServerError, error)),
        }
    }
}

impl<T: IronSession> Sentinel for Session<T> {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        is_unattached::<T>(rocket)
    }
}

impl<T: IronSession> Sentinel for Opened<T> {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        is_unattached::<T>(rocket)
    }
}

impl<T: Login> Sentinel for SignedIn<T> {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        is_unattached::<T>(rocket)
    }
}

fn is_unattached<T: IronSession>(rocket: &Rocket<Ignite>) -> bool {
    let unattached = rocket.state::<Attached<T>>().is_none();
    if unattached {
        log::error!("{}", SessionSlots::no_layer::<T>());
    }
    unattached
}
