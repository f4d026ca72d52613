//! Sessions as warp's filters, saved by a [`SessionLayer`] around warp's service.
//!
//! [`session`] extracts the visitor's session, [`optional`] extracts it if the request brought a cookie that
//! opened, and [`signed_in`] rejects visitors who are not signed in. [`admitted`] does it with a [`Rule`].
//! [`answer`] makes replies of their rejections.
//!
//! With [`revocations`](SessionLayer::revocations) in a store elsewhere, the store is asked before the
//! handler and told before the response. Whoever asks for the session gets a 503 while the store does not
//! answer.
//!
//! # A whole program
//!
//! In a new crate beside the clone, which is in `iron-session-rs` here:
//!
//! ```toml
//! [dependencies]
//! hyper = { version = "1", features = ["http1", "server"] }
//! hyper-util = { version = "0.1", features = ["service", "tokio"] }
//! iron-session = { path = "../iron-session-rs/iron-session", features = ["warp", "ring"] }
//! tokio = { version = "1", features = ["macros", "net", "rt-multi-thread"] }
//! tower = "0.5"
//! warp = "0.4"
//! ```
//!
//! ```no_run
//! use std::collections::HashMap;
//!
//! use hyper::server::conn::http1;
//! use hyper_util::rt::TokioIo;
//! use hyper_util::service::TowerToHyperService;
//! use iron_session::warp::{SessionLayer, answer, session};
//! use iron_session::{IronSession, Keyring, Session, SessionManager, Severity};
//! use tower::Layer;
//! use warp::http::{StatusCode, Uri};
//! use warp::{Filter, Reply};
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! fn login(
//!     mut session: Session<SessionData>,
//!     mut form: HashMap<String, String>,
//! ) -> Result<impl Reply, StatusCode> {
//!     let name = form.remove("username").filter(|name| !name.is_empty());
//!     let name = name.ok_or(StatusCode::BAD_REQUEST)?;
//!     session.renew(); // at each login
//!     session.set_username(name);
//!     Ok(warp::redirect::see_other(Uri::from_static("/")))
//! }
//!
//! fn logout(session: Session<SessionData>) -> impl Reply {
//!     session.destroy();
//!     warp::redirect::see_other(Uri::from_static("/"))
//! }
//!
//! fn home(session: Session<SessionData>) -> String {
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
//!     let login = warp::path!("login").and(warp::post()).and(session()).and(warp::body::form()).map(login);
//!     let logout = warp::path!("logout").and(warp::post()).and(session()).map(logout);
//!     let home = warp::path::end().and(session()).map(home);
//!     let routes = login.or(logout).or(home).recover(answer);
//!     let service = SessionLayer::new(sessions).refuse_cross_site().layer(warp::service(routes));
//!
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
//!     loop {
//!         let (stream, _) = listener.accept().await?;
//!         let service = TowerToHyperService::new(service.clone());
//!         tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
//!     }
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
//!
//! # Tests
//!
//! `warp::test::request()` gives a filter a request that passed no layer, so the session's filters reject it
//! with [`SessionError::NoLayer`]. Test the service, as above: `layer.layer(warp::service(routes))` and
//! `oneshot`.
//!
//! # The layer goes around the service
//!
//! Serve the service with hyper and hyper-util (features `service` and `tokio`), as above, and not its
//! routes with `warp::serve`. A wrapper among warp's filters, such as one of `warp::wrap_fn`, is not told
//! whose request it wraps, and cannot give anything to the filters inside. A layer around the service gets
//! every response. So no change is lost, whether a reply or a rejection ends the request, and wherever the
//! rejection is recovered. Only `warp::serve` sets `warp::addr::remote`.
//!
//! Put timeouts between the layer and warp's service. A timeout outside of the layer drops a logout that the
//! handler has made; see [`SessionLayer`].
//!
//! # A rejection takes nothing back
//!
//! If a filter rejects after it has changed the session, the filters that are tried next see the change, and
//! the response saves it. To answer an error at once, without trying another route, return the error as a
//! reply: [`SessionError`] and [`Denied`] are replies too.

use std::convert::Infallible;
use std::fmt;
use std::future::{Ready, ready};
use std::sync::Arc;

use http::Method;
use http::header::{CACHE_CONTROL, HeaderMap, HeaderValue, RETRY_AFTER};
use http::uri::Authority;
use warp::path::FullPath;
use warp::reject::Reject;
use warp::reply::{Response, with_header};
use warp::{Filter, Rejection, Reply};

use super::gate::{retry_after, status};
use super::shared::text_of_500;
#[doc(inline)]
pub use super::tower::SessionLayer;
use crate::error::SessionError;
use crate::events::RequestLine;
use crate::members::IronSession;
use crate::session::{
    Answer, Anyone, Asked, Denied, Login, Opened, RequestHead, Rule, Session, SessionSlots, SignedIn, asked,
    fetch_metadata, host_of,
};

/// Extracts the visitor's session, which goes back to the layer when it is dropped.
///
/// Warp holds extracted values until the handler returns. So a filter that changes the session has to drop it
/// before another filter asks for it.
///
/// # Errors
///
/// Rejects with [`Refused::Session`] without a layer for the type, or if somebody still has the session and
/// has changed it.
///
/// # Examples
///
/// ```
/// # use iron_session::warp::{SessionLayer, session};
/// # use iron_session::{IronSession, Keyring, Session};
/// # use tower::{Layer, ServiceExt};
/// # use warp::Filter;
/// # use warp::http::Request;
/// # #[derive(IronSession)]
/// # struct SessionData { visits: u32 }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let layer = SessionLayer::<SessionData>::new(Keyring::generate()?);
/// let count = session().map(|mut session: Session<SessionData>| *session.visits_mut() += 1).untuple_one();
/// let visits = count.and(session()).map(|session: Session<SessionData>| {
///     warp::reply::with_header("", "x-visits", session.visits())
/// });
/// let response = layer.layer(warp::service(visits)).oneshot(Request::new(String::new())).await?;
/// assert_eq!(response.headers()["x-visits"], "1");
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn session<T: IronSession>() -> impl Filter<Extract = (Session<T>,), Error = Rejection> + Copy {
    head().and_then(|head: Head| ready(head.lend::<T>().map_err(refuse)))
}

/// Extracts the visitor's session, or none if the request brought no cookie that opened.
///
/// # Errors
///
/// Rejects as [`session`] does.
///
/// # Examples
///
/// ```
/// # use iron_session::warp::{SessionLayer, optional};
/// # use iron_session::{IronSession, Keyring, Session};
/// # use tower::{Layer, ServiceExt};
/// # use warp::Filter;
/// # use warp::http::{Request, StatusCode};
/// # #[derive(IronSession)]
/// # struct SessionData {}
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let layer = SessionLayer::<SessionData>::new(Keyring::generate()?);
/// let home = optional().map(|session: Option<Session<SessionData>>| {
///     if session.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND }
/// });
/// let stranger = layer.layer(warp::service(home)).oneshot(Request::new(String::new())).await?;
/// assert_eq!(stranger.status(), StatusCode::NOT_FOUND);
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn optional<T: IronSession>() -> impl Filter<Extract = (Option<Session<T>>,), Error = Rejection> + Copy {
    session().map(|session| Opened::from(session).0)
}

/// Extracts the visitor's session, if it is signed in.
///
/// # Errors
///
/// Rejects with [`Refused::NotSignedIn`], and as [`session`] does.
///
/// # Examples
///
/// ```
/// # use iron_session::warp::{SessionLayer, answer, signed_in};
/// # use iron_session::{IronSession, Keyring, Login, SignedIn};
/// # use tower::{Layer, ServiceExt};
/// # use warp::Filter;
/// # use warp::http::Request;
/// # #[derive(IronSession)]
/// # struct SessionData { username: Option<String> }
/// impl Login for SessionData {
///     fn is_signed_in(&self) -> bool {
///         self.username().is_some()
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let layer = SessionLayer::<SessionData>::new(Keyring::generate()?);
/// let members = signed_in().map(|_: SignedIn<SessionData>| "welcome").recover(answer);
/// let stranger = layer.layer(warp::service(members)).oneshot(Request::new(String::new())).await?;
/// assert_eq!(stranger.status(), 401);
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn signed_in<T: Login>() -> impl Filter<Extract = (SignedIn<T>,), Error = Rejection> + Copy {
    admitted::<T, Anyone>()
}

/// Extracts the visitor's session, if it is signed in and the rule `R` allows it.
///
/// # Errors
///
/// Rejects with [`Refused::NotAllowed`], and as [`signed_in`] does.
///
/// # Examples
///
/// ```
/// # use iron_session::warp::{SessionLayer, admitted, answer};
/// # use iron_session::{IronSession, Keyring, Login, Rule, Session, SignedIn};
/// # use tower::{Layer, ServiceExt};
/// # use warp::Filter;
/// # use warp::http::Request;
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
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let layer = SessionLayer::<SessionData>::new(Keyring::generate()?);
/// # let sign_in = iron_session::warp::session()
/// #     .map(|mut session: Session<SessionData>| session.set_username("ada"))
/// #     .untuple_one();
/// let users = admitted().map(|_: SignedIn<SessionData, Admin>| "all users");
/// # let users = sign_in.and(users);
/// let service = layer.layer(warp::service(users.recover(answer)));
/// let visitor = service.oneshot(Request::new(String::new())).await?; // signed in, and no admin
/// assert_eq!(visitor.status(), 403);
/// # Ok(())
/// # }
/// ```
#[must_use]
pub fn admitted<T: Login, R: Rule<T>>() -> impl Filter<Extract = (SignedIn<T, R>,), Error = Rejection> + Copy
{
    head().and_then(|head: Head| {
        let admitted = head.lend().map_err(Denied::from).and_then(SignedIn::admit_by::<R>);
        ready(admitted.map_err(|denied| refuse(denied.answering(&head.asked()))))
    })
}

/// What a session is loaded from.
struct Head {
    slots: Option<SessionSlots>,
    method: Method,
    path: FullPath,
    headers: HeaderMap,
    host: Option<Authority>,
}

impl Head {
    fn lend<T: IronSession>(&self) -> Result<Session<T>, SessionError> {
        let host = || host_of(self.host.as_ref().map(Authority::as_str), &self.headers);
        let metadata = || fetch_metadata(Some(&self.method), &self.headers);
        let line = || Some(RequestLine::new(self.method.as_str(), self.path.as_str()));
        let slot = SessionSlots::slot_in(self.slots.as_ref())?;
        slot.lend(self.headers.cookies(), host, metadata, line)
    }

    fn asked(&self) -> Asked<'_> {
        let target = self.slots.as_ref().and_then(SessionSlots::target);
        asked(Some(&self.method), target, &self.headers)
    }
}

fn head() -> impl Filter<Extract = (Head,), Error = Infallible> + Copy {
    let nowhere = warp::any().map(|| None);
    let host = warp::host::optional().or(nowhere).unify();
    let target = warp::method().and(warp::path::full());
    let head = warp::ext::optional().and(target).and(warp::header::headers_cloned()).and(host);
    head.map(|slots, method, path, headers, host| Head { slots, method, path, headers, host })
}

fn refuse(denied: impl Into<Denied>) -> Rejection {
    warp::reject::custom(Refused::from(denied.into()))
}

/// Why a filter of this module rejected a request. [`Rejection::find`] finds it in a rejection.
///
/// Its `Debug` is what a visitor may read, since warp answers with this text if nobody recovers the
/// rejection.
///
/// # Examples
///
/// ```
/// # use iron_session::warp::{Refused, SessionLayer, signed_in};
/// # use iron_session::{IronSession, Keyring, Login, SignedIn};
/// # use tower::{Layer, ServiceExt};
/// # use warp::http::{Request, StatusCode};
/// # use warp::{Filter, Rejection, Reply};
/// # #[derive(IronSession)]
/// # struct SessionData { username: Option<String> }
/// # impl Login for SessionData {
/// #     fn is_signed_in(&self) -> bool { self.username().is_some() }
/// # }
/// async fn recover(rejection: Rejection) -> Result<impl Reply, Rejection> {
///     match rejection.find() {
///         Some(Refused::NotSignedIn(_)) => Ok(StatusCode::FORBIDDEN),
///         _ => Err(rejection),
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let layer = SessionLayer::<SessionData>::new(Keyring::generate()?);
/// let members = signed_in().map(|_: SignedIn<SessionData>| "welcome").recover(recover);
/// let stranger = layer.layer(warp::service(members)).oneshot(Request::new(String::new())).await?;
/// assert_eq!(stranger.status(), StatusCode::FORBIDDEN);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub enum Refused {
    /// [`signed_in`] got a session that is not signed in. The answer is what [`answer`] sends: to
    /// [`Login::PAGE`], or a 401.
    NotSignedIn(Answer),
    /// [`admitted`] got a session that is signed in, and the rule does not allow it. The answer is what
    /// [`answer`] sends: to [`Rule::PAGE`], or a 403.
    NotAllowed(Answer),
    /// The session could not be lent. It is a mistake in the program, and its text says what to
    /// change: answer with a 500, as [`answer`] does.
    Session(Arc<SessionError>),
}

impl Reject for Refused {}

impl From<Denied> for Refused {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NotSignedIn(answer) => Self::NotSignedIn(answer),
            Denied::NotAllowed(answer) => Self::NotAllowed(answer),
            Denied::NoSession(error) => Self::Session(Arc::new(error)),
        }
    }
}

/// What a visitor may read, since warp answers with this text if nobody recovers the rejection.
impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSignedIn(_) => f.write_str("not signed in"),
            Self::NotAllowed(_) => f.write_str("not allowed"),
            Self::Session(error) => f.write_str(&error.public_text()),
        }
    }
}

/// Answers the rejections of this module's filters and passes on all others. It is made for
/// [`Filter::recover`].
///
/// A visitor who is turned away gets the answer that fits the request; see [`Denied::answering`]. All else is
/// a 500 whose body says what to change in the program.
///
/// # Errors
///
/// Returns the rejection, if it comes from another filter.
///
/// # Examples
///
/// ```
/// # use iron_session::warp::{SessionLayer, answer, signed_in};
/// # use iron_session::{IronSession, Keyring, Login, SignedIn};
/// # use tower::{Layer, ServiceExt};
/// # use warp::Filter;
/// # use warp::http::Request;
/// # #[derive(IronSession)]
/// # struct SessionData { username: Option<String> }
/// impl Login for SessionData {
///     const PAGE: Option<&str> = Some("/login");
///     # fn is_signed_in(&self) -> bool { self.username().is_some() }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let layer = SessionLayer::<SessionData>::new(Keyring::generate()?);
/// let members = signed_in().map(|_: SignedIn<SessionData>| "welcome").recover(answer);
/// let request = Request::get("/orders").header("accept", "text/html").body(String::new())?;
/// let stranger = layer.layer(warp::service(members)).oneshot(request).await?;
/// assert_eq!(stranger.headers()["location"], "/login?next=/orders");
/// # Ok(())
/// # }
/// ```
pub fn answer(rejection: Rejection) -> Ready<Result<Response, Rejection>> {
    ready(rejection.find::<Refused>().cloned().map(Reply::into_response).ok_or(rejection))
}

impl Reply for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::NotSignedIn(answer) | Self::NotAllowed(answer) => match answer.header() {
                Some((name, value)) => with_header(answer.status(), name, value).into_response(),
                None => answer.status().into_response(),
            },
            Self::Session(error) => {
                let mut response =
                    with_header(text_of_500(&error), CACHE_CONTROL, "no-store").into_response();
                *response.status_mut() = status(&error);
                if let Some(seconds) = retry_after(&error) {
                    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(seconds));
                }
                response.extensions_mut().insert(error);
                response
            }
        }
    }
}

/// The answer that fits the request; see [`Denied::answering`]. If no session could be lent, it is the 500 of
/// that error.
impl Reply for Denied {
    fn into_response(self) -> Response {
        Refused::from(self).into_response()
    }
}

/// A 500 whose body says what to change in the program; it is empty if a save failed, since that reason is
/// for the operator, or in some builds for the developer; see
/// [`SessionManager::on_event`](crate::SessionManager::on_event).
impl Reply for SessionError {
    fn into_response(self) -> Response {
        Denied::from(self).into_response()
    }
}
