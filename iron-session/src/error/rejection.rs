//! [`Rejection`]: why a cookie or token was refused.

use std::fmt;

/// Why a cookie or token was refused.
///
/// It is for the operator's eyes: to the visitor all of these look the same, a fresh session. From
/// [`NotYetValid`](Self::NotYetValid) on, the seal was made by a holder of the key, though any visitor may replay an old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejection {
    /// Wrong length, not canonical base64url, or sealed times that contradict each other.
    Malformed,
    /// A version byte or flag of a later release.
    UnsupportedVersion,
    /// Sealed under a key that the keyring does not hold, such as one that was removed.
    UnknownKey,
    /// Tampered with, moved from another cookie, or made for another purpose: indistinguishable on purpose.
    Forged,
    /// Issued more than 60 seconds in the future: some node's clock is wrong.
    NotYetValid,
    /// Past its sealed end, or past what today's configuration allows.
    Expired,
    /// Sealed by a newer schema, as seen during a rolling deploy; it is not overwritten until the session is changed.
    NewerSchema {
        /// The schema number in the seal.
        sealed: u16,
        /// The schema number of the type that reads.
        current: u16,
    },
    /// Sealed by an older schema from which the type does not migrate.
    OlderSchema {
        /// The schema number in the seal.
        sealed: u16,
        /// The schema number of the type that reads.
        current: u16,
    },
    /// The sealed JSON is not one value of the session's type.
    Payload {
        /// The byte of the JSON, counted from 1, at which reading stopped. The text itself stays secret.
        ///
        /// Not a `usize`: a refusal travels through every load, and of this size it does so in a register.
        byte: u32,
    },
    /// A seal of iron-session for JavaScript, after the day up to which the type accepts them.
    NoLongerAccepted,
    /// Several different cookies of this name opened, and no rule says which one is the user's.
    Ambiguous,
}

impl Rejection {
    pub(crate) fn payload(byte: usize) -> Self {
        Self::Payload { byte: u32::try_from(byte).unwrap_or(u32::MAX) }
    }

    /// How far opening came, so that of several refused cookies the most telling reason is reported.
    pub(crate) fn progress(self) -> u8 {
        match self {
            Self::Malformed => 0,
            Self::UnsupportedVersion => 1,
            Self::UnknownKey => 2,
            Self::Forged => 3,
            Self::NotYetValid => 4,
            Self::Expired => 5,
            Self::NewerSchema { .. } | Self::OlderSchema { .. } => 6,
            Self::Payload { .. } => 7,
            Self::NoLongerAccepted => 8,
            Self::Ambiguous => 9,
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => f.write_str("not a seal"),
            Self::UnsupportedVersion => f.write_str("sealed by a later version of the format"),
            Self::UnknownKey => f.write_str("sealed under a key that is not on the keyring"),
            Self::Forged => f.write_str("changed, moved to another cookie or made for another purpose"),
            Self::NotYetValid => f.write_str("issued in the future; check the clocks of all nodes"),
            Self::Expired => f.write_str("expired"),
            Self::NewerSchema { sealed, current } => {
                write!(f, "sealed by schema {sealed}, newer than this program's {current}")
            }
            Self::OlderSchema { sealed, current } => {
                write!(f, "sealed by schema {sealed}, from which schema {current} does not migrate")
            }
            Self::Payload { byte } => {
                write!(f, "the sealed JSON is not this session type, seen at byte {byte}")
            }
            Self::NoLongerAccepted => {
                f.write_str("sealed by iron-session for JavaScript, which is no longer accepted")
            }
            Self::Ambiguous => f.write_str("several different sessions were sent under one name"),
        }
    }
}

impl std::error::Error for Rejection {}
