//! [`OnceError`]: why a token that works once was not opened.

use std::fmt;

use super::rejection::Rejection;
use super::store_error::StoreError;

/// Why a token that works once was not opened.
///
/// # Examples
///
/// In a handler, the store's error is a response of its own, and for all others there is a page:
///
/// ```
/// use iron_session::{OnceError, OpenedToken, Rejection, RevocationError, SessionError};
///
/// fn token<T>(opened: Result<OpenedToken<T>, OnceError>) -> Result<Option<T>, SessionError> {
///     match opened {
///         Ok(opened) => Ok(Some(opened.token)),
///         Err(OnceError::Store(error)) => Err(RevocationError::from(error).into()), // a 503: try again
///         Err(_) => Ok(None), // "this link is no longer valid"
///     }
/// }
/// # struct MagicLink;
/// assert!(token::<MagicLink>(Err(OnceError::Rejected(Rejection::Expired)))?.is_none());
/// assert!(token::<MagicLink>(Err(OnceError::Used))?.is_none());
/// # Ok::<(), SessionError>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum OnceError {
    /// The text does not open as this token.
    Rejected(Rejection),
    /// It was opened before.
    Used,
    /// The store did not answer, so it is not known whether it was opened before. It may be opened again.
    Store(StoreError),
}

impl fmt::Display for OnceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(rejection) => write!(f, "{rejection}"),
            Self::Used => f.write_str("it was opened before, and works once"),
            Self::Store(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for OnceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // `Display` shows the texts of these errors already.
        match self {
            Self::Store(error) => error.source(),
            Self::Rejected(_) | Self::Used => None,
        }
    }
}

impl From<Rejection> for OnceError {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl From<StoreError> for OnceError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
