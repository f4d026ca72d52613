//! Sessions as axum's extractors, and as parts of its responses.
//!
//! Below a [`SessionLayer`], [`Session`] is an extractor and saves itself. `Option<Session<T>>` is none if
//! the request brought no cookie that opened, and so is the session in [`Opened`], as in the other
//! frameworks. [`SignedIn`] turns away all visitors who are not signed in, or whom its [`Rule`] does not
//! allow, and `Option<SignedIn<T>>` is none for them. Without a layer, [`Returned`] is loaded with the
//! [`Keyring`](crate::Keyring) of the router's state, and saved when a handler returns it.
//!
//! With [`revocations`](SessionLayer::revocations) in a store elsewhere, the store is asked before the
//! handler and told before the response. Whoever asks for the session gets a 503 while the store does not
//! answer.
//!
//! # Order
//!
//! Among the arguments of a handler, what writes to the session comes first. An extractor of your own that
//! writes, such as one that makes a token when it is first asked for, stands before a `mut session` of the
//! handler. After it, both would change their own value of the session, which is a
//! [`SessionError::Conflict`].
//!
//! [`Router::layer`] wraps only the routes, fallbacks and layers that were added before it. So add the
//! [`SessionLayer`] after all that use the session, and these after the [`SessionLayer`]:
//!
//! - Layers for CORS. The session layer answers 500 in place of a response whose session cannot be saved, and
//!   a script of another origin reads this 500 only with the headers of CORS.
//! - Layers that set `Cache-Control` for all responses, and only where there is none yet. A page that read
//!   the session is `private` then. If they stand inside the layer, or replace what is there, `public` stays
//!   `public`.
//!
//! Timeouts, and what catches panics, stand inside; see [`SessionLayer`].
//!
//! The layer belongs outside of `Router::nest`. A nested router sees its requests without the prefix. The
//! layer keeps the address that it saw, so that [`SignedIn`] sends visitors back to the right one after the
//! login, by [`return_path`](crate::return_path).
//!
//! [`Router::layer`]: https://docs.rs/axum/latest/axum/struct.Router.html#method.layer
//!
//! # A whole program
//!
//! In a new crate beside the clone, which is in `iron-session-rs` here:
//!
//! ```toml
//! [dependencies]
//! axum = "0.8"
//! iron-session = { path = "../iron-session-rs/iron-session", features = ["axum", "ring"] }
//! tokio = { version = "1", features = ["macros", "net", "rt-multi-thread"] }
//! ```
//!
//! ```no_run
//! use std::collections::HashMap;
//!
//! use axum::Router;
//! use axum::extract::{Form, RawQuery};
//! use axum::http::StatusCode;
//! use axum::response::{Html, Redirect};
//! use axum::routing::{get, post};
//! use iron_session::axum::SessionLayer;
//! use iron_session::{
//!     IronSession, Keyring, Login, Session, SessionManager, Severity, SignedIn, return_path,
//! };
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! impl Login for SessionData {
//!     const PAGE: Option<&str> = Some("/login"); // for strangers, with `?next=` and where they were
//!
//!     fn is_signed_in(&self) -> bool {
//!         self.username().is_some()
//!     }
//! }
//!
//! /// Without `action`, the form posts to the address of its page, and `next` comes with it.
//! async fn form() -> Html<&'static str> {
//!     Html("<form method=post><input name=username required><button>Sign in</button></form>")
//! }
//!
//! async fn login(
//!     mut session: Session<SessionData>,
//!     RawQuery(query): RawQuery,
//!     Form(mut form): Form<HashMap<String, String>>, // what reads the body comes last
//! ) -> Result<Redirect, StatusCode> {
//!     let name = form.remove("username").filter(|name| !name.is_empty());
//!     let name = name.ok_or(StatusCode::UNPROCESSABLE_ENTITY)?;
//!     session.renew(); // at each login
//!     session.set_username(name);
//!     Ok(Redirect::to(&return_path(query.as_deref()).unwrap_or("/".to_owned())))
//! }
//!
//! async fn logout(session: Session<SessionData>) -> Redirect {
//!     session.destroy();
//!     Redirect::to("/")
//! }
//!
//! async fn home(session: SignedIn<SessionData>) -> String {
//!     format!("Hello, {}", session.username().unwrap_or_default())
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
//!     let app = Router::new()
//!         .route("/", get(home))
//!         .route("/login", get(form).post(login))
//!         .route("/logout", post(logout))
//!         .layer(SessionLayer::new(sessions).refuse_cross_site()); // last: it wraps what is above
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
//!     Ok(axum::serve(listener, app).await?)
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
//! curl --cookie jar http://127.0.0.1:3000    # Hello, ada
//! ```

use std::sync::Arc;

use axum_core::extract::{FromRequestParts, OptionalFromRequestParts};
use axum_core::response::{AppendHeaders, IntoResponse, IntoResponseParts, Response, ResponseParts};
use http::header::{CACHE_CONTROL, HeaderValue, RETRY_AFTER};
use http::request::Parts;

use crate::error::SessionError;
use crate::frameworks::gate::{retry_after, status};
use crate::frameworks::shared::text_of_500;
#[doc(inline)]
pub use crate::frameworks::tower::{RequestSession, SessionLayer};
use crate::members::IronSession;
use crate::session::{Answer, Denied, Destroyed, Login, Opened, Rule, Session, SignedIn};

mod returned;

pub use returned::Returned;

/// The visitor's session, which goes back to the layer when it is dropped.
impl<T: IronSession, S: Sync> FromRequestParts<S> for Session<T> {
    type Rejection = SessionError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts.session()
    }
}

/// The visitor's session, or none if the request brought no cookie that opened.
impl<T: IronSession, S: Sync> OptionalFromRequestParts<S> for Session<T> {
    type Rejection = SessionError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Self::Rejection> {
        Ok(Opened::from(parts.session()?).0)
    }
}

/// The visitor's session, or none if the request brought no cookie that opened.
impl<T: IronSession, S: Sync> FromRequestParts<S> for Opened<T> {
    type Rejection = SessionError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts.session().map(Self::from)
    }
}

/// The visitor's session if it is signed in and the rule allows it; all other visitors are turned away.
impl<T: Login, R: Rule<T>, S: Sync> FromRequestParts<S> for SignedIn<T, R> {
    type Rejection = Denied;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts.admitted()
    }
}

/// The visitor's session if it is signed in and the rule allows it, or none.
impl<T: Login, R: Rule<T>, S: Sync> OptionalFromRequestParts<S> for SignedIn<T, R> {
    type Rejection = SessionError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Self::Rejection> {
        Ok(SignedIn::admit_by(parts.session()?).ok())
    }
}

/// Saves the session, as [`Session::save`] does.
impl<T: IronSession> IntoResponseParts for Session<T> {
    type Error = SessionError;

    fn into_response_parts(mut self, mut response: ResponseParts) -> Result<ResponseParts, Self::Error> {
        self.save(response.headers_mut())?;
        Ok(response)
    }
}

/// Tells the browser to forget the cookie, as [`Destroyed::save`] does.
impl<T: IronSession> IntoResponseParts for Destroyed<T> {
    type Error = SessionError;

    fn into_response_parts(self, mut response: ResponseParts) -> Result<ResponseParts, Self::Error> {
        self.save(response.headers_mut())?;
        Ok(response)
    }
}

/// A 500 whose body says what to change in the program; it is empty if a save failed, since that reason is
/// for the operator, or in some builds for the developer; see
/// [`SessionManager::on_event`](crate::SessionManager::on_event).
impl IntoResponse for SessionError {
    fn into_response(self) -> Response {
        let no_store = [(CACHE_CONTROL, "no-store")];
        let mut response = (status(&self), no_store, text_of_500(&self)).into_response();
        if let Some(seconds) = retry_after(&self) {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// The answer that fits the request; see [`Denied::answering`]. If no session could be lent, it is the 500 of
/// that error.
impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        match self {
            Self::NoSession(error) => error.into_response(),
            Self::NotSignedIn(answer) | Self::NotAllowed(answer) => answer.into_response(),
        }
    }
}

/// The status, and the header with the page if there is one.
impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        (self.status(), AppendHeaders(self.header())).into_response()
    }
}
