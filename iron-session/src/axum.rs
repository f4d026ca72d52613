//! Sessions as axum's extractors, and as parts of its responses.
//!
//! Under a [`SessionLayer`](crate::tower::SessionLayer), [`Session`] is an extractor and saves itself;
//! `Option<Session<T>>` is some only if the visitor has one. [`SignedIn`] turns everybody else away. Without a layer,
//! [`Returned`] is loaded with the [`Keyring`] of the router's state and saved by being returned.
//!
//! ```
//! use axum::Router;
//! use axum::response::Redirect;
//! use axum::routing::{get, post};
//! use iron_session::tower::SessionLayer;
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
//!     Redirect::to("/")
//! }
//!
//! async fn home(session: Session<SessionData>) -> String {
//!     session.username().unwrap_or("stranger").to_owned()
//! }
//!
//! # fn main() -> Result<(), iron_session::Error> {
//! let app: Router = Router::new()
//!     .route("/", get(home))
//!     .route("/login", post(login))
//!     .layer(SessionLayer::<SessionData>::new(Keyring::generate()?));
//! # Ok(())
//! # }
//! ```

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use axum_core::extract::{FromRef, FromRequestParts, OptionalFromRequestParts};
use axum_core::response::{IntoResponse, IntoResponseParts, Response, ResponseParts};
use http::StatusCode;
use http::header::LOCATION;
use http::request::Parts;

use crate::error::SessionError;
use crate::keyring::Keyring;
use crate::session::{Destroyed, IronSession, Session};
use crate::signed_in::{Denied, Login, SignedIn};
use crate::slots::SessionSlots;
use crate::tower::RequestSession;

/// The visitor's session, lent by the layer until it is dropped.
impl<T: IronSession, S: Sync> FromRequestParts<S> for Session<T> {
    type Rejection = SessionError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts.session()
    }
}

/// The visitor's session, if the request brought a cookie that opened.
impl<T: IronSession, S: Sync> OptionalFromRequestParts<S> for Session<T> {
    type Rejection = SessionError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Self::Rejection> {
        let session: Self = parts.session()?;
        Ok(Some(session).filter(|session| !session.meta().is_new()))
    }
}

/// The visitor's session, if it is signed in; everybody else is turned away.
impl<T: Login, S: Sync> FromRequestParts<S> for SignedIn<T> {
    type Rejection = Denied;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Self::admit(parts.session()?)
    }
}

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

/// Saves the session, as [`Session::save`] does.
impl<T: IronSession> IntoResponseParts for Session<T> {
    type Error = SessionError;

    fn into_response_parts(mut self, mut response: ResponseParts) -> Result<ResponseParts, Self::Error> {
        self.save(response.headers_mut())?;
        Ok(response)
    }
}

/// Tells the browser to forget the cookie, as [`Destroyed::save`] does.
impl<T: IronSession> IntoResponseParts for Destroyed<T> {
    type Error = SessionError;

    fn into_response_parts(self, mut response: ResponseParts) -> Result<ResponseParts, Self::Error> {
        self.save(response.headers_mut())?;
        Ok(response)
    }
}

/// A 500, with the text of a mistake in the program, which says what to change; what failed while saving stays inside.
impl IntoResponse for SessionError {
    fn into_response(self) -> Response {
        let text = if matches!(self, Self::Save(_)) { String::new() } else { self.to_string() };
        let mut response = (StatusCode::INTERNAL_SERVER_ERROR, text).into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// 401, or a redirect to where the visitor can sign in.
impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        match self {
            Self::NoSession(error) => error.into_response(),
            Self::NotSignedIn { page: None } => StatusCode::UNAUTHORIZED.into_response(),
            Self::NotSignedIn { page: Some(page) } => {
                (StatusCode::SEE_OTHER, [(LOCATION, page)]).into_response()
            }
        }
    }
}
