//! [`SessionLayer`]: what is put around a service.

use std::sync::Arc;

use tower_layer::Layer;

use super::service::SessionService;
use crate::frameworks::gate::Gate;
use crate::members::IronSession;
use crate::request::SessionManager;

/// Lends sessions to the services inside and saves them with their responses.
///
/// A request's session is loaded when it is first asked for, and shared by all that handle the request. It is
/// saved once, when the response is ready, whatever the status of the response. If nobody asks for the
/// session, the response is left alone.
///
/// If the session cannot be saved, the response is replaced by an empty 500. It carries the [`SessionError`]
/// as an extension, in an [`Arc`]. The operator learns of the error by [`SessionManager::on_event`] or the
/// feature `tracing`. Only a build with `debug_assertions` that has neither tells the reason in the body.
///
/// The body of the response becomes a [`SessionBody`]. Inside `Router::layer` and tower's `ServiceBuilder`
/// the layer may stand in any order with others, such as those that trace, compress or limit responses.
///
/// Any number may read a session at once, but only one may write:
///
/// - Drop a session that you have changed before you call the next service, and before you return. After the
///   call, take it from the request again.
/// - Among the arguments of a handler, what writes comes first: an extractor that writes stands before the
///   session that the handler changes.
/// - Taking from a read-once field is a write.
/// - What a handler has changed and drops in a panic is not saved. It is reported.
///
/// # Timeouts belong inside
///
/// A timeout inside the layer answers through the layer, so what the handler has changed before is saved: a
/// handler that is cancelled counts as one that returned. So make all changes together, after the last
/// `await`.
///
/// A timeout outside the layer drops the layer's future. Then no response passes the layer, and what the
/// handler has changed is not saved: a visitor who has logged out stays signed in. The same happens if the
/// client closes the connection, or if a panic is caught outside the layer. What is lost is reported as
/// [`SessionError::Unanswered`]. In a `Router` what is inside is added first:
/// `.layer(timeout).layer(sessions)`. In tower's `ServiceBuilder` it is added last.
///
/// A store of [`revocations`](Self::revocations) is asked before the services inside are called, and told
/// after they have answered. So a timeout inside does not count that time; the store has a time limit of its
/// own. Whoever asks for the session gets a [`SessionError::Unavailable`] while the store does not answer.
/// axum and warp make it a 503. A service without a framework answers 503 itself, with `Retry-After` and
/// `Cache-Control: no-store`. The layer does so if the store was not told of a logout, a login or a renewal.
///
/// # What belongs outside
///
/// - A layer for CORS, so that the layer's own 500 has its headers too.
/// - A layer that sets a `Cache-Control` for all responses, and only where there is none yet. The session
///   layer makes a response `private` whose session was read, unless the service inside has set a
///   `Cache-Control`, and `no-store` if it writes the cookie. A layer outside that replaces the header makes
///   it `public` again.
///
/// A layer inside another layer for the same session type does nothing. Its keys, its configuration and its
/// observers are not used.
///
/// # Examples
///
/// ```
/// use iron_session::tower::{RequestSession, SessionLayer};
/// use iron_session::{IronSession, Keyring, SessionError};
/// use http::{Request, Response};
/// use tower::{Layer, ServiceExt, service_fn};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     visits: u32,
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let handler = service_fn(|request: Request<String>| async move {
///     let mut session = request.session::<SessionData>()?;
///     *session.visits_mut() += 1;
///     Ok::<_, SessionError>(Response::new(String::new()))
/// });
/// let service = SessionLayer::<SessionData>::new(Keyring::generate()?).layer(handler);
///
/// let response = service.oneshot(Request::new(String::new())).await?;
/// assert!(response.headers().contains_key("set-cookie"));
/// # Ok(())
/// # }
/// ```
///
/// [`SessionBody`]: super::SessionBody
/// [`SessionError`]: crate::SessionError
/// [`SessionError::Unanswered`]: crate::SessionError::Unanswered
/// [`SessionError::Unavailable`]: crate::SessionError::Unavailable
pub struct SessionLayer<T: IronSession>(Arc<SessionManager<T>>, Gate);

holds_manager!(SessionLayer {
    /// A layer with the keys, and the configuration that the attributes of the session type declare. Or
    /// with a manager, as by `from`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use http::{Request, Response};
    /// # use iron_session::tower::{RequestSession, SessionLayer};
    /// # use iron_session::{IronSession, Keyring, SessionError};
    /// # use tower::{ServiceBuilder, ServiceExt};
    /// #[derive(IronSession)]
    /// #[iron(max_age = "1h")]
    /// struct SessionData {
    ///     visits: u32,
    /// }
    ///
    /// # async fn count(request: Request<()>) -> Result<Response<()>, SessionError> {
    /// #     *request.session::<SessionData>()?.visits_mut() += 1;
    /// #     Ok(Response::new(()))
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let layer = SessionLayer::<SessionData>::new(Keyring::generate()?);
    /// let service = ServiceBuilder::new().layer(layer).service_fn(count);
    /// let response = service.oneshot(Request::new(())).await?;
    /// assert!(response.headers()["set-cookie"].to_str()?.contains("; Max-Age=3600;"));
    /// # Ok(())
    /// # }
    /// ```
    new
    /// A layer with a manager, for settings that are only known at run time, such as a domain.
    ///
    /// # Examples
    ///
    /// ```
    /// # use http::{Request, Response};
    /// # use iron_session::tower::{RequestSession, SessionLayer};
    /// # use iron_session::{IronSession, Keyring, SessionError, SessionManager};
    /// # use tower::{ServiceBuilder, ServiceExt};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "app")]
    /// # struct SessionData { visits: u32 }
    /// # async fn count(request: Request<()>) -> Result<Response<()>, SessionError> {
    /// #     *request.session::<SessionData>()?.visits_mut() += 1;
    /// #     Ok(Response::new(()))
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sessions = SessionManager::<SessionData>::new(Keyring::generate()?).domain("shop.example")?;
    /// let service = ServiceBuilder::new().layer(SessionLayer::from(sessions)).service_fn(count);
    /// let response = service.oneshot(Request::new(())).await?;
    /// assert!(response.headers()["set-cookie"].to_str()?.contains("; Domain=shop.example"));
    /// # Ok(())
    /// # }
    /// ```
    from
    /// Refuses requests of other sites with a 403, before a handler runs.
    ///
    /// It is for methods that may change something, and for each WebSocket. [`CrossSite`](crate::CrossSite)
    /// has the rules, and what is to be set behind a proxy. Callbacks that other sites send as forms, as in a
    /// login by SAML, need [`except`](crate::CrossSite::except).
    ///
    /// # Examples
    ///
    /// ```
    /// # use http::{Request, Response};
    /// # use iron_session::tower::SessionLayer;
    /// # use iron_session::{IronSession, Keyring};
    /// # use tower::{Layer, ServiceExt, service_fn};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let layer = SessionLayer::<SessionData>::new(Keyring::generate()?).refuse_cross_site();
    /// let service = layer.layer(service_fn(async |_| Ok::<_, http::Error>(Response::new("bought"))));
    /// let request = Request::post("/buy").header("sec-fetch-site", "cross-site").body(())?;
    /// assert_eq!(service.oneshot(request).await?.status(), 403);
    /// # Ok(())
    /// # }
    /// ```
    refuse_cross_site
});

impl<S, T: IronSession> Layer<S> for SessionLayer<T> {
    type Service = SessionService<S, T>;

    fn layer(&self, inner: S) -> Self::Service {
        SessionService::new(inner, Arc::clone(&self.0), self.1.clone())
    }
}
