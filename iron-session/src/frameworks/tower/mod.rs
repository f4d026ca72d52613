//! A [`tower_layer::Layer`] that lends each request its session and saves it: for axum, hyper and everything
//! else that is built on tower.

mod body;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use http::{Request, Response};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

pub use self::body::SessionBody;
use crate::cross_site::head;
use crate::error::SessionError;
use crate::frameworks::gate::{Gate, status};
use crate::frameworks::pending::Pending;
use crate::frameworks::saving::{PLAIN_TEXT, save};
use crate::members::IronSession;
use crate::request::SessionManager;
use crate::session::{Denied, Login, RequestHead, Rule, Session, SessionSlots, SignedIn, target};

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
        SessionService { inner, sessions: Arc::clone(&self.0), gate: self.1.clone() }
    }
}

/// The service that [`SessionLayer`] makes of the service that it wraps.
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

/// Asks a request below a [`SessionLayer`] for its session: [`http::Request`] or [`http::request::Parts`].
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
        slot.check_out_of(self.cookies(), self.host(), metadata, line)
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
