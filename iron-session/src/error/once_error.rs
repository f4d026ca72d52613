//! [`OnceError`]: why a token that works once was not opened.

use std::fmt;

use super::rejection::Rejection;
use super::store_error::StoreError;

/// Why a token that works once was not opened.
///
/// # Examples
///
/// ```
/// use iron_session::{OnceError, Rejection};
///
/// fn status(error: &OnceError) -> u16 {
///     match error {
///         OnceError::Store(_) => 503, // the visitor may try again
///         _ => 400,                   // "this link is no longer valid"
///     }
/// }
/// assert_eq!(status(&OnceError::Rejected(Rejection::Expired)), 400);
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
