//! [`Kind`]: whether a struct derives a session or a token.

use std::fmt;

/// What the struct derives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Session,
    Token,
}

/// The word for it in messages.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Session => "session",
            Self::Token => "token",
        })
    }
}
