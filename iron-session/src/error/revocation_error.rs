//! [`RevocationError`]: why sessions were not ended.

use std::fmt;

use super::json_error::JsonError;
use super::store_error::StoreError;

/// Why [`Revocations`](crate::Revocations) could not be made, or did not end what they were to end.
///
/// After an error of [`end_all`](crate::Revocations::end_all) and its relatives, assume that nothing was
/// ended: tell the visitor, and let them try again.
///
/// # Examples
///
/// ```
/// use iron_session::{RevocationError, StoreError};
///
/// let error = RevocationError::from(StoreError::new("no connection"));
/// assert!(matches!(error, RevocationError::Store(_)));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum RevocationError {
    /// The store was not reached in time, or it refused. Answer 503.
    Store(StoreError),
    /// The subject has no form in JSON.
    Subject(JsonError),
    /// The session has no subject, so there are no others of it.
    NoSubject,
    /// The session itself was ended, by another request.
    Ended,
    /// No layer and no manager has these revocations, so they end nothing. Give them to
    /// [`SessionManager::revocations`](crate::SessionManager::revocations), or to the layer, and keep a
    /// clone. It is told for those in memory; a store elsewhere may be that of another program.
    NotInUse,
    /// The list of devices was not turned on; call [`devices`](crate::Revocations::devices) at the start.
    NoDevices,
    /// The store may drop entries when its memory is full. Set `maxmemory-policy noeviction`.
    Evicts {
        /// The policy that is set.
        policy: String,
    },
}

impl fmt::Display for RevocationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => write!(f, "{error}"),
            Self::Subject(error) => write!(f, "the subject has no form in JSON: {error}"),
            Self::NoSubject => f.write_str(NO_SUBJECT),
            Self::Ended => f.write_str("the session itself was ended while the request was at work"),
            Self::NotInUse => f.write_str(NOT_IN_USE),
            Self::NoDevices => f.write_str(NO_DEVICES),
            Self::Evicts { policy } => write!(f, "the store has the maxmemory-policy `{policy}`, {EVICTS}"),
        }
    }
}

impl std::error::Error for RevocationError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // `Display` shows the texts of these errors already.
        match self {
            Self::Store(error) => error.source(),
            Self::Subject(error) => error.source(),
            _ => None,
        }
    }
}

impl From<StoreError> for RevocationError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

const NO_SUBJECT: &str = "the session has no subject, so there are no others to end: nobody is signed in";
const NOT_IN_USE: &str = "no layer and no manager has these revocations, so nothing was ended; call `.revocations(&revocations)?` on the \
                          layer, after `group`, `devices`, `cache_for` and `clock`, and keep a clone";
const NO_DEVICES: &str =
    "no list of devices is kept; call `Revocations::devices` at the start, and name them by `Renewal::label`";
const EVICTS: &str =
    "by which it may drop revocations when its memory is full; set `noeviction`, or use a store of its own";
