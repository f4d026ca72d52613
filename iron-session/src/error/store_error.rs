//! [`StoreError`]: why a store of revocations did not do what it was asked.

use std::error::Error;
use std::fmt;

/// Why a store of revocations did not do what it was asked: it was not reached in time, or it refused.
///
/// It shows the text of what the store's own library said.
///
/// # Examples
///
/// ```
/// use iron_session::StoreError;
///
/// let error = StoreError::new("no connection");
/// assert_eq!(error.to_string(), "the store of revocations failed: no connection");
/// ```
#[derive(Debug)]
pub struct StoreError(Box<dyn Error + Send + Sync>);

impl StoreError {
    /// An error of a [`RevocationStore`](crate::RevocationStore), from a text or from another error.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::StoreError;
    /// let error = StoreError::new(std::io::Error::from(std::io::ErrorKind::TimedOut));
    /// assert!(error.to_string().ends_with("timed out"));
    /// ```
    pub fn new(reason: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(reason.into())
    }

    /// The error of a store that keeps no lists of devices.
    pub(crate) fn no_devices() -> Self {
        Self::new("it keeps no lists of devices; implement the three methods of `RevocationStore` for them")
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the store of revocations failed: {}", self.0)
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        // `Display` shows its text already.
        self.0.source()
    }
}
