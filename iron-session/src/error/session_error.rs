//! [`SessionError`]: why a framework's layer could not lend or save a session.

use std::fmt;

use super::failure::Error;

/// Why a framework's layer could not lend a session, or could not save it. The visitor sees a plain 500.
///
/// All but [`Save`](Self::Save) are mistakes in the program; their texts say what to change. After
/// [`TooLate`](Self::TooLate), [`Panicked`](Self::Panicked) and [`Unanswered`](Self::Unanswered) the layer
/// changes no response, so only [`on_error`](crate::SessionManager::on_error) tells them.
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
/// assert!(matches!(slot.finish(), Err(SessionError::Conflict { cookie: "visit" })));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum SessionError {
    /// No layer for this session type wraps the handler. Add the layer after the routes and the middleware
    /// that use the session.
    NoLayer {
        /// The session type.
        session: &'static str,
    },
    /// The session was asked for while somebody holds it and has changed it. Drop it first, for example
    /// before `next.run`.
    InUse {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// The session was changed in two places at once, so one of the changes would be lost.
    ///
    /// - Two holders changed it. Drop it in one place, then take it from the request again in the other.
    /// - The response has a Set-Cookie of the session by another hand, and the layer would have replaced it.
    ///   It may come from an inner service with a layer and a request of its own: give that request the
    ///   extensions of this one. Or a session was loaded and saved by hand: take it from the request
    ///   instead.
    Conflict {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// A changed session was still held when the response was ready. Drop it before the handler returns.
    Held {
        /// The cookie's name.
        cookie: &'static str,
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
    /// `Default` and `Drop` of a field's type cannot use the session. Keep what they need in the field.
    Reentrant {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// The session could not be sealed. The [`Error`] says what to do.
    Save(Error),
}

impl SessionError {
    /// What a visitor may read: the text of a mistake in the program, which says what to change.
    ///
    /// For [`Save`](Self::Save) it is empty: what failed while saving is for the operator alone.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{Error, SessionError};
    ///
    /// assert_eq!(SessionError::Save(Error::TooDeep).public_text(), "");
    /// let text = SessionError::Held { cookie: "visit" }.public_text();
    /// assert!(text.ends_with("drop it before returning"));
    /// ```
    #[must_use]
    pub fn public_text(&self) -> String {
        if matches!(self, Self::Save(_)) { String::new() } else { self.to_string() }
    }
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLayer { session } => write!(
                f,
                "no session layer for `{session}` wraps this handler or middleware; add `SessionLayer::<{session}>::new(keys)` \
                 {OTHER_FRAMEWORKS} after the routes and the middleware that use the session"
            ),
            Self::InUse { cookie } => write!(f, "the session `{cookie}` {IN_USE}"),
            Self::Conflict { cookie } => write!(f, "the session `{cookie}` {CONFLICT}"),
            Self::Held { cookie } => write!(f, "the changed session `{cookie}` {HELD}"),
            Self::TooLate { cookie } => write!(f, "the session `{cookie}` {TOO_LATE}"),
            Self::Unreadable { cookie } => {
                write!(f, "what was written to the session `{cookie}` {UNREADABLE}")
            }
            Self::Panicked { cookie } => write!(f, "what was changed in the session `{cookie}` {PANICKED}"),
            Self::Unanswered { cookie } => write!(f, "the changed session `{cookie}` {UNANSWERED}"),
            Self::SameCookie { cookie } => write!(
                f,
                "two session types of one request share the cookie name `{cookie}`; give each its own with `#[iron(cookie = ..)]`"
            ),
            Self::Reentrant { cookie } => write!(f, "the session `{cookie}` {REENTRANT}"),
            Self::Save(error) => write!(f, "the session could not be saved: {error}"),
        }
    }
}

const OTHER_FRAMEWORKS: &str =
    "(`SessionMiddleware` in actix-web, poem and salvo, `SessionFairing` in Rocket)";
const IN_USE: &str =
    "was changed and is still held; drop it before calling on, for example before `next.run`";
const CONFLICT: &str = "was changed in two places at once; drop it in one, and take it from the request again in the other; \
     an inner service with a request of its own needs the extensions of this request";
const HELD: &str = "was still held when the response was ready; drop it before returning";
const TOO_LATE: &str = "was changed after its response had begun, and is not saved; change it before";
const UNREADABLE: &str =
    "cannot be read back as its type; make `Serialize` and `Deserialize` of its field types agree";
const REENTRANT: &str = "was asked for by its own data, while that was read or sealed; a field's `Serialize`, `Deserialize`, `Default` or `Drop` cannot use the session";
const PANICKED: &str = "is not saved, since its holder panicked; make all changes together, and drop the session before what may panic";
const UNANSWERED: &str = "is not saved, since its request was cancelled, panicked or failed without a response through the layer; \
     put timeouts inside the layer, catch panics there, and turn errors into responses there";

impl std::error::Error for SessionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // `Display` shows the text of this error already.
            Self::Save(error) => error.source(),
            _ => None,
        }
    }
}

impl From<Error> for SessionError {
    fn from(error: Error) -> Self {
        Self::Save(error)
    }
}
