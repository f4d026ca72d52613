//! [`Returned`]: a session that needs no layer, since the handler returns it.

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

/// A session that needs no layer: a handler returns it as a part of the response, and it is saved there.
///
/// - The keyring comes from the router's state. A state without a keyring does not compile.
/// - A session that is not returned is not saved.
/// - Put it last among the parts of a response. An array of headers after it would replace the session's
///   headers of the same name.
/// - Below a layer for its type it is the layer's session.
/// - Without a layer it knows no [`Revocations`](crate::Revocations): a session that was ended is valid, and
///   a logout does not end copies of the cookie. Use a layer if sessions are to be ended.
///
/// # Examples
///
/// ```
/// # use axum::Router;
/// # use axum::body::Body;
/// # use axum::http::Request;
/// # use axum::response::Redirect;
/// # use axum::routing::post;
/// # use iron_session::axum::Returned;
/// # use iron_session::{IronSession, Keyring};
/// # use tower::ServiceExt;
/// # #[derive(IronSession)]
/// # struct SessionData { username: Option<String> }
/// async fn login(mut session: Returned<SessionData>) -> (Returned<SessionData>, Redirect) {
///     session.renew();
///     session.set_username("demo");
///     (session, Redirect::to("/"))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let app: Router = Router::new().route("/login", post(login)).with_state(Keyring::generate()?);
/// let response = app.oneshot(Request::post("/login").body(Body::empty())?).await?;
/// assert!(response.headers().contains_key("set-cookie"));
/// # Ok(())
/// # }
/// ```
///
/// A state without a keyring does not compile:
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
    /// Ends the session. Return the result as a part of the response, or the browser keeps its cookie.
    ///
    /// # Examples
    ///
    /// ```
    /// # use axum::Router;
    /// # use axum::body::Body;
    /// # use axum::http::Request;
    /// # use axum::response::Redirect;
    /// # use axum::routing::post;
    /// # use iron_session::axum::Returned;
    /// # use iron_session::{Destroyed, IronSession, Keyring};
    /// # use tower::ServiceExt;
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "app")]
    /// # struct SessionData {}
    /// async fn logout(session: Returned<SessionData>) -> (Destroyed<SessionData>, Redirect) {
    ///     (session.destroy(), Redirect::to("/"))
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let app: Router = Router::new().route("/logout", post(logout)).with_state(Keyring::generate()?);
    /// let response = app.oneshot(Request::post("/logout").body(Body::empty())?).await?;
    /// assert!(response.headers()["set-cookie"].to_str()?.starts_with("app=; Max-Age=0"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "the browser learns of it only as a part of the response"]
    #[track_caller]
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

/// The visitor's session, loaded with the keyring of the router's state, or lent by a layer for its type.
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

/// Saves the session, as [`Session::save`] does.
impl<T: IronSession> IntoResponseParts for Returned<T> {
    type Error = SessionError;

    fn into_response_parts(self, response: ResponseParts) -> Result<ResponseParts, Self::Error> {
        self.0.into_response_parts(response)
    }
}
