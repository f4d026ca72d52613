//! [`JsonError`]: what the serializer said of a value.

use std::fmt;

/// What the serializer said of a value that has no form in JSON.
///
/// It shows the text of `serde_json`. The type of `serde_json` itself stays out of this crate's interface.
///
/// # Examples
///
/// ```
/// use iron_session::{Error, IronSession, Keyring};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     ratio: f64,
/// }
///
/// # fn main() -> Result<(), Error> {
/// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// session.set_ratio(f64::NAN);
/// let Err(Error::Unsealable { member, source }) = session.set_cookies() else {
///     panic!("JSON has no NaN");
/// };
/// assert_eq!(member, "ratio");
/// assert!(source.to_string().starts_with("NaN and infinities have no JSON form"));
/// # Ok(())
/// # }
/// ```
pub struct JsonError(serde_json::Error);

impl JsonError {
    pub(crate) fn new(error: serde_json::Error) -> Self {
        Self(error)
    }

    pub(crate) fn custom(message: impl fmt::Display) -> Self {
        Self(serde::ser::Error::custom(message))
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl std::error::Error for JsonError {}
