//! Sessions as salvo's extractors and of its requests, saved by a [`SessionMiddleware`].
//!
//! [`Session`] is the visitor's session and [`Opened`] is some only if the visitor has one. [`RequestSession`] is the way for
//! hoops, for several looks in one handler, and for [`SignedIn`].
//!
//! ```
//! # extern crate salvo_core as salvo;
//! use iron_session::salvo::SessionMiddleware;
//! use iron_session::{IronSession, Keyring, Session};
//! use salvo::prelude::*;
//!
//! #[derive(IronSession)]
//! struct SessionData {
//!     username: Option<String>,
//! }
//!
//! #[handler]
//! async fn login(mut session: Session<SessionData>) -> Redirect {
//!     session.renew();
//!     session.set_username("demo");
//!     Redirect::other("/")
//! }
//!
//! #[handler]
//! async fn home(session: Session<SessionData>) -> String {
//!     session.username().unwrap_or("stranger").to_owned()
//! }
//!
//! # fn main() -> Result<(), iron_session::Error> {
//! let router = Router::new()
//!     .hoop(SessionMiddleware::<SessionData>::new(Keyring::generate()?))
//!     .get(home)
//!     .push(Router::with_path("login").post(login));
//! # Ok(())
//! # }
//! ```

use std::fmt;
use std::sync::Arc;

use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use salvo_core::extract::{Extractible, Metadata};
use salvo_core::http::ResBody;
use salvo_core::writing::{Redirect, Scribe, Writer};
use salvo_core::{Depot, FlowCtrl, Handler, Request, Response, async_trait};

use super::remains::Remains;
use crate::error::SessionError;
use crate::members::IronSession;
use crate::request::{SessionManager, apply};
use crate::session::{Denied, Login, Opened, RequestHead, Session, SessionSlot, SessionSlots, SignedIn};

/// A hoop that lends sessions to the handlers after it and saves them with their responses.
///
/// A request's session is loaded when it is first asked for, shared by all that handle the request, and saved once when the
/// handlers are done, whatever the status. If it cannot be saved, the response is replaced by a 500 that carries the
/// [`SessionError`] as an extension, in an [`Arc`]; its body is left to the service's catcher. A response to a request that
/// nobody asked a session of is left alone.
///
/// Only one writer at a time: drop a session that you have changed before you call on or return. A hoop after another for the same
/// session type does nothing.
///
/// ```
/// use iron_session::salvo::SessionMiddleware;
/// use iron_session::{IronSession, Keyring, SessionManager};
/// use salvo_core::Router;
///
/// #[derive(IronSession)]
/// struct SessionData {
///     visits: u32,
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sessions = SessionManager::<SessionData>::new(Keyring::generate()?).on_error(|error| eprintln!("{error}"));
/// let router = Router::with_hoop(SessionMiddleware::from(sessions));
/// # Ok(())
/// # }
/// ```
pub struct SessionMiddleware<T: IronSession>(Arc<SessionManager<T>>);

holds_manager!(SessionMiddleware, "hoop");

#[async_trait]
impl<T: IronSession> Handler for SessionMiddleware<T> {
    async fn handle(
        &self,
        request: &mut Request,
        depot: &mut Depot,
        response: &mut Response,
        ctrl: &mut FlowCtrl,
    ) {
        let slots = request.extensions_mut().get_or_insert_default::<SessionSlots>();
        match slots.add(&self.0) {
            Ok(slot) => {
                ctrl.call_next(request, depot, response).await;
                if let Some(slot) = slot {
                    finish(&slot, response);
                }
            }
            Err(error) => {
                *response = failure(error);
                ctrl.skip_rest();
            }
        }
    }
}

/// Writes the session to the response, or puts a plain 500 in its place.
fn finish<T: IronSession>(slot: &SessionSlot<T>, response: &mut Response) {
    match slot.finish() {
        Ok(None) => {}
        Ok(Some(cookies)) => apply(cookies, response.headers_mut()),
        Err(error) => {
            let remains = Remains::of(slot, response.headers());
            *response = failure(error);
            remains.write_onto(response.headers_mut());
        }
    }
}

/// A plain 500 that carries its cause.
fn failure(error: SessionError) -> Response {
    let mut response = Response::new();
    response.status_code(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions.insert(Arc::new(error));
    response
}

/// Asks a request behind a [`SessionMiddleware`] for its session.
///
/// ```
/// # extern crate salvo_core as salvo;
/// use iron_session::salvo::RequestSession;
/// use iron_session::{Denied, IronSession, Login};
/// use salvo::prelude::*;
///
/// #[derive(IronSession)]
/// struct SessionData {
///     username: Option<String>,
/// }
///
/// impl Login for SessionData {
///     const PAGE: Option<&str> = Some("/login");
///
///     fn is_signed_in(&self) -> bool {
///         self.username().is_some()
///     }
/// }
///
/// /// A hoop for pages that only members see.
/// #[handler]
/// async fn members_only(request: &mut Request) -> Result<(), Denied> {
///     request.signed_in::<SessionData>().map(drop)
/// }
///
/// # fn main() {
/// let router = Router::with_path("members").hoop(members_only);
/// # }
/// ```
pub trait RequestSession: closed::Closed {
    /// The visitor's session, which goes back to the middleware when it is dropped.
    ///
    /// # Errors
    ///
    /// [`SessionError::NoLayer`] without a middleware for the type; [`SessionError::InUse`] if somebody still has the session and
    /// has changed it.
    fn session<T: IronSession>(&self) -> Result<Session<T>, SessionError>;

    /// The visitor's session, if it is signed in.
    ///
    /// It is no extractor of its own: salvo makes a 400 of what an extractor answers with a redirect.
    ///
    /// # Errors
    ///
    /// [`Denied`], which as a handler's answer turns the visitor away.
    fn signed_in<T: Login>(&self) -> Result<SignedIn<T>, Denied> {
        SignedIn::admit(self.session()?)
    }
}

mod closed {
    pub trait Closed {}
    impl Closed for salvo_core::Request {}
}

impl RequestSession for Request {
    fn session<T: IronSession>(&self) -> Result<Session<T>, SessionError> {
        let host = self.uri().host().map(str::as_bytes).or_else(|| self.headers().host());
        SessionSlots::slot_in(self.extensions().get())?.check_out(self.headers().cookies(), host)
    }
}

/// The visitor's session, lent by the middleware until it is dropped.
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

/// The visitor's session, if the request brought a cookie that opened.
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

/// A 500, with the text of a mistake in the program, which says what to change; what failed while saving stays inside.
impl Scribe for SessionError {
    fn render(self, response: &mut Response) {
        response.status_code(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        // Without a body, the service's catcher writes one.
        let text = self.public_text();
        response.replace_body(if text.is_empty() { ResBody::None } else { text.into() });
        response.extensions.insert(Arc::new(self));
    }
}

/// 401, or a redirect to where the visitor can sign in.
impl Scribe for Denied {
    fn render(self, response: &mut Response) {
        match self {
            Self::NoSession(error) => error.render(response),
            Self::NotSignedIn { page: None } => {
                response.status_code(StatusCode::UNAUTHORIZED);
            }
            Self::NotSignedIn { page: Some(page) } => response.render(Redirect::other(page)),
        }
    }
}
