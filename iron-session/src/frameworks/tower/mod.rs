//! A [`tower_layer::Layer`] that lends each request its session and saves it: for axum, hyper and everything
//! else that is built on tower.
//!
//! The session is in the request's extensions: [`RequestSession::session`] takes it. The layer saves it with
//! every response of the inner service. Timeouts, and what catches panics, stand inside; see
//! [`SessionLayer`].
//!
//! # A whole program
//!
//! In a new crate beside the clone, which is in `iron-session-rs` here:
//!
//! ```toml
//! [dependencies]
//! hyper = { version = "1", features = ["http1", "server"] }
//! hyper-util = { version = "0.1", features = ["service", "tokio"] }
//! iron-session = { path = "../iron-session-rs/iron-session", features = ["tower", "ring"] }
//! tokio = { version = "1", features = ["macros", "net", "rt-multi-thread"] }
//! tower = { version = "0.5", features = ["util"] }
//! ```
//!
//! ```no_run
//! use std::convert::Infallible;
//! use std::future::ready;
//!
//! use hyper::server::conn::http1;
//! use hyper::{Request, Response, StatusCode, header};
//! use hyper_util::rt::TokioIo;
//! use hyper_util::service::TowerToHyperService;
//! use iron_session::tower::{RequestSession, SessionLayer};
//! use iron_session::{IronSession, Keyring, SessionError, SessionManager, Severity};
//! use tower::{Layer, service_fn};
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! fn page<B>(request: &Request<B>) -> Result<Response<String>, SessionError> {
//!     let mut session = request.session::<SessionData>()?;
//!     match (request.method().as_str(), request.uri().path()) {
//!         ("GET", "/") => {
//!             return Ok(Response::new(session.username().unwrap_or("stranger").to_owned()));
//!         }
//!         ("POST", "/login") => {
//!             session.renew(); // at each login
//!             session.set_username("ada");
//!         }
//!         ("POST", "/logout") => {
//!             session.destroy();
//!         }
//!         _ => return Ok(empty(StatusCode::NOT_FOUND)),
//!     }
//!     let mut response = empty(StatusCode::SEE_OTHER);
//!     response.headers_mut().insert(header::LOCATION, header::HeaderValue::from_static("/"));
//!     Ok(response)
//! }
//!
//! fn empty(status: StatusCode) -> Response<String> {
//!     let mut response = Response::new(String::new());
//!     *response.status_mut() = status;
//!     response
//! }
//!
//! /// The session could not be lent. A store of revocations that does not answer is a 503.
//! fn refusal(error: &SessionError) -> Response<String> {
//!     let for_now = matches!(error, SessionError::Unavailable { .. });
//!     empty(if for_now { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR })
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
//!     let service = SessionLayer::new(sessions).refuse_cross_site().layer(service_fn(|request| {
//!         ready(Ok::<_, Infallible>(page(&request).unwrap_or_else(|error| refusal(&error))))
//!     }));
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
//! curl --cookie-jar jar --request POST http://127.0.0.1:3000/login
//! curl --cookie jar http://127.0.0.1:3000    # ada
//! ```

mod body;
mod layer;
mod request;
mod service;

pub use self::body::SessionBody;
pub use self::layer::SessionLayer;
pub use self::request::RequestSession;
pub use self::service::{SessionFuture, SessionService};
