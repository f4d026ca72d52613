//! Sessions as Rocket's request guards, and the fairing that saves them.
//!
//! With a [`SessionFairing`] attached, [`Session`] is a guard and saves itself. [`Opened`] is for handlers
//! that ask whether the visitor has a session, because `Option<Session<T>>` is some for a stranger too.
//! [`SignedIn`] forwards visitors who are not signed in, or whom its [`Rule`] does not allow, so that a route
//! of a later rank can answer them. Without such a route they get the answer that fits the request; see
//! [`Denied::answering`]. Guards and fairings take the
//! session by [`RequestSession::session`].
//!
//! With [`revocations`](SessionFairing::revocations) in a store elsewhere, the store is asked before the
//! handler and told before the response. Whoever asks for the session gets a 503 while the store does not
//! answer.
//!
//! Among the arguments of a handler, what writes to the session comes first: a guard that writes stands
//! before the session that the handler changes.
//!
//! If a route takes one of these guards and no fairing for the session type is attached, Rocket does not
//! launch. A catcher asks why a guard failed by [`RequestSession::session_error`]. Rocket's own catchers give
//! no reason, but the reason is in the log.
//!
//! Rocket drops a whole `Cookie` header that is not UTF-8, and with it the session's cookie. So a visitor
//! counts as a stranger if another program on the same host has set a cookie that is not UTF-8.
//!
//! In tests, a local client that tracks cookies stays signed in, and `.cookie(..)` of a request gives it a
//! session. A local request with a `Cookie` header of its own has only the cookies of that header.
//!
//! # A whole program
//!
//! In a new crate beside the clone, which is in `iron-session-rs` here:
//!
//! ```toml
//! [dependencies]
//! iron-session = { path = "../iron-session-rs/iron-session", features = ["rocket", "ring"] }
//! rocket = "0.5"
//! ```
//!
//! ```no_run
//! use iron_session::rocket::SessionFairing;
//! use iron_session::{IronSession, Keyring, Session, SessionManager, Severity};
//! use rocket::response::Redirect;
//! use rocket::{get, post, routes};
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! #[post("/login", data = "<username>")]
//! fn login(mut session: Session<SessionData>, username: String) -> Redirect {
//!     session.renew(); // at each login
//!     session.set_username(username);
//!     Redirect::to("/")
//! }
//!
//! #[post("/logout")]
//! fn logout(session: Session<SessionData>) -> Redirect {
//!     session.destroy();
//!     Redirect::to("/")
//! }
//!
//! #[get("/")]
//! fn home(session: Session<SessionData>) -> String {
//!     session.username().unwrap_or("stranger").to_owned()
//! }
//!
//! #[rocket::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let keys = Keyring::from_env("IRON_SESSION_PASSWORD")?;
//!     let sessions = SessionManager::<SessionData>::new(keys).on_event(|report| {
//!         if report.severity() >= Severity::Warn {
//!             eprintln!("{report}"); // such as why a cookie was refused
//!         }
//!     });
//!     let sessions = SessionFairing::new(sessions).refuse_cross_site();
//!     rocket::build().mount("/", routes![home, login, logout]).attach(sessions).launch().await?;
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
//! curl --cookie-jar jar --data ada http://127.0.0.1:8000/login
//! curl --cookie jar http://127.0.0.1:8000    # ada
//! ```

mod attached;
mod fairing;
mod given;
mod per_request;
mod refusing;
mod response;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use rocket::http::{Method, Status};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::{Ignite, Rocket, Sentinel};

use self::attached::{Attached, report_no_fairing};
pub use self::fairing::SessionFairing;
use self::given::{cookies, cookies_in_jar, host, line, metadata};
use self::per_request::{PerRequest, lock};
use self::response::status_of;
use crate::error::SessionError;
use crate::members::IronSession;
use crate::session::{Asked, Denied, Login, Opened, Rule, Session, SignedIn};

/// Asks a [`Request`] for its session, where a handler's guard cannot: in guards, fairings and catchers.
///
/// # Examples
///
/// A guard of your own. It fails with the status of the guard [`Session`]: a 503 while a store of revocations
/// does not answer, and else a 500.
///
/// ```
/// # use std::sync::Arc;
/// # use iron_session::rocket::SessionFairing;
/// # use iron_session::{IronSession, Keyring, Session, SessionError};
/// # use rocket::local::blocking::Client;
/// # use rocket::request::{FromRequest, Outcome, Request};
/// # use rocket::{get, routes};
/// # #[derive(IronSession)]
/// # struct SessionData { cart: Vec<u32> }
/// struct CartSize(usize);
///
/// #[rocket::async_trait]
/// impl<'r> FromRequest<'r> for CartSize {
///     type Error = Arc<SessionError>;
///
///     async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
///         request.guard::<Session<SessionData>>().await.map(|session| Self(session.cart().len()))
///     }
/// }
///
/// # #[get("/")]
/// # fn home(size: CartSize) -> String { size.0.to_string() }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let sessions = SessionFairing::<SessionData>::new(Keyring::generate()?);
/// let client = Client::untracked(rocket::build().mount("/", routes![home]).attach(sessions))?;
/// assert_eq!(client.get("/").dispatch().into_string().as_deref(), Some("0"));
/// # Ok(())
/// # }
/// ```
pub trait RequestSession {
    /// The visitor's session, which goes back to the fairing when it is dropped.
    ///
    /// # Errors
    ///
    /// [`SessionError::NoLayer`] without a fairing for the type. [`SessionError::InUse`] if somebody still
    /// has the session and has changed it. The error is written to the log, and kept for
    /// [`session_error`](Self::session_error).
    ///
    /// # Examples
    ///
    /// A fairing that is attached before the session's fairing can still change the session:
    ///
    /// ```
    /// # use iron_session::IronSession;
    /// # use iron_session::rocket::{RequestSession, SessionFairing};
    /// # use rocket::fairing::AdHoc;
    /// # use rocket::local::blocking::Client;
    /// # #[derive(IronSession)]
    /// # struct SessionData { visits: u32 }
    /// let count = AdHoc::on_response("count", |request, _| {
    ///     Box::pin(async move {
    ///         if let Ok(mut session) = request.session::<SessionData>() {
    ///             *session.visits_mut() += 1;
    ///         }
    ///     })
    /// });
    /// # fn attached(count: AdHoc) -> Result<(), Box<dyn std::error::Error>> {
    /// # let sessions = SessionFairing::<SessionData>::new(iron_session::Keyring::generate()?);
    /// let client = Client::untracked(rocket::build().attach(count).attach(sessions))?;
    /// assert!(client.get("/").dispatch().headers().contains("set-cookie"));
    /// # Ok(())
    /// # }
    /// # attached(count)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn session<T: IronSession>(&self) -> Result<Session<T>, Arc<SessionError>>;

    /// The last reason why a session of this request could not be lent or saved.
    ///
    /// # Examples
    ///
    /// A catcher that tells the developer what to change in the program:
    ///
    /// ```
    /// # use iron_session::rocket::{RequestSession, SessionFairing};
    /// # use iron_session::{IronSession, Keyring};
    /// # use rocket::local::blocking::Client;
    /// # use rocket::{Request, catch, catchers, get, routes};
    /// # #[derive(IronSession)]
    /// # struct SessionData { visits: u32 }
    /// #[catch(500)]
    /// fn failed(request: &Request<'_>) -> String {
    ///     request.session_error().map_or_else(String::new, |error| error.public_text())
    /// }
    ///
    /// # struct Changed { _held: iron_session::Session<SessionData> }
    /// # #[rocket::async_trait]
    /// # impl<'r> rocket::request::FromRequest<'r> for Changed {
    /// #     type Error = ();
    /// #     async fn from_request(request: &'r Request<'_>) -> rocket::request::Outcome<Self, ()> {
    /// #         let Ok(mut held) = request.session::<SessionData>() else { unreachable!("it is free") };
    /// #         *held.visits_mut() += 1;
    /// #         rocket::outcome::Outcome::Success(Self { _held: held })
    /// #     }
    /// # }
    /// # #[get("/")]
    /// # fn changed_twice(_first: Changed, _second: iron_session::Session<SessionData>) {}
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sessions = SessionFairing::<SessionData>::new(Keyring::generate()?);
    /// # let app = rocket::build().mount("/", routes![changed_twice]).attach(sessions);
    /// let client = Client::untracked(app.register("/", catchers![failed]))?;
    /// let text = client.get("/").dispatch().into_string().unwrap_or_default();
    /// assert!(text.contains("was changed and is still held; drop it"));
    /// # Ok(())
    /// # }
    /// ```
    fn session_error(&self) -> Option<Arc<SessionError>>;
}

impl RequestSession for Request<'_> {
    fn session<T: IronSession>(&self) -> Result<Session<T>, Arc<SessionError>> {
        let kept = PerRequest::of(self);
        let lend = || {
            let rocket = self.rocket();
            let attached = rocket.state::<Attached<T>>().ok_or_else(|| report_no_fairing::<T, _>(rocket))?;
            let slot = kept.slot(&attached.0)?;
            let in_jar = cookies_in_jar(self);
            let (cookies, metadata) = (cookies(self, &in_jar), || metadata(self));
            slot.lend(cookies, || host(self), metadata, || Some(line(self)))
        };
        lend().map_err(|error| kept.fail(error))
    }

    fn session_error(&self) -> Option<Arc<SessionError>> {
        lock(&PerRequest::of(self).error).clone()
    }
}

/// The visitor's session, which goes back to the fairing when it is dropped; a 500 if it cannot be lent.
#[rocket::async_trait]
impl<'r, T: IronSession> FromRequest<'r> for Session<T> {
    type Error = Arc<SessionError>;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match request.session() {
            Ok(session) => Outcome::Success(session),
            Err(error) => Outcome::Error((status_of(&error), error)),
        }
    }
}

/// The visitor's session, or none if the request brought no cookie that opened.
#[rocket::async_trait]
impl<'r, T: IronSession> FromRequest<'r> for Opened<T> {
    type Error = Arc<SessionError>;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        request.guard::<Session<T>>().await.map(Self::from)
    }
}

/// The visitor's session if it is signed in and the rule allows it; other visitors are forwarded to the next
/// route, or get the answer that fits the request.
#[rocket::async_trait]
impl<'r, T: Login, R: Rule<T>> FromRequest<'r> for SignedIn<T, R> {
    type Error = Arc<SessionError>;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let session = match request.session() {
            Ok(session) => session,
            Err(error) => return Outcome::Error((status_of(&error), error)),
        };
        match SignedIn::admit_by(session) {
            Ok(session) => Outcome::Success(session),
            Err(denied) => Outcome::Forward(turn_away(request, denied)),
        }
    }
}

/// Keeps the answer for the fairing, and gives its status.
fn turn_away(request: &Request<'_>, denied: Denied) -> Status {
    let target = request.uri().to_string();
    let header = |name| request.headers().get_one(name).map(str::as_bytes);
    let by_head = PerRequest::of(request).by_head.load(Ordering::Relaxed);
    let method = if by_head { Method::Head } else { request.method() };
    let asked = Asked::new(Some(method.as_str()), Some(&target), header);
    match denied.answering(&asked) {
        Denied::NotSignedIn(answer) | Denied::NotAllowed(answer) => {
            let status = Status::new(answer.status().as_u16());
            *lock(&PerRequest::of(request).answer) = Some(answer);
            status
        }
        Denied::NoSession(_) => Status::InternalServerError,
    }
}

/// Without a fairing for the session type, Rocket does not launch.
impl<T: IronSession> Sentinel for Session<T> {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        is_unattached::<T>(rocket)
    }
}

/// Without a fairing for the session type, Rocket does not launch.
impl<T: IronSession> Sentinel for Opened<T> {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        is_unattached::<T>(rocket)
    }
}

/// Without a fairing for the session type, Rocket does not launch.
impl<T: Login, R: Rule<T>> Sentinel for SignedIn<T, R> {
    fn abort(rocket: &Rocket<Ignite>) -> bool {
        is_unattached::<T>(rocket)
    }
}

fn is_unattached<T: IronSession>(rocket: &Rocket<Ignite>) -> bool {
    let unattached = rocket.state::<Attached<T>>().is_none();
    if unattached {
        // Observers hear of it even if the log is off.
        let error = report_no_fairing::<T, _>(rocket);
        log::error!("{error}");
    }
    unattached
}
