//! Sessions as warp's filters, saved by a [`SessionLayer`] around warp's service.
//!
//! [`session`] extracts the visitor's session, [`optional`] extracts it if the request brought a cookie that
//! opened, and [`signed_in`] rejects visitors who are not signed in. [`answer`] makes replies of their
//! rejections.
//!
//! # Examples
//!
//! ```
//! use iron_session::warp::{SessionLayer, answer, session};
//! use iron_session::{IronSession, Keyring, Session};
//! use tower::{Layer, ServiceExt};
//! use warp::http::{Request, Uri};
//! use warp::{Filter, Reply};
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! fn login(mut session: Session<SessionData>) -> impl Reply {
//!     session.renew();
//!     session.set_username("demo");
//!     warp::redirect::see_other(Uri::from_static("/"))
//! }
//!
//! fn home(session: Session<SessionData>) -> String {
//!     session.username().unwrap_or("stranger").to_owned()
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let login = warp::path!("login").and(warp::post()).and(session()).map(login);
//! let home = warp::path::end().and(session()).map(home);
//! let routes = login.or(home).recover(answer);
//! let service = SessionLayer::<SessionData>::new(Keyring::generate()?).layer(warp::service(routes));
//!
//! let response = service.oneshot(Request::post("/login").body(String::new())?).await?;
//! assert!(response.headers().contains_key("set-cookie"));
//! # Ok(())
//! # }
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
//! Serve the service with hyper and hyper-util (features `service` and `tokio`), and not its routes with
//! `warp::serve`. A wrapper among warp's filters, such as one of `warp::wrap_fn`, is not told whose request
//! it wraps, and cannot give anything to the filters inside. A layer around the service gets every response.
//! So no change is lost, whether a reply or a rejection ends the request, and wherever the rejection is
//! recovered. Only `warp::serve` sets `warp::addr::remote`.
//!
//! ```
//! # use hyper::server::conn::http1;
//! # use hyper_util::rt::TokioIo;
//! # use hyper_util::service::TowerToHyperService;
//! # use iron_session::tower::SessionLayer;
//! # use iron_session::{IronSession, Keyring};
//! # use tower::Layer;
//! # use warp::Filter;
//! # #[derive(IronSession)]
//! # struct SessionData {}
//! # fn main() -> Result<(), iron_session::Error> {
//! # let routes = warp::any().map(|| "hello");
//! # let service = SessionLayer::<SessionData>::new(Keyring::generate()?).layer(warp::service(routes));
//! # let _serving = async move {
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
//! loop {
//!     let (stream, _) = listener.accept().await?;
//!     let service = TowerToHyperService::new(service.clone());
//!     tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
//! }
//! # #[expect(unreachable_code)]
//! # Ok::<(), std::io::Error>(())
//! # };
//! # Ok(())
//! # }
//! ```
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

use http::header::{CACHE_CONTROL, HeaderMap, LOCATION};
use http::uri::Authority;
use http::{Method, StatusCode};
use warp::path::FullPath;
use warp::reject::Reject;
use warp::reply::{Response, with_header};
use warp::{Filter, Rejection, Reply};

use super::shared::text_of_500;
#[doc(inline)]
pub use super::tower::SessionLayer;
use crate::error::SessionError;
use crate::events::RequestLine;
use crate::members::IronSession;
use crate::session::{
    Denied, Login, Opened, RequestHead, Session, SessionSlots, SignedIn, fetch_metadata, host_of,
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
    lend().and_then(|session: Result<Session<T>, _>| ready(session.map_err(refuse)))
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
    session().and_then(|session| ready(SignedIn::<T>::admit(session).map_err(refuse)))
}

fn lend<T: IronSession>()
-> impl Filter<Extract = (Result<Session<T>, SessionError>,), Error = Infallible> + Copy {
    let nowhere = warp::any().map(|| None);
    let host = warp::host::optional().or(nowhere).unify();
    let target = warp::method().and(warp::path::full());
    warp::ext::optional().and(target).and(warp::header::headers_cloned()).and(host).map(
        |slots: Option<SessionSlots>,
         method: Method,
         path: FullPath,
         headers: HeaderMap,
         host: Option<Authority>| {
            let host = host_of(host.as_ref().map(Authority::as_str), &headers);
            let metadata = || fetch_metadata(Some(&method), &headers);
            let line = || Some(RequestLine::new(method.as_str(), path.as_str()));
            SessionSlots::slot_in(slots.as_ref())?.check_out_of(headers.cookies(), host, metadata, line)
        },
    )
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
///         Some(Refused::NotSignedIn { .. }) => Ok(StatusCode::FORBIDDEN),
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
    /// [`signed_in`] got a session that is not signed in. Send the visitor to `page`, or answer with a 401,
    /// as [`answer`] does.
    NotSignedIn {
        /// Where the visitor can sign in, from [`Login::PAGE`].
        page: Option<&'static str>,
    },
    /// The session could not be lent. It is a mistake in the program, and its text says what to
    /// change: answer with a 500, as [`answer`] does.
    Session(Arc<SessionError>),
}

impl Reject for Refused {}

impl From<Denied> for Refused {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NotSignedIn { page } => Self::NotSignedIn { page },
            Denied::NoSession(error) => Self::Session(Arc::new(error)),
        }
    }
}

/// What a visitor may read, since warp answers with this text if nobody recovers the rejection.
impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSignedIn { .. } => f.write_str("not signed in"),
            Self::Session(error) => f.write_str(&error.public_text()),
        }
    }
}

/// Answers the rejections of this module's filters and passes on all others. It is made for
/// [`Filter::recover`].
///
/// A visitor who is not signed in gets a 401, or a redirect to the page where the visitor can sign in. All
/// else is a 500 whose body says what to change in the program.
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
/// let stranger = layer.layer(warp::service(members)).oneshot(Request::new(String::new())).await?;
/// assert_eq!(stranger.headers()["location"], "/login");
/// # Ok(())
/// # }
/// ```
pub fn answer(rejection: Rejection) -> Ready<Result<Response, Rejection>> {
    ready(rejection.find::<Refused>().cloned().map(Reply::into_response).ok_or(rejection))
}

impl Reply for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::NotSignedIn { page: None } => StatusCode::UNAUTHORIZED.into_response(),
            Self::NotSignedIn { page: Some(page) } => {
                with_header(StatusCode::SEE_OTHER, LOCATION, page).into_response()
            }
            Self::Session(error) => {
                let mut response =
                    with_header(text_of_500(&error), CACHE_CONTROL, "no-store").into_response();
                *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
                response.extensions_mut().insert(error);
                response
            }
        }
    }
}

/// A 401, or a 303 to the page where the visitor can sign in. If no session could be lent, it is the 500 of
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
