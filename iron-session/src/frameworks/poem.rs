//! Sessions as poem's extractors, saved by a [`SessionMiddleware`].
//!
//! [`Session`] is the visitor's session. [`Opened`] is none if the request brought no cookie that opened.
//! [`SignedIn`] turns away all visitors who are not signed in. An `Option` of an extractor is poem's own:
//! `Option<Session<T>>` is some whenever there is a middleware, for strangers too, and `Option<SignedIn<T>>`
//! is some for those who are signed in.
//!
//! A middleware takes the session by [`FromRequest::from_request_without_body`]. If it changes the session,
//! it has to drop it before it calls the next endpoint. A middleware that wants the session after that call
//! keeps the request's [`SessionSlots`], from [`Request::data`].
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
//! iron-session = { path = "../iron-session-rs/iron-session", features = ["poem", "ring"] }
//! poem = "3"
//! tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
//! ```
//!
//! ```no_run
//! use iron_session::poem::SessionMiddleware;
//! use iron_session::{IronSession, Keyring, Session, SessionManager, Severity};
//! use poem::listener::TcpListener;
//! use poem::web::Redirect;
//! use poem::{EndpointExt, Route, Server, get, handler, post};
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! #[handler]
//! async fn login(mut session: Session<SessionData>, username: String) -> Redirect {
//!     session.renew(); // at each login
//!     session.set_username(username);
//!     Redirect::see_other("/")
//! }
//!
//! #[handler]
//! async fn logout(session: Session<SessionData>) -> Redirect {
//!     session.destroy();
//!     Redirect::see_other("/")
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
//!     let app = Route::new()
//!         .at("/", get(home))
//!         .at("/login", post(login))
//!         .at("/logout", post(logout))
//!         .with(SessionMiddleware::new(sessions).refuse_cross_site());
//!     Ok(Server::new(TcpListener::bind("127.0.0.1:3000")).run(app).await?)
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
//! curl --cookie-jar jar --data ada http://127.0.0.1:3000/login
//! curl --cookie jar http://127.0.0.1:3000    # ada
//! ```

use std::sync::Arc;

use http::StatusCode;
use http::header::{CACHE_CONTROL, RETRY_AFTER};
use http::uri::{PathAndQuery, Uri};
use poem::error::ResponseError;
use poem::{Endpoint, FromRequest, IntoResponse, Middleware, Request, RequestBody, Response, Result};

use super::gate::{Gate, retry_after, status};
use super::pending::Pending;
use super::saving::{PLAIN_TEXT, save_onto_another};
use super::shared::text_of_500;
use crate::cross_site::head;
use crate::error::SessionError;
use crate::events::RequestLine;
use crate::members::IronSession;
use crate::request::SessionManager;
use crate::request::response::set_cookies_of;
use crate::session::{
    Answer, Denied, Login, Opened, RequestHead, Rule, Session, SessionSlot, SessionSlots, SignedIn,
    SlotFuture, asked, fetch_metadata, host_of,
};

/// Lends sessions to the endpoints inside and saves them with their responses.
///
/// A request's session is loaded when it is first asked for, and shared by all that handle the request. It is
/// saved once, when the response is ready, whatever the status of the response. If nobody asks for the
/// session, the response is left alone. If the session cannot be saved, the response is replaced by an empty
/// 500 that carries the [`SessionError`] as data, in an [`Arc`]. In some builds the body tells the developer
/// the reason; see [`SessionManager::on_event`].
///
/// An error of a handler is a response too. A [`poem::Error`] has no headers, so the middleware turns it into
/// its response if the session was asked for. Add `catch_error` inside the middleware. Outside, it sees only
/// the errors of requests whose session nobody asked for, such as [`poem::error::NotFoundError`].
///
/// Only one may write at a time: drop a session that you have changed before you call the next endpoint, and
/// before you return. A middleware inside another one for the same session type does nothing.
///
/// Put timeouts inside: a timeout outside, a client that closes the connection, and a panic end the request
/// without a response through this middleware. Then what a handler has changed is not saved, a logout
/// included, and it is reported as [`SessionError::Unanswered`]. What is added first by `with` is the
/// innermost.
///
/// # Examples
///
/// ```
/// # use std::sync::Arc;
/// # use iron_session::poem::SessionMiddleware;
/// # use iron_session::{Error, IronSession, Keyring, Session, SessionError};
/// # use poem::{Endpoint, EndpointExt, Request, Route, get, handler};
/// # #[derive(IronSession)]
/// # struct SessionData { note: String }
/// #[handler]
/// async fn keep_too_much(mut session: Session<SessionData>) -> &'static str {
///     session.set_note("x".repeat(5000));
///     "kept"
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// # let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?);
/// let app = Route::new().at("/", get(keep_too_much)).with(sessions);
/// let response = app.get_response(Request::default()).await;
/// assert_eq!(response.status(), 500);
/// let error = response.data::<Arc<SessionError>>().map(Arc::as_ref);
/// assert!(matches!(error, Some(SessionError::Save(Error::TooLarge(_)))));
/// # Ok(())
/// # }
/// ```
pub struct SessionMiddleware<T: IronSession>(Arc<SessionManager<T>>, Gate);

holds_manager!(SessionMiddleware {
    /// A middleware with the keys, and the configuration that the attributes of the session type declare. Or
    /// with a manager, as by `from`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::poem::SessionMiddleware;
    /// # use iron_session::{IronSession, Keyring, Session};
    /// # use poem::{Endpoint, EndpointExt, Request, Route, get, handler};
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
    /// let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?);
    /// let app = Route::new().at("/", get(count)).with(sessions);
    /// let response = app.get_response(Request::default()).await;
    /// assert!(response.headers()["set-cookie"].to_str()?.contains("; Max-Age=3600;"));
    /// # Ok(())
    /// # }
    /// ```
    new
    /// A middleware with a manager, for settings that are only known at run time, such as a domain.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::poem::SessionMiddleware;
    /// # use iron_session::{IronSession, Keyring, Session, SessionManager};
    /// # use poem::{Endpoint, EndpointExt, Request, Route, get, handler};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "app")]
    /// # struct SessionData { visits: u32 }
    /// # #[handler]
    /// # async fn count(mut session: Session<SessionData>) { *session.visits_mut() += 1 }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sessions = SessionManager::<SessionData>::new(Keyring::generate()?).domain("shop.example")?;
    /// let app = Route::new().at("/", get(count)).with(SessionMiddleware::from(sessions));
    /// let response = app.get_response(Request::default()).await;
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
    /// # use iron_session::poem::SessionMiddleware;
    /// # use iron_session::{IronSession, Keyring};
    /// # use poem::{Endpoint, EndpointExt, Request, Route, handler, http::Method, post};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// # #[handler]
    /// # async fn buy() -> &'static str { "bought" }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), iron_session::Error> {
    /// let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?).refuse_cross_site();
    /// let app = Route::new().at("/", post(buy)).with(sessions);
    /// let request = Request::builder().method(Method::POST).header("sec-fetch-site", "cross-site");
    /// assert_eq!(app.get_response(request.finish()).await.status(), 403);
    /// # Ok(())
    /// # }
    /// ```
    refuse_cross_site
});

impl<E: Endpoint, T: IronSession> Middleware<E> for SessionMiddleware<T> {
    type Output = SessionEndpoint<E, T>;

    fn transform(&self, inner: E) -> Self::Output {
        SessionEndpoint { inner, sessions: Arc::clone(&self.0), gate: self.1.clone() }
    }
}

/// The endpoint that [`SessionMiddleware`] makes of the endpoint that it wraps.
///
/// # Examples
///
/// Name it where a type has to be written, as in the result of a function:
///
/// ```
/// # use iron_session::poem::{SessionEndpoint, SessionMiddleware};
/// # use iron_session::{IronSession, Keyring};
/// # use poem::endpoint::make_sync;
/// # use poem::{Endpoint, EndpointExt, Request};
/// # #[derive(IronSession)]
/// # struct SessionData {}
/// fn with_sessions<E: Endpoint>(inner: E, keys: Keyring) -> SessionEndpoint<E, SessionData> {
///     inner.with(SessionMiddleware::new(keys))
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), iron_session::Error> {
/// let app = with_sessions(make_sync(|_| "no session is asked for"), Keyring::generate()?);
/// let response = app.get_response(Request::default()).await;
/// assert!(!response.headers().contains_key("set-cookie"));
/// # Ok(())
/// # }
/// ```
pub struct SessionEndpoint<E, T: IronSession> {
    inner: E,
    sessions: Arc<SessionManager<T>>,
    gate: Gate,
}

impl<E: Endpoint, T: IronSession> Endpoint for SessionEndpoint<E, T> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        let passed = self.gate.check(&self.sessions, || {
            let uri = request.original_uri();
            head(request.method(), target(uri), uri.authority(), request.headers())
        });
        let slots = request.extensions_mut().get_or_insert_default::<SessionSlots>();
        // Dropped after the future of the endpoint, which holds sessions.
        let pending = match passed.and_then(|()| slots.add(&self.sessions)) {
            Ok(slot) => slot.map(Pending::from),
            Err(error) => {
                let text = self.sessions.text_for_developers(&error);
                return Ok(failure(error, text));
            }
        };
        if let Some(checked) = pending.as_ref().and_then(|slot| look_ahead(slot, &request)) {
            checked.await;
        }
        let answer = self.inner.call(request).await.map(IntoResponse::into_response);
        match pending {
            Some(pending) => finish(pending, answer).await,
            None => answer,
        }
    }
}

/// Writes the session to the response. If it cannot be saved, a plain 500 replaces the response.
async fn finish<T: IronSession>(mut pending: Pending<T>, answer: Result<Response>) -> Result<Response> {
    let present = || answer.iter().flat_map(|response| set_cookies_of(response.headers()));
    let Some(finished) = pending.finish(present) else { return answer };
    let finished = finished.settled().await;
    let mut response = answer.unwrap_or_else(poem::Error::into_response);
    if let Err(failed) = save_onto_another(&pending, finished, response.headers_mut()) {
        response = failure(failed.error, failed.text);
        failed.remains.write_onto(response.headers_mut());
    }
    Ok(response)
}

/// A plain 500 that carries its cause.
fn failure(error: SessionError, text: String) -> Response {
    let retry = retry_after(&error);
    let response = Response::builder()
        .status(status(&error))
        .header(CACHE_CONTROL, "no-store")
        .extension(Arc::new(error));
    let response = match retry {
        Some(seconds) => response.header(RETRY_AFTER, seconds),
        None => response,
    };
    if text.is_empty() { response.finish() } else { response.content_type(PLAIN_TEXT).body(text) }
}

fn target(uri: &Uri) -> Option<&str> {
    uri.path_and_query().map(PathAndQuery::as_str)
}

fn lend<T: IronSession>(request: &Request) -> Result<Session<T>, SessionError> {
    let (headers, authority) = (request.headers(), request.original_uri().host());
    let metadata = || fetch_metadata(Some(request.method()), headers);
    let slot = SessionSlots::slot_in(request.data())?;
    slot.lend(headers.cookies(), || host_of(authority, headers), metadata, || Some(line(request)))
}

/// What has to be waited for before the session can be lent.
fn look_ahead<T: IronSession>(slot: &SessionSlot<T>, request: &Request) -> Option<SlotFuture<()>> {
    let (headers, authority) = (request.headers(), request.original_uri().host());
    let metadata = || fetch_metadata(Some(request.method()), headers);
    let cookies_and_host = || (headers.cookies(), host_of(authority, headers));
    slot.look_ahead_of(cookies_and_host, metadata, || Some(line(request)))
}

fn line(request: &Request) -> RequestLine<'_> {
    RequestLine::new(request.method().as_str(), request.original_uri().path())
}

/// The visitor's session, which goes back to the middleware when it is dropped.
impl<'a, T: IronSession> FromRequest<'a> for Session<T> {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        Ok(lend(request)?)
    }
}

/// The visitor's session, or none if the request brought no cookie that opened.
impl<'a, T: IronSession> FromRequest<'a> for Opened<T> {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        Ok(lend::<T>(request)?.into())
    }
}

/// The visitor's session if it is signed in and the rule allows it; all other visitors are turned away.
impl<'a, T: Login, R: Rule<T>> FromRequest<'a> for SignedIn<T, R> {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        let session = lend(request).map_err(Denied::from)?;
        Ok(SignedIn::admit_by(session).map_err(|denied| {
            let target = target(request.original_uri());
            denied.answering(&asked(Some(request.method()), target, request.headers()))
        })?)
    }
}

/// A 500 whose body says what to change in the program; it is empty if a save failed, since that reason is
/// for the operator, or in some builds for the developer; see
/// [`SessionManager::on_event`](crate::SessionManager::on_event).
impl ResponseError for SessionError {
    fn status(&self) -> StatusCode {
        status(self)
    }

    fn as_response(&self) -> Response {
        let response = text_of_500(self).with_status(self.status()).with_header(CACHE_CONTROL, "no-store");
        match retry_after(self) {
            Some(seconds) => response.with_header(RETRY_AFTER, seconds).into_response(),
            None => response.into_response(),
        }
    }
}

/// The answer that fits the request; see [`Denied::answering`]. If no session could be lent, it is the 500 of
/// that error.
impl ResponseError for Denied {
    fn status(&self) -> StatusCode {
        match self {
            Self::NoSession(error) => error.status(),
            Self::NotSignedIn(answer) | Self::NotAllowed(answer) => answer.status(),
        }
    }

    fn as_response(&self) -> Response {
        match self {
            Self::NoSession(error) => error.as_response(),
            Self::NotSignedIn(answer) | Self::NotAllowed(answer) => response_of(answer),
        }
    }
}

fn response_of(answer: &Answer) -> Response {
    let response = Response::builder().status(answer.status());
    match answer.header() {
        Some((name, value)) => response.header(name, value).finish(),
        None => response.finish(),
    }
}

debug_wrapper!(SessionEndpoint);
