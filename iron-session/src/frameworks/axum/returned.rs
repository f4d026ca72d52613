//! [`Returned`]: a session that a handler returns, without a layer.

use std::fmt;
use std::ops::{Deref, DerefMut};

use axum_core::extract::{FromRef, FromRequestParts};
use axum_core::response::{IntoResponseParts, ResponseParts};
use http::request::Parts;

use crate::error::SessionError;
use crate::frameworks::tower::RequestSession;
use crate::keyring::Keyring;
use crate::members::IronSession;
use crate::session::{Destroyed, Session, SessionSlots};

/// A session that is loaded without a layer, and saved by being returned as a part of the response.
///
/// The keyring comes from the router's state; a state without one does not compile. What is not returned is not saved. It goes
/// last among the parts of a response, since headers that are given as an array replace those of the same name. Below a layer for
/// its type it is the layer's session.
///
/// ```
/// use axum::Router;
/// use axum::response::Redirect;
/// use axum::routing::post;
/// use iron_session::axum::Returned;
/// use iron_session::{IronSession, Keyring};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     username: Option<String>,
/// }
///
/// async fn login(mut session: Returned<SessionData>) -> (Returned<SessionData>, Redirect) {
///     session.renew();
///     session.set_username("demo");
///     (session, Redirect::to("/"))
/// }
///
/// # fn main() -> Result<(), iron_session::Error> {
/// let app: Router = Router::new().route("/login", post(login)).with_state(Keyring::generate()?);
/// # Ok(())
/// # }
/// ```
///
/// ```compile_fail
/// # use axum::{Router, routing::get};
/// # use iron_session::{IronSession, axum::Returned};
/// # #[derive(IronSession)]
/// # struct SessionData { username: Option<String> }
/// async fn home(session: Returned<SessionData>) {}
///
/// let app: Router = Router::new().route("/", get(home)).with_state("a state without a keyring");
/// ```
pub struct Returned<T: IronSession>(Session<T>);

impl<T: IronSession> Returned<T> {
    /// Ends the session; return what comes of it as a part of the response.
    #[must_use = "the browser learns of it only as a part of the response"]
    pub fn destroy(self) -> Destroyed<T> {
        self.0.destroy()
    }
}

impl<T: IronSession> Deref for Returned<T> {
    type Target = Session<T>;

    fn deref(&self) -> &Session<T> {
        &self.0
    }
}

impl<T: IronSession> DerefMut for Returned<T> {
    fn deref_mut(&mut self) -> &mut Session<T> {
        &mut self.0
    }
}

impl<T: IronSession> fmt::Debug for Returned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Returned").field(&self.0).finish()
    }
}

impl<T: IronSession, S: Sync> FromRequestParts<S> for Returned<T>
where
    Keyring: FromRef<S>,
{
    type Rejection = SessionError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let lent = parts.extensions.get::<SessionSlots>().is_some_and(|slots| slots.find::<T>().is_some());
        let session = if lent { parts.session()? } else { T::load(parts, &Keyring::from_ref(state)) };
        Ok(Self(session))
    }
}

impl<T: IronSession> IntoResponseParts for Returned<T> {
    type Error = SessionError;

    fn into_response_parts(self, response: ResponseParts) -> Result<ResponseParts, Self::Error> {
        self.0.into_response_parts(response)
    }
}
