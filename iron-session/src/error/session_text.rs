//! What a [`SessionError`] says: to the operator, and to a visitor.

use std::fmt;
use std::panic::Location;

use super::failure::Error;
use super::session_error::SessionError;

impl SessionError {
    /// The reason as one word that no release changes: the variant in snake case, such as `no_layer`. For
    /// [`Save`](Self::Save) it is `too_large`, `unsealable`, `unreadable`, or else `save`.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{Error, SessionError};
    ///
    /// assert_eq!(SessionError::Unanswered { cookie: "visit" }.word(), "unanswered");
    /// assert_eq!(SessionError::Save(Error::Unreadable { member: "cart" }).word(), "unreadable");
    /// ```
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::NoLayer { .. } => "no_layer",
            Self::InUse { .. } => "in_use",
            Self::Conflict { .. } => "conflict",
            Self::Held { .. } => "held",
            Self::TooLate { .. } => "too_late",
            Self::Unreadable { .. } | Self::Save(Error::Unreadable { .. }) => "unreadable",
            Self::SkippedField { .. } => "skipped_field",
            Self::Panicked { .. } => "panicked",
            Self::Unanswered { .. } => "unanswered",
            Self::SameCookie { .. } => "same_cookie",
            Self::Reentrant { .. } => "reentrant",
            Self::CrossSite { .. } => "cross_site",
            Self::Unavailable { .. } => "unavailable",
            Self::Revocation(_) => "revocation",
            Self::Save(Error::TooLarge(_)) => "too_large",
            Self::Save(Error::Unsealable { .. }) => "unsealable",
            Self::Save(_) => "save",
        }
    }

    /// What a visitor may read: the text of a mistake in the program, which says what to change.
    ///
    /// For [`Save`](Self::Save) it is empty: what failed while saving is for the operator alone. So are the
    /// places in the program's source, and what a store of revocations said, which `Display` names.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{Error, SessionError};
    ///
    /// assert_eq!(SessionError::Save(Error::TooDeep).public_text(), "");
    /// let changed = std::panic::Location::caller();
    /// let error = SessionError::Held { cookie: "visit", changed };
    /// assert!(error.to_string().contains(&format!("{}:{}", changed.file(), changed.line())));
    /// assert!(!error.public_text().contains(changed.file()));
    /// ```
    #[must_use]
    pub fn public_text(&self) -> String {
        if matches!(self, Self::Save(_)) { String::new() } else { PublicText(self).to_string() }
    }
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse { cookie, changed } => {
                write!(f, "the session `{cookie}` was changed at {} {IN_USE}", Place(changed))
            }
            Self::Held { cookie, changed } => {
                write!(f, "the session `{cookie}`, changed at {}, {HELD}", Place(changed))
            }
            Self::Conflict { cookie, changed: Some([first, second]) } => {
                let (first, second) = (Place(first), Place(second));
                write!(f, "the session `{cookie}` {TWO_PLACES}, at {first} and at {second}; {APART}")
            }
            Self::Unavailable { reason, .. } => write!(f, "{}: {reason}", PublicText(self)),
            Self::Revocation(error) => write!(f, "{}: {error}", PublicText(self)),
            _ => fmt::Display::fmt(&PublicText(self), f),
        }
    }
}

/// A place in the source, as editors and terminals open it.
struct Place(&'static Location<'static>);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.0.file(), self.0.line())
    }
}

/// What does not name places in the program's source.
struct PublicText<'a>(&'a SessionError);

impl fmt::Display for PublicText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use SessionError as Of;
        match self.0 {
            Of::NoLayer { session } => write!(
                f,
                "no session layer for `{session}` wraps this handler or middleware; add `SessionLayer::<{session}>::new(keys)` \
                 {OTHER_FRAMEWORKS} after the routes and the middleware that use the session; {ADDED_BEFORE}"
            ),
            Of::InUse { cookie, .. } => write!(f, "the session `{cookie}` was changed {IN_USE}"),
            Of::Conflict { cookie, changed: Some(_) } => {
                write!(f, "the session `{cookie}` {TWO_PLACES}; {APART}")
            }
            Of::Conflict { cookie, changed: None } => {
                write!(f, "the session `{cookie}` {TWO_PLACES}, {RIVAL}")
            }
            Of::Held { cookie, .. } => write!(f, "the changed session `{cookie}` {HELD}"),
            Of::TooLate { cookie } => write!(f, "the session `{cookie}` {TOO_LATE}"),
            Of::Unreadable { cookie } => write!(f, "what was written to the session `{cookie}` {UNREADABLE}"),
            Of::SkippedField { cookie } => write!(f, "the session `{cookie}` {SKIPPED_FIELD}"),
            Of::Panicked { cookie } => write!(f, "what was changed in the session `{cookie}` {PANICKED}"),
            Of::Unanswered { cookie } => write!(f, "the changed session `{cookie}` {UNANSWERED}"),
            Of::SameCookie { cookie } => write!(f, "{SAME_COOKIE} `{cookie}`; {OWN_COOKIE}"),
            Of::Reentrant { cookie } => write!(f, "the session `{cookie}` {REENTRANT}"),
            Of::CrossSite { reason } => write!(f, "{REFUSED}: {reason}; {LET_IN}"),
            Of::Unavailable { cookie, .. } => write!(f, "the session `{cookie}` {UNAVAILABLE}"),
            Of::Revocation(_) => f.write_str("sessions could not be ended, or a token not be used up"),
            Of::Save(error) => write!(f, "the session could not be saved: {error}"),
        }
    }
}

const REFUSED: &str = "a request that may come from another site was refused";
const LET_IN: &str = "if it is one of your own, call `CrossSite::allow_origin` for pages elsewhere, `except` for callbacks, \
     or `public_origin` behind a proxy that changes `Host`";
const OTHER_FRAMEWORKS: &str =
    "(`SessionMiddleware` in actix-web, poem and salvo, `SessionFairing` in Rocket)";
const ADDED_BEFORE: &str =
    "axum's `.layer` wraps only the routes, fallbacks and layers that were added before it";
const IN_USE: &str = "and is still held; drop it before calling on, for example before `next.run`";
const TWO_PLACES: &str = "was changed in two places at once";
const APART: &str = "drop it in one, and take it from the request again in the other; among a handler's arguments, what writes to the session comes first";
const RIVAL: &str = "here and by another Set-Cookie of the response; change it in one; \
     an inner service with a request of its own needs the extensions of this request";
const HELD: &str = "was still held when the response was ready; drop it before returning";
const TOO_LATE: &str = "was changed after its response had begun, and is not saved; change it before";
const UNREADABLE: &str =
    "cannot be read back as its type; make `Serialize` and `Deserialize` of its field types agree";
const SKIPPED_FIELD: &str = "was changed before in this request, and is held; a second value of it would have the defaults of its `#[iron(skip)]` fields; \
     drop it before calling on, for example before `next.run`";
const SAME_COOKIE: &str = "two session types of one request share the cookie name";
const OWN_COOKIE: &str = "give each its own with `#[iron(cookie = ..)]`";
const UNAVAILABLE: &str =
    "cannot be lent or saved while the store of revocations does not answer; try again in a moment";
const REENTRANT: &str = "was asked for by its own data, while that was read or sealed; a field's `Serialize`, `Deserialize`, `Default` or `Drop` cannot use the session";
const PANICKED: &str = "is not saved, since its holder panicked; make all changes together, and drop the session before what may panic";
const UNANSWERED: &str = "is not saved, since its request was cancelled, panicked or failed without a response through the layer; \
     put timeouts inside the layer, catch panics there, and turn errors into responses there";
