//! [`SessionError`]: why a framework's layer could not lend or save a session.

use std::panic::Location;
use std::sync::Arc;

use super::cross_site::CrossSiteReason;
use super::failure::Error;
use super::revocation_error::RevocationError;
use super::store_error::StoreError;

/// Why a framework's layer could not lend a session, or could not save it, or a handler could not end any.
/// The visitor sees a plain 500, for [`CrossSite`](Self::CrossSite) a 403, and while a store of revocations
/// does not answer a 503.
///
/// All but [`CrossSite`](Self::CrossSite), [`Unavailable`](Self::Unavailable),
/// [`Revocation`](Self::Revocation) and [`Save`](Self::Save) are mistakes in the program; their texts say
/// what to change.
/// The page [`when_something_is_wrong`](crate::when_something_is_wrong) tells what causes each. After
/// [`TooLate`](Self::TooLate), [`Panicked`](Self::Panicked) and [`Unanswered`](Self::Unanswered) the layer
/// changes no response, so only [`on_event`](crate::SessionManager::on_event) tells them.
///
/// # Examples
///
/// Two holders of one session both change it:
///
/// ```
/// # use std::sync::Arc;
/// # use iron_session::{IronSession, Keyring, SessionError, SessionManager, SessionSlot};
/// # #[derive(IronSession)]
/// # #[iron(cookie = "visit")]
/// # struct Visit { count: u32 }
/// # let slot = SessionSlot::new(Arc::new(SessionManager::<Visit>::new(Keyring::generate()?)));
/// let mut first = slot.check_out([], None)?;
/// let mut second = slot.check_out([], None)?;
/// first.set_count(1);
/// second.set_count(2);
/// drop((first, second));
/// assert!(matches!(slot.finish(), Err(SessionError::Conflict { cookie: "visit", .. })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum SessionError {
    /// No layer for this session type wraps the handler. Add the layer after the routes and the middleware
    /// that use the session: axum's `Router::layer` wraps only what was added before it.
    NoLayer {
        /// The session type.
        session: &'static str,
    },
    /// The session was asked for while somebody holds it and has changed it. Drop it first, for example
    /// before `next.run`.
    InUse {
        /// The cookie's name.
        cookie: &'static str,
        /// Where in the program's source its holder began to change it.
        changed: &'static Location<'static>,
    },
    /// The session was changed in two places at once, so one of the changes would be lost.
    ///
    /// - Two holders changed it. Drop it in one place, then take it from the request again in the other.
    ///   Among the arguments of a handler, what writes to the session comes first: an extractor that writes
    ///   stands before a `Session` that the handler writes to.
    /// - The response has a Set-Cookie of the session by another hand, and the layer would have replaced it.
    ///   It may come from an inner service with a layer and a request of its own: give that request the
    ///   extensions of this one. Or a session was loaded and saved by hand: take it from the request
    ///   instead.
    Conflict {
        /// The cookie's name.
        cookie: &'static str,
        /// Where in the program's source the two holders began to change it. None if the other change is a
        /// Set-Cookie of the response.
        changed: Option<[&'static Location<'static>; 2]>,
    },
    /// A changed session was still held when the response was ready. Drop it before the handler returns.
    Held {
        /// The cookie's name.
        cookie: &'static str,
        /// Where in the program's source its holder began to change it.
        changed: &'static Location<'static>,
    },
    /// A session was changed after the response had begun, so the change is not saved. Change it before the
    /// handler returns, not while the body is sent.
    TooLate {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// What was written to the session cannot be read back as its type. So the session cannot be lent while
    /// somebody holds it, or cannot be saved. Make `Serialize` and `Deserialize` of its field types agree.
    Unreadable {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// The session was asked for while somebody holds it, after it was changed, and its type has a field with
    /// `#[iron(skip)]`. A second value of the session is read from what is sealed, so it would have the
    /// field's default in place of what was set. Drop the session before another takes it.
    SkippedField {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// A holder changed the session and panicked while it held the session, so the change is not saved.
    Panicked {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// The request of a changed session ended without a response through the layer, so the change is not
    /// saved, and a logout is not told to the browser.
    ///
    /// - The request was cancelled: a timeout outside the layer dropped it, or the client closed the
    ///   connection. Put timeouts inside the layer.
    /// - A panic was caught outside the layer, or nowhere. Catch panics inside the layer.
    /// - The service below the layer failed. Turn errors into responses below the layer.
    Unanswered {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// Two session types in one request have the same cookie name. Give each its own with
    /// `#[iron(cookie = ..)]`.
    SameCookie {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// The session was asked for by its own data, while that was read or sealed. `Serialize`, `Deserialize`,
    /// `Default` and `Drop` of a field's type cannot use the session. Keep what they need in the field. The
    /// observer hears of it when the data was read or sealed, so it may itself ask for the session.
    Reentrant {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// A request was refused with a 403, since a page of another site may have caused it. The layer has the
    /// rules of [`CrossSite`](crate::CrossSite).
    ///
    /// It is no mistake in the program, unless a request of its own pages is refused: behind a proxy that
    /// changes `Host`, call [`public_origin`](crate::CrossSite::public_origin).
    CrossSite {
        /// Why.
        reason: CrossSiteReason,
    },
    /// The store of revocations did not answer, so it is not known whether the session was ended, or it was
    /// not told that the session begins or ends. It is a 503. [`Outage`](crate::Outage) is the rule.
    Unavailable {
        /// The name of the cookie.
        cookie: &'static str,
        /// What the store said.
        reason: Arc<StoreError>,
    },
    /// A handler could not end sessions by [`Revocations`](crate::Revocations), or not use up a token. It is
    /// a 503 if the store did not answer, a 401 if the visitor's own session was ended meanwhile, and else a
    /// 500.
    ///
    /// No layer makes it: it is for handlers that end sessions by `revocations.end_all(..).await?`.
    Revocation(RevocationError),
    /// The session could not be sealed. The [`Error`] says what to do.
    Save(Error),
}

impl std::error::Error for SessionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // `Display` shows the texts of these errors already.
            Self::Save(error) => error.source(),
            Self::Revocation(error) => error.source(),
            _ => None,
        }
    }
}

impl From<Error> for SessionError {
    fn from(error: Error) -> Self {
        Self::Save(error)
    }
}

impl From<RevocationError> for SessionError {
    fn from(error: RevocationError) -> Self {
        Self::Revocation(error)
    }
}
