//! [`KeyRole`]: what a key of a keyring is there for.

use std::fmt;

/// What a key of a keyring is there for.
///
/// # Examples
///
/// ```
/// use iron_session::KeyRole;
///
/// assert_eq!(KeyRole::Previous.word(), "previous");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyRole {
    /// Seals and opens.
    Current,
    /// Opens, because other servers may seal with it already.
    Next,
    /// Opens, and what it opened is sealed anew.
    Previous,
}

impl KeyRole {
    /// The role as one word that no release changes.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::KeyRole;
    ///
    /// assert_eq!(KeyRole::Next.word(), KeyRole::Next.to_string());
    /// ```
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Next => "next",
            Self::Previous => "previous",
        }
    }
}

impl fmt::Display for KeyRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
