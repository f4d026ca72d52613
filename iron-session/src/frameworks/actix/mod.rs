//! Sessions as actix-web's extractors, and the middleware that saves them.
//!
//! Below a [`SessionMiddleware`], [`Session`] is an extractor and saves itself. [`Opened`] is for handlers
//! that ask whether the visitor has a session, because `Option<Session<T>>` is some for a stranger too.
//! [`SignedIn`] turns away all visitors who are not signed in. Middleware takes the session by
//! [`RequestSession::session`].
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
//! actix-web = "4"
//! iron-session = { path = "../iron-session-rs/iron-session", features = ["actix", "ring"] }
//! tokio = { version = "1", features = ["macros", "rt"] }
//! ```
//!
//! ```no_run
//! use actix_web::web::{Redirect, get, post};
//! use actix_web::{App, HttpServer};
//! use iron_session::actix::SessionMiddleware;
//! use iron_session::{IronSession, Keyring, Session, SessionManager, Severity};
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! async fn login(mut session: Session<SessionData>, username: String) -> Redirect {
//!     session.renew(); // at each login
//!     session.set_username(username);
//!     Redirect::to("/").see_other()
//! }
//!
//! async fn logout(session: Session<SessionData>) -> Redirect {
//!     session.destroy();
//!     Redirect::to("/").see_other()
//! }
//!
//! async fn home(session: Session<SessionData>) -> String {
//!     session.username().unwrap_or("stranger").to_owned()
//! }
//!
//! #[tokio::main(flavor = "current_thread")] // or `#[actix_web::main]`
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let keys = Keyring::from_env("IRON_SESSION_PASSWORD")?;
//!     let sessions = SessionManager::<SessionData>::new(keys).on_event(|report| {
//!         if report.severity() >= Severity::Warn {
//!             eprintln!("{report}"); // such as why a cookie was refused
//!         }
//!     });
//!     let sessions = SessionMiddleware::new(sessions).refuse_cross_site(); // once, before the workers start
//!     let app = move || {
//!         App::new()
//!             .route("/", get().to(home))
//!             .route("/login", post().to(login))
//!             .route("/logout", post().to(logout))
//!             .wrap(sessions.clone())
//!     };
//!     Ok(HttpServer::new(app).bind("127.0.0.1:3000")?.run().await?)
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

mod middleware;
mod of_error;
mod request;
mod response;

use std::future::{Ready, ready};

use actix_web::dev::{Payload, ServiceRequest};
use actix_web::http::header::HeaderValue;
use actix_web::http::uri::PathAndQuery;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

pub use self::middleware::{SessionFuture, SessionMiddleware, SessionService};
use self::request::{cookies, host, line, metadata};
use crate::error::SessionError;
use crate::members::IronSession;
use crate::session::{Asked, Denied, Login, Opened, Rule, Session, SessionSlots, SignedIn};

/// Asks a request below a [`SessionMiddleware`] for its session: [`HttpRequest`] or [`ServiceRequest`].
///
/// # Examples
///
/// A middleware that counts the visits:
///
/// ```
/// # use actix_web::App;
/// # use actix_web::body::MessageBody;
/// # use actix_web::dev::{ServiceRequest, ServiceResponse};
/// # use actix_web::middleware::{Next, from_fn};
/// # use actix_web::test::{TestRequest, call_and_read_body, init_service};
/// # use actix_web::web::get;
/// # use iron_session::actix::{RequestSession, SessionMiddleware};
/// # use iron_session::{IronSession, Keyring, Session};
/// # #[derive(IronSession)]
/// # struct SessionData { visits: u32 }
/// async fn count(
///     request: ServiceRequest,
///     next: Next<impl MessageBody>,
/// ) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
///     *request.session::<SessionData>()?.visits_mut() += 1; // dropped here, so that the handler can take it
///     next.call(request).await
/// }
///
/// # async fn visits(session: Session<SessionData>) -> String { session.visits().to_string() }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), iron_session::Error> {
/// # let sessions = SessionMiddleware::<SessionData>::new(Keyring::generate()?);
/// let app = App::new().route("/", get().to(visits)).wrap(from_fn(count)).wrap(sessions);
/// let service = init_service(app).await;
/// assert_eq!(call_and_read_body(&service, TestRequest::get().to_request()).await, "1");
/// # Ok(())
/// # }
/// ```
pub trait RequestSession {
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
    /// # use actix_web::test::TestRequest;
    /// # use iron_session::actix::RequestSession;
    /// # use iron_session::{IronSession, SessionError};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// let outside_of_any_middleware = TestRequest::get().to_http_request();
    /// let refused = outside_of_any_middleware.session::<SessionData>();
    /// assert!(matches!(refused, Err(SessionError::NoLayer { .. })));
    /// ```
    fn session<T: IronSession>(&self) -> Result<Session<T>, SessionError>;
}

impl RequestSession for HttpRequest {
    fn session<T: IronSession>(&self) -> Result<Session<T>, SessionError> {
        let slot = SessionSlots::slot_in(self.extensions().get())?;
        slot.lend(cookies(self), || host(self), || metadata(self), || Some(line(self)))
    }
}

impl RequestSession for ServiceRequest {
    fn session<T: IronSession>(&self) -> Result<Session<T>, SessionError> {
        self.request().session()
    }
}

/// The visitor's session, which goes back to the middleware when it is dropped.
impl<T: IronSession> FromRequest for Session<T> {
    type Error = SessionError;
    type Future = Ready<Result<Self, SessionError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.session())
    }
}

/// The visitor's session, or none if the request brought no cookie that opened.
impl<T: IronSession> FromRequest for Opened<T> {
    type Error = SessionError;
    type Future = Ready<Result<Self, SessionError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.session().map(Self::from))
    }
}

/// The visitor's session if it is signed in and the rule allows it; all other visitors are turned away.
impl<T: Login, R: Rule<T>> FromRequest for SignedIn<T, R> {
    type Error = Denied;
    type Future = Ready<Result<Self, Denied>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let admitted = request.session().map_err(Denied::from).and_then(SignedIn::admit_by);
        ready(admitted.map_err(|denied| denied.answering(&asked(request))))
    }
}

fn asked(request: &HttpRequest) -> Asked<'_> {
    let target = request.uri().path_and_query().map(PathAndQuery::as_str);
    let header = |name| request.headers().get(name).map(HeaderValue::as_bytes);
    Asked::new(Some(request.method().as_str()), target, header)
}
