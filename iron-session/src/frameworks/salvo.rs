//! Sessions as salvo's extractors and as a method of its requests, saved by a [`SessionMiddleware`].
//!
//! [`Session`] is the visitor's session. [`Opened`] is none if the request brought no cookie that opened. Use
//! [`RequestSession`] in hoops, to take the session more than once in a handler, and for [`SignedIn`]:
//! `request.signed_in()`, or `request.admitted::<SessionData, Admin>()` with a [`Rule`].
//!
//! With [`revocations`](SessionMiddleware::revocations) in a store elsewhere, the store is asked before the
//! handler and told before the response. Whoever asks for the session gets a 503 while the store does not
//! answer.
//!
//! Among the arguments of a handler, what writes to the session comes first: an extractor that writes stands
//! before the session that the handler changes.
//!
//! # A whole program
//!
//! In a new crate beside the clone, which is in `iron-session-rs` here:
//!
//! ```toml
//! [dependencies]
//! iron-session = { path = "../iron-session-rs/iron-session", features = ["salvo", "ring"] }
//! salvo = "1"
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```
//!
//! ```no_run
//! # extern crate salvo_core as salvo;
//! use iron_session::salvo::SessionMiddleware;
//! use iron_session::{IronSession, Keyring, Session, SessionManager, Severity};
//! use salvo::prelude::*;
//! # // The server is a feature of salvo that this crate does not turn on. These stand in for it.
//! # struct TcpListener;
//! # impl TcpListener {
//! #     fn new(_: &str) -> Self { Self }
//! #     async fn bind(self) -> Self { self }
//! # }
//! # struct Server;
//! # impl Server {
//! #     fn new(_: TcpListener) -> Self { Self }
//! #     async fn serve(self, _: Router) {}
//! # }
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! #[handler]
//! async fn login(
//!     mut session: Session<SessionData>,
//!     request: &mut Request,
//! ) -> Result<Redirect, StatusError> {
//!     let name: Option<String> = request.form("username").await;
//!     let name = name.filter(|name| !name.is_empty()).ok_or_else(StatusError::bad_request)?;
//!     session.renew(); // at each login
//!     session.set_username(name);
//!     Ok(Redirect::other("/"))
//! }
//!
//! #[handler]
//! async fn logout(session: Session<SessionData>) -> Redirect {
//!     session.destroy();
//!     Redirect::other("/")
//! }
//!
//! #[handler]
//! async fn home(session: Session<SessionData>) -> String {
//!     session.username().unwrap_or("stranger").to_owned()
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let keys = Keyring::from_env("IRON_SESSION_PASSWORD")?;
//!     let sessions = SessionManager::<SessionData>::new(keys).on_event(|report| {
//!         if report.severity() >= Severity::Warn {
//!             eprintln!("{report}"); // such as why a cookie was refused
//!         }
//!     });
//!     let router = Router::with_hoop(SessionMiddleware::new(sessions).refuse_cross_site())
//!         .get(home)
//!         .push(Router::with_path("login").post(login))
//!         .push(Router::with_path("logout").post(logout));
//!     let listener = TcpListener::new("127.0.0.1:3000").bind().await;
//!     Server::new(listener).serve(router).await;
//!     Ok(())
//! }
//! ```
//!
//! ```sh
//! export IRON_SESSION_PASSWORD=$(openssl rand -base64 48)
//! cargo run
//! ```
//!
//! And in a second terminal:
//!
//! ```sh
//! curl --cookie-jar jar --data username=ada http://127.0.0.1:3000/login
//! curl --cookie jar http://127.0.0.1:3000    # ada
//! ```

use std::fmt;
use std::sync::Arc;

use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER, SET_COOKIE};
use http::uri::PathAndQuery;
use salvo_core::extract::{Extractible, Metadata};
use salvo_core::http::ResBody;
use salvo_core::writing::{Scribe, Writer};
use salvo_core::{Depot, FlowCtrl, Handler, Request, Response, async_trait};

use super::gate::{Gate, retry_after, status};
use super::pending::Pending;
use super::saving::{PLAIN_TEXT, save};
use super::shared::text_of_500;
use crate::cross_site::head;
use crate::error::SessionError;
use crate::events::RequestLine;
use crate::members::IronSession;
use crate::request::SessionManager;
use crate::request::response::set_cookies_of;
use crate::session::{
    Denied, Login, Opened, RequestHead, Rule, Session, SessionSlot, SessionSlots, SignedIn, SlotFuture,
    asked, fetch_metadata, host_of,
};

/// A hoop that lends sessions to the handlers after it and saves them with their responses.
///
/// A request's session is loaded when it is first asked for, and shared by all that handle the request. It is
/// saved once, when the handlers are done, whatever the status of the response. If nobody asks for the
/// session, the response is left alone. If the session cannot be saved, the response is replaced by a 500
/// that carries the [`SessionError`] as an extension, in an [`Arc`]. The body of the 500 is left to the
/// service's catcher, but in some builds it tells the developer the reason; see [`SessionManager::on_event`].
///
/// Only one may write at a time: drop a session that you have changed before you call the next handler, and
/// before you return. A hoop after another one for the same session type does nothing.
///
/// Put timeouts inside: a timeout outside, a client that closes the connection, and a panic end the request
/// without a response through this middleware. Then what a handler has changed is not saved, a logout
/// included, and it is reported as [`SessionError::Unanswered`]. A hoop is inside of those that
/// are added before it.
///
/// # Examples
///
/// ```
/// # extern crate salvo_core as salvo;
/// # use std::sync::Arc;
/// # use iron_session::salvo::SessionMiddleware;
/// # use iron_session::{Error, IronSession, Keyring, Session, SessionError};
/// # use salvo::prelude::*;
/// # #[derive(IronSession)]
/// # struct SessionData { note: String }
/// #[handler]
/// async fn keep_too_much(mut session: Session<SessionData>) {
///     session.set_note("x".repeat(5000));
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?);
/// # let (mut request, mut depot, mut response) = (Request::new(), Depot::new(), Response::new());
/// let mut handlers = FlowCtrl::new(vec![Arc::new(sessions), Arc::new(keep_too_much)]);
/// handlers.call_next(&mut request, &mut depot, &mut response).await;
/// let error = response.extensions.get::<Arc<SessionError>>().map(Arc::as_ref);
/// assert!(matches!(error, Some(SessionError::Save(Error::TooLarge(_)))));
/// # Ok(())
/// # }
/// ```
pub struct SessionMiddleware<T: IronSession>(Arc<SessionManager<T>>, Gate);

holds_manager!(SessionMiddleware {
    /// A hoop with the keys, and the configuration that the attributes of the session type declare. Or
    /// with a manager, as by `from`.
    ///
    /// # Examples
    ///
    /// ```
    /// # extern crate salvo_core as salvo;
    /// # use std::sync::Arc;
    /// # use iron_session::salvo::SessionMiddleware;
    /// # use iron_session::{IronSession, Keyring, Session};
    /// # use salvo::prelude::*;
    /// #[derive(IronSession)]
    /// #[iron(max_age = "1h")]
    /// struct SessionData {
    ///     visits: u32,
    /// }
    ///
    /// # #[handler]
    /// # async fn count(mut session: Session<SessionData>) { *session.visits_mut() += 1 }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let (mut request, mut depot, mut response) = (Request::new(), Depot::new(), Response::new());
    /// let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?);
    /// let mut handlers = FlowCtrl::new(vec![Arc::new(sessions), Arc::new(count)]);
    /// handlers.call_next(&mut request, &mut depot, &mut response).await;
    /// assert!(response.headers()["set-cookie"].to_str()?.contains("; Max-Age=3600;"));
    /// # Ok(())
    /// # }
    /// ```
    new
    /// A hoop with a manager, for settings that are only known at run time, such as a domain.
    ///
    /// # Examples
    ///
    /// ```
    /// # extern crate salvo_core as salvo;
    /// # use std::sync::Arc;
    /// # use iron_session::salvo::SessionMiddleware;
    /// # use iron_session::{IronSession, Keyring, Session, SessionManager};
    /// # use salvo::prelude::*;
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "app")]
    /// # struct SessionData { visits: u32 }
    /// # #[handler]
    /// # async fn count(mut session: Session<SessionData>) { *session.visits_mut() += 1 }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let (mut request, mut depot, mut response) = (Request::new(), Depot::new(), Response::new());
    /// let sessions = SessionManager::<SessionData>::new(Keyring::generate()?).domain("shop.example")?;
    /// let mut handlers = FlowCtrl::new(vec![Arc::new(SessionMiddleware::from(sessions)), Arc::new(count)]);
    /// handlers.call_next(&mut request, &mut depot, &mut response).await;
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
    /// # extern crate salvo_core as salvo;
    /// # use std::sync::Arc;
    /// # use iron_session::salvo::SessionMiddleware;
    /// # use iron_session::{IronSession, Keyring};
    /// # use salvo::http::{HeaderValue, Method};
    /// # use salvo::prelude::*;
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// # #[handler]
    /// # async fn buy() -> &'static str { "bought" }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), iron_session::Error> {
    /// let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?).refuse_cross_site();
    ///
    /// let (mut request, mut response) = (Request::new(), Response::new());
    /// *request.method_mut() = Method::POST;
    /// request.headers_mut().insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
    /// FlowCtrl::new(vec![Arc::new(sessions), Arc::new(buy)])
    ///     .call_next(&mut request, &mut Depot::new(), &mut response)
    ///     .await;
    /// assert_eq!(response.status_code, Some(StatusCode::FORBIDDEN));
    /// # Ok(())
    /// # }
    /// ```
    refuse_cross_site
});

#[async_trait]
impl<T: IronSession> Handler for SessionMiddleware<T> {
    async fn handle(
        &self,
        request: &mut Request,
        depot: &mut Depot,
        response: &mut Response,
        ctrl: &mut FlowCtrl,
    ) {
        let passed = self.1.check(&self.0, || {
            head(request.method(), target(request), request.uri().authority(), request.headers())
        });
        let slots = request.extensions_mut().get_or_insert_default::<SessionSlots>();
        match passed.and_then(|()| slots.add(&self.0)) {
            Ok(slot) => {
                // Dropped after the future of the handlers, which hold sessions.
                let pending = slot.map(Pending::from);
                if let Some(checked) = pending.as_ref().and_then(|slot| look_ahead(slot, request)) {
                    checked.await;
                }
                ctrl.call_next(request, depot, response).await;
                if let Some(pending) = pending {
                    finish(pending, response).await;
                }
            }
            Err(error) => {
                let text = self.0.text_for_developers(&error);
                *response = failure(error, text);
                ctrl.skip_rest();
            }
        }
    }
}

/// Writes the session to the response. If it cannot be saved, a plain 500 replaces the response.
async fn finish<T: IronSession>(mut pending: Pending<T>, response: &mut Response) {
    if pending.was_read() {
        write_jar(response);
    }
    let Some(finished) = pending.finish(|| set_cookies_of(response.headers())) else { return };
    if let Err(failed) = save(&pending, finished.settled().await, response.headers_mut()) {
        *response = failure(failed.error, failed.text);
        failed.remains.write_onto(response.headers_mut());
    }
}

/// Makes headers of the cookies in salvo's jar, as salvo does at last. There they are seen, and kept.
fn write_jar(response: &mut Response) {
    let jar = std::mem::take(&mut response.cookies);
    let texts = jar.delta().filter_map(|cookie| HeaderValue::try_from(cookie.encoded().to_string()).ok());
    for text in texts {
        response.headers_mut().append(SET_COOKIE, text);
    }
}

/// A plain 500 that carries its cause.
fn failure(error: SessionError, text: String) -> Response {
    let mut response = Response::new();
    if !text.is_empty() {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(PLAIN_TEXT));
        response.replace_body(text.into());
    }
    response.status_code(status(&error));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    tell_when_to_retry(&error, &mut response);
    response.extensions.insert(Arc::new(error));
    response
}

fn tell_when_to_retry(error: &SessionError, response: &mut Response) {
    if let Some(seconds) = retry_after(error) {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(seconds));
    }
}

/// Asks a request that passed a [`SessionMiddleware`] for its session.
///
/// # Examples
///
/// A hoop that looks at the session after the handlers:
///
/// ```
/// # extern crate salvo_core as salvo;
/// # use std::sync::Arc;
/// # use iron_session::salvo::{RequestSession, SessionMiddleware};
/// # use iron_session::{IronSession, Keyring, Session, SessionError};
/// # use salvo::prelude::*;
/// # #[derive(IronSession)]
/// # struct SessionData { visits: u32 }
/// #[handler]
/// async fn tell_visits(
///     request: &mut Request,
///     depot: &mut Depot,
///     response: &mut Response,
///     ctrl: &mut FlowCtrl,
/// ) -> Result<(), SessionError> {
///     ctrl.call_next(request, depot, response).await;
///     response.headers_mut().insert("x-visits", request.session::<SessionData>()?.visits().into());
///     Ok(())
/// }
///
/// # #[handler]
/// # async fn count(mut session: Session<SessionData>) { *session.visits_mut() += 1 }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), iron_session::Error> {
/// # let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?);
/// # let (mut request, mut depot, mut response) = (Request::new(), Depot::new(), Response::new());
/// let mut handlers = FlowCtrl::new(vec![Arc::new(sessions), Arc::new(tell_visits), Arc::new(count)]);
/// handlers.call_next(&mut request, &mut depot, &mut response).await;
/// assert_eq!(response.headers()["x-visits"], "1");
/// # Ok(())
/// # }
/// ```
pub trait RequestSession: closed::Closed {
    /// The visitor's session, which goes back to the middleware when it is dropped.
    ///
    /// # Errors
    ///
    /// [`SessionError::NoLayer`] without a middleware for the type. [`SessionError::InUse`] if somebody still
    /// has the session and has changed it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::salvo::RequestSession;
    /// # use iron_session::{IronSession, SessionError};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// let outside_of_any_hoop = salvo_core::Request::new();
    /// let refused = outside_of_any_hoop.session::<SessionData>();
    /// assert!(matches!(refused, Err(SessionError::NoLayer { .. })));
    /// ```
    fn session<T: IronSession>(&self) -> Result<Session<T>, SessionError>;

    /// The visitor's session, if it is signed in.
    ///
    /// [`SignedIn`] is not an extractor here, because salvo turns the redirect of an extractor into a 400.
    ///
    /// # Errors
    ///
    /// [`Denied`]. A handler that returns it turns the visitor away.
    ///
    /// # Examples
    ///
    /// A hoop for pages that only members see:
    ///
    /// ```
    /// # extern crate salvo_core as salvo;
    /// # use std::sync::Arc;
    /// # use iron_session::salvo::{RequestSession, SessionMiddleware};
    /// # use iron_session::{Denied, IronSession, Keyring, Login};
    /// # use salvo::prelude::*;
    /// # #[derive(IronSession)]
    /// # struct SessionData { username: Option<String> }
    /// # impl Login for SessionData {
    /// #     const PAGE: Option<&str> = Some("/login");
    /// #     fn is_signed_in(&self) -> bool { self.username().is_some() }
    /// # }
    /// #[handler]
    /// async fn members_only(request: &mut Request) -> Result<(), Denied> {
    ///     request.signed_in::<SessionData>().map(drop)
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), iron_session::Error> {
    /// # let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?);
    /// # let (mut request, mut depot, mut response) = (Request::new(), Depot::new(), Response::new());
    /// # let accept = salvo::http::HeaderValue::from_static("text/html");
    /// request.headers_mut().insert("accept", accept); // a browser that opens the page `/`
    /// let mut handlers = FlowCtrl::new(vec![Arc::new(sessions), Arc::new(members_only)]);
    /// handlers.call_next(&mut request, &mut depot, &mut response).await;
    /// assert_eq!(response.headers()["location"], "/login?next=/");
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
    /// [`Denied::NotSignedIn`] and [`Denied::NotAllowed`], and those of [`session`](Self::session). A handler
    /// that returns [`Denied`] answers by it.
    ///
    /// # Examples
    ///
    /// ```
    /// # extern crate salvo_core as salvo;
    /// # use std::sync::Arc;
    /// # use iron_session::salvo::{RequestSession, SessionMiddleware};
    /// # use iron_session::{Denied, IronSession, Keyring, Login, Rule, Session};
    /// # use salvo::prelude::*;
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
    /// #[handler]
    /// async fn users(request: &mut Request) -> Result<&'static str, Denied> {
    ///     request.admitted::<SessionData, Admin>()?;
    ///     Ok("all users")
    /// }
    ///
    /// # #[handler]
    /// # async fn login(mut session: Session<SessionData>) { session.set_username("ada") }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), iron_session::Error> {
    /// # let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?);
    /// # let (mut request, mut depot, mut response) = (Request::new(), Depot::new(), Response::new());
    /// let mut handlers = FlowCtrl::new(vec![Arc::new(sessions), Arc::new(login), Arc::new(users)]);
    /// handlers.call_next(&mut request, &mut depot, &mut response).await;
    /// assert_eq!(response.status_code, Some(StatusCode::FORBIDDEN));
    /// # Ok(())
    /// # }
    /// ```
    fn admitted<T: Login, R: Rule<T>>(&self) -> Result<SignedIn<T, R>, Denied>;
}

mod closed {
    pub trait Closed {}
    impl Closed for salvo_core::Request {}
}

fn target(request: &Request) -> Option<&str> {
    request.uri().path_and_query().map(PathAndQuery::as_str)
}

fn line(request: &Request) -> RequestLine<'_> {
    RequestLine::new(request.method().as_str(), request.uri().path())
}

/// What has to be waited for before the session can be lent.
fn look_ahead<T: IronSession>(slot: &SessionSlot<T>, request: &Request) -> Option<SlotFuture<()>> {
    let headers = request.headers();
    let cookies_and_host = || (headers.cookies(), host_of(request.uri().host(), headers));
    let metadata = || fetch_metadata(Some(request.method()), headers);
    slot.look_ahead_of(cookies_and_host, metadata, || Some(line(request)))
}

impl RequestSession for Request {
    fn session<T: IronSession>(&self) -> Result<Session<T>, SessionError> {
        let host = || host_of(self.uri().host(), self.headers());
        let metadata = || fetch_metadata(Some(self.method()), self.headers());
        let slot = SessionSlots::slot_in(self.extensions().get())?;
        slot.lend(self.headers().cookies(), host, metadata, || Some(line(self)))
    }

    fn admitted<T: Login, R: Rule<T>>(&self) -> Result<SignedIn<T, R>, Denied> {
        SignedIn::admit_by(self.session()?)
            .map_err(|denied| denied.answering(&asked(Some(self.method()), target(self), self.headers())))
    }
}

/// The visitor's session, which goes back to the middleware when it is dropped.
impl<'ex, T: IronSession> Extractible<'ex> for Session<T> {
    fn metadata() -> &'static Metadata {
        static METADATA: Metadata = Metadata::new("Session");
        &METADATA
    }

    async fn extract(
        request: &'ex mut Request,
        _: &'ex mut Depot,
    ) -> Result<Self, impl Writer + Send + fmt::Debug + 'static> {
        request.session()
    }
}

/// The visitor's session, or none if the request brought no cookie that opened.
impl<'ex, T: IronSession> Extractible<'ex> for Opened<T> {
    fn metadata() -> &'static Metadata {
        static METADATA: Metadata = Metadata::new("Opened");
        &METADATA
    }

    async fn extract(
        request: &'ex mut Request,
        _: &'ex mut Depot,
    ) -> Result<Self, impl Writer + Send + fmt::Debug + 'static> {
        request.session().map(Self::from)
    }
}

/// A 500 whose body says what to change in the program; it is empty if a save failed, since that reason is
/// for the operator, or in some builds for the developer; see
/// [`SessionManager::on_event`](crate::SessionManager::on_event).
impl Scribe for SessionError {
    fn render(self, response: &mut Response) {
        response.status_code(status(&self));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(PLAIN_TEXT));
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        tell_when_to_retry(&self, response);
        // Without a body, the service's catcher writes one.
        let text = text_of_500(&self);
        response.replace_body(if text.is_empty() { ResBody::None } else { text.into() });
        response.extensions.insert(Arc::new(self));
    }
}

/// The answer that fits the request; see [`Denied::answering`]. If no session could be lent, it is the 500 of
/// that error.
impl Scribe for Denied {
    fn render(self, response: &mut Response) {
        match self {
            Self::NoSession(error) => error.render(response),
            Self::NotSignedIn(answer) | Self::NotAllowed(answer) => {
                response.status_code(answer.status());
                if let Some((name, value)) = answer.header() {
                    // The header is in visible ASCII, so this cannot fail.
                    let _ = response.add_header(name, value, true);
                }
            }
        }
    }
}
