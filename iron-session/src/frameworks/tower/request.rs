//! [`RequestSession`]: a request is asked for its session.

use http::Request;

use crate::error::SessionError;
use crate::members::IronSession;
use crate::session::{Denied, Login, RequestHead, Rule, Session, SessionSlots, SignedIn};

/// Asks a request below a [`SessionLayer`](super::SessionLayer) for its session: [`http::Request`] or
/// [`http::request::Parts`].
///
/// # Examples
///
/// A service that reads the body keeps the parts of the request to ask them:
///
/// ```
/// # use http::{Request, Response};
/// # use iron_session::tower::{RequestSession, SessionLayer};
/// # use iron_session::{IronSession, Keyring, SessionError};
/// # use tower::{ServiceBuilder, ServiceExt};
/// # #[derive(IronSession)]
/// # struct SessionData { username: Option<String> }
/// async fn login(request: Request<String>) -> Result<Response<()>, SessionError> {
///     let (parts, username) = request.into_parts();
///     let mut session = parts.session::<SessionData>()?;
///     session.renew();
///     session.set_username(username);
///     Ok(Response::new(()))
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let layer = SessionLayer::<SessionData>::new(Keyring::generate()?);
/// # let service = ServiceBuilder::new().layer(layer).service_fn(login);
///
/// let response = service.oneshot(Request::new("demo".to_owned())).await?;
/// assert!(response.headers().contains_key("set-cookie"));
/// # Ok(())
/// # }
/// ```
pub trait RequestSession: RequestHead {
    /// The visitor's session, which goes back to the layer when it is dropped.
    ///
    /// # Errors
    ///
    /// [`SessionError::NoLayer`] without a layer for the type. [`SessionError::InUse`] if somebody still has
    /// the session and has changed it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use http::Request;
    /// # use iron_session::tower::RequestSession;
    /// # use iron_session::{IronSession, SessionError};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// let outside_of_any_layer = Request::new(());
    /// let refused = outside_of_any_layer.session::<SessionData>();
    /// assert!(matches!(refused, Err(SessionError::NoLayer { .. })));
    /// ```
    fn session<T: IronSession>(&self) -> Result<Session<T>, SessionError> {
        let slot = SessionSlots::slot_in(self.extensions().get())?;
        let (metadata, line) = (|| self.fetch_metadata(), || self.request_line());
        slot.lend(self.cookies(), || self.host(), metadata, line)
    }

    /// The visitor's session, if the visitor is signed in.
    ///
    /// # Errors
    ///
    /// [`Denied::NotSignedIn`] with the answer that fits the request, and those of
    /// [`session`](Self::session).
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::convert::Infallible;
    /// # use http::{Request, Response, StatusCode};
    /// # use iron_session::tower::{RequestSession, SessionLayer};
    /// # use iron_session::{Denied, IronSession, Keyring, Login};
    /// # use tower::{Layer, ServiceExt, service_fn};
    /// # #[derive(IronSession)]
    /// # struct SessionData { username: Option<String> }
    /// # impl Login for SessionData {
    /// #     fn is_signed_in(&self) -> bool { self.username().is_some() }
    /// # }
    /// async fn members(request: Request<()>) -> Result<Response<&'static str>, Infallible> {
    ///     let mut response = Response::new("welcome");
    ///     if let Err(Denied::NotSignedIn(answer)) = request.signed_in::<SessionData>() {
    ///         response = Response::new("");
    ///         *response.status_mut() = answer.status(); // and `answer.header()`
    ///     }
    ///     Ok(response)
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let service = SessionLayer::<SessionData>::new(Keyring::generate()?).layer(service_fn(members));
    /// let stranger = service.oneshot(Request::new(())).await?;
    /// assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED);
    /// # Ok(())
    /// # }
    /// ```
    fn signed_in<T: Login>(&self) -> Result<SignedIn<T>, Denied> {
        self.admitted()
    }

    /// The visitor's session, if the visitor is signed in and the rule `R` allows it.
    ///
    /// # Errors
    ///
    /// [`Denied::NotAllowed`], and those of [`signed_in`](Self::signed_in).
    ///
    /// # Examples
    ///
    /// ```
    /// # use http::Request;
    /// # use iron_session::tower::RequestSession;
    /// # use iron_session::{Denied, IronSession, Login, Rule, Session};
    /// # #[derive(IronSession)]
    /// # struct SessionData { username: Option<String>, admin: bool }
    /// # impl Login for SessionData {
    /// #     fn is_signed_in(&self) -> bool { self.username().is_some() }
    /// # }
    /// struct Admin;
    ///
    /// impl Rule<SessionData> for Admin {
    ///     fn allows(session: &Session<SessionData>) -> bool {
    ///         session.admin()
    ///     }
    /// }
    ///
    /// fn users<B>(request: &Request<B>) -> Result<&'static str, Denied> {
    ///     request.admitted::<SessionData, Admin>()?;
    ///     Ok("all users")
    /// }
    ///
    /// let outside_of_any_layer = Request::new(());
    /// assert!(matches!(users(&outside_of_any_layer), Err(Denied::NoSession(_))));
    /// ```
    fn admitted<T: Login, R: Rule<T>>(&self) -> Result<SignedIn<T, R>, Denied> {
        SignedIn::admit_by(self.session()?).map_err(|denied| denied.answering(&self.asked()))
    }

    #[doc(hidden)]
    fn extensions(&self) -> &http::Extensions;
}

impl<B> RequestSession for Request<B> {
    fn extensions(&self) -> &http::Extensions {
        Self::extensions(self)
    }
}

impl RequestSession for http::request::Parts {
    fn extensions(&self) -> &http::Extensions {
        &self.extensions
    }
}
