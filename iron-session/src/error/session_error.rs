//! [`SessionError`]: why a framework's layer could not lend or save a session.

use std::fmt;

use super::failure::Error;

/// Why a framework's layer could not lend a session, or could not save it. The visitor sees a plain 500.
///
/// All but [`Save`](Self::Save) are mistakes in the program; their texts say what to change.
#[derive(Debug)]
#[non_exhaustive]
pub enum SessionError {
    /// No layer for this session type wraps the handler.
    NoLayer {
        /// The session type.
        session: &'static str,
    },
    /// A changed session was asked for again before it was dropped.
    InUse {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// Two holders of one session changed it at the same time.
    Conflict {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// A changed session was still held when the response was ready.
    Held {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// A session was changed after the response had begun. The response could not be changed any more.
    TooLate {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// A session was asked for while somebody has it, or could not be saved, because what was written to it before does not read
    /// back.
    Unreadable {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// The service below the layer failed without a response that could save the changed session.
    Unanswered {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// Two session types in one request share a cookie name.
    SameCookie {
        /// The cookie's name.
        cookie: &'static str,
    },
    /// The session could not be sealed.
    Save(Error),
}

impl SessionError {
    /// What a visitor may read: the text of a mistake in the program, which says what to change. What failed while saving is for
    /// the operator alone.
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
            Self::Unanswered { cookie } => write!(f, "the changed session `{cookie}` {UNANSWERED}"),
            Self::SameCookie { cookie } => write!(
                f,
                "two session types of one request share the cookie name `{cookie}`; give each its own with `#[iron(cookie = ..)]`"
            ),
            Self::Save(error) => write!(f, "the session could not be saved: {error}"),
        }
    }
}

const OTHER_FRAMEWORKS: &str =
    "(`SessionMiddleware` in actix-web, poem and salvo, `SessionFairing` in Rocket)";
const IN_USE: &str =
    "was changed and is still held; drop it before calling on, for example before `next.run`";
const CONFLICT: &str =
    "was changed in two places at once; drop it in one, and take it from the request again in the other";
const HELD: &str = "was still held when the response was ready; drop it before returning";
const TOO_LATE: &str = "was changed after its response had begun, and is not saved; change it before";
const UNREADABLE: &str =
    "does not read back as its type; make what its fields serialize and deserialize agree";
const UNANSWERED: &str =
    "is not saved, since the service below its layer failed; turn errors into responses below the layer";

impl std::error::Error for SessionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Its own text is told already.
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
