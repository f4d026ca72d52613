//! Sessions as warp's filters, saved by a [`SessionLayer`](super::tower::SessionLayer) around warp's service.
//!
//! [`session`] extracts the visitor's session, [`optional`] one that a cookie opened, and [`signed_in`] rejects everybody else.
//! [`answer`] makes their rejections into replies.
//!
//! ```
//! use hyper::server::conn::http1;
//! use hyper_util::rt::TokioIo;
//! use hyper_util::service::TowerToHyperService;
//! use iron_session::tower::SessionLayer;
//! use iron_session::warp::{answer, session};
//! use iron_session::{IronSession, Keyring, Session};
//! use tower::Layer;
//! use warp::Filter;
//! use warp::http::Uri;
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! # fn main() -> Result<(), iron_session::Error> {
//! let login = warp::path!("login").and(warp::post()).and(session()).map(|mut session: Session<SessionData>| {
//!     session.renew();
//!     session.set_username("demo");
//!     warp::redirect::see_other(Uri::from_static("/"))
//! });
//! let home = warp::path::end().and(session()).map(|session: Session<SessionData>| {
//!     session.username().unwrap_or("stranger").to_owned()
//! });
//!
//! let routes = login.or(home).recover(answer);
//! let service = SessionLayer::<SessionData>::new(Keyring::generate()?).layer(warp::service(routes));
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
//! # The layer goes around the service
//!
//! Serve the service with hyper and hyper-util (features `service` and `tokio`), rather than its routes with `warp::serve`: a
//! wrapper among warp's filters, such as `warp::wrap_fn` makes, is not told whose request it wraps, and cannot give anything to
//! the filters inside. Around the service, the layer has every response, so that nothing is lost whether a reply or a rejection
//! ends the request, and wherever the rejection is recovered. `warp::addr::remote` is set by `warp::serve` alone.
//!
//! # A rejection takes nothing back
//!
//! A filter that rejects after it has changed the session leaves the change to the filters that are tried next, and to the
//! response. To have an error answered at once, and no other route tried, return it as a reply:
//! [`SessionError`] and [`Denied`] are replies too.

use std::convert::Infallible;
use std::fmt;
use std::future::{Ready, ready};
use std::sync::Arc;

use http::StatusCode;
use http::header::{CACHE_CONTROL, LOCATION};
use http::uri::Authority;
use warp::reject::Reject;
use warp::reply::{Response, with_header};
use warp::{Filter, Rejection, Reply};

use crate::error::SessionError;
use crate::members::IronSession;
use crate::session::{Denied, Login, Opened, RequestHead, Session, SessionSlots, SignedIn};

/// Extracts the visitor's session, which goes back to the layer when it is dropped.
///
/// A filter that has changed the session drops it before another asks for it: extracted values are held until the handler
/// returns.
///
/// ```
/// use iron_session::warp::session;
/// use iron_session::{IronSession, Session};
/// use warp::Filter;
///
/// #[derive(IronSession)]
/// struct SessionData {
///     visits: u32,
/// }
///
/// let count = session().map(|mut session: Session<SessionData>| *session.visits_mut() += 1).untuple_one();
/// let visits = count.and(session()).map(|session: Session<SessionData>| session.visits().to_string());
/// ```
///
/// # Errors
///
/// Rejects with [`Refused::Session`] without a layer for the type, or if somebody still has the session and has changed it.
#[must_use]
pub fn session<T: IronSession>() -> impl Filter<Extract = (Session<T>,), Error = Rejection> + Copy {
    lend().and_then(|session: Result<Session<T>, _>| ready(session.map_err(refuse)))
}

/// Extracts the visitor's session, if the request brought a cookie that opened.
///
/// ```
/// use iron_session::warp::optional;
/// use iron_session::{IronSession, Session};
/// use warp::Filter;
///
/// #[derive(IronSession)]
/// struct SessionData {
///     visits: u32,
/// }
///
/// let home = warp::path::end().and(optional()).map(|session: Option<Session<SessionData>>| {
///     if session.is_some() { "welcome back" } else { "hello, stranger" }
/// });
/// ```
///
/// # Errors
///
/// As [`session`].
#[must_use]
pub fn optional<T: IronSession>() -> impl Filter<Extract = (Option<Session<T>>,), Error = Rejection> + Copy {
    session().map(|session| Opened::from(session).0)
}

/// Extracts the visitor's session, if it is signed in.
///
/// ```
/// use iron_session::warp::{answer, signed_in};
/// use iron_session::{IronSession, Login, SignedIn};
/// use warp::Filter;
///
/// #[derive(IronSession)]
/// struct SessionData {
///     username: Option<String>,
/// }
///
/// impl Login for SessionData {
///     fn is_signed_in(&self) -> bool {
///         self.username().is_some()
///     }
/// }
///
/// let members = warp::path!("members").and(signed_in()).map(|_: SignedIn<SessionData>| "welcome").recover(answer);
/// ```
///
/// # Errors
///
/// Rejects with [`Refused::NotSignedIn`], and as [`session`].
#[must_use]
pub fn signed_in<T: Login>() -> impl Filter<Extract = (SignedIn<T>,), Error = Rejection> + Copy {
    session().and_then(|session| ready(SignedIn::<T>::admit(session).map_err(refuse)))
}

fn lend<T: IronSession>()
-> impl Filter<Extract = (Result<Session<T>, SessionError>,), Error = Infallible> + Copy {
    let nowhere = warp::any().map(|| None);
    let host = warp::host::optional().or(nowhere).unify();
    warp::ext::optional().and(warp::header::headers_cloned()).and(host).map(
        |slots: Option<SessionSlots>, headers: http::HeaderMap, host: Option<Authority>| {
            let host = host.as_ref().map(|host| host.as_str().as_bytes()).or_else(|| headers.host());
            SessionSlots::slot_in(slots.as_ref())?.check_out(headers.cookies(), host)
        },
    )
}

fn refuse(denied: impl Into<Denied>) -> Rejection {
    warp::reject::custom(Refused::from(denied.into()))
}

/// Why a filter of this module rejected, as [`Rejection::find`] finds it.
///
/// ```
/// use iron_session::warp::Refused;
/// use warp::{Rejection, Reply};
///
/// async fn recover(rejection: Rejection) -> Result<impl Reply, Rejection> {
///     match rejection.find() {
///         Some(Refused::NotSignedIn { .. }) => Ok(warp::reply::html("<h1>Members only</h1>")),
///         _ => Err(rejection),
///     }
/// }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub enum Refused {
    /// The session is not signed in.
    NotSignedIn {
        /// Where to sign in, from [`Login::PAGE`].
        page: Option<&'static str>,
    },
    /// There was no session to look at.
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

/// What a visitor may read, since warp answers a rejection that nobody recovers with this text.
impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSignedIn { .. } => f.write_str("not signed in"),
            Self::Session(error) => f.write_str(&error.public_text()),
        }
    }
}

/// Answers the rejections of this module's filters, and passes on all others; for [`Filter::recover`].
///
/// A visitor who is not signed in gets a 401, or a redirect to where to sign in; anything else is a 500, with the text of a mistake
/// in the program.
///
/// # Errors
///
/// The rejection, if it came from elsewhere.
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
                    with_header(error.public_text(), CACHE_CONTROL, "no-store").into_response();
                *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
                response.extensions_mut().insert(error);
                response
            }
        }
    }
}

/// 401, or a redirect to where the visitor can sign in.
impl Reply for Denied {
    fn into_response(self) -> Response {
        Refused::from(self).into_response()
    }
}

/// A 500, with the text of a mistake in the program, which says what to change; what failed while saving stays inside.
impl Reply for SessionError {
    fn into_response(self) -> Response {
        Denied::from(self).into_response()
    }
}
