//! [`TokenKind`]: what a type of tokens declares besides its members.

use std::time::Duration;

use crate::members::Derived;

/// A type of tokens, as the formats know it.
pub(crate) trait TokenKind: Derived {
    /// What the tokens are for. No token of one purpose opens as one of another.
    const PURPOSE: &'static str;
    /// How long a token is valid; `None` if it never ends.
    const MAX_AGE: Option<Duration>;
}

/// When a token begins and ends, and which one it is: what is sealed beside its members.
#[derive(Clone, Copy)]
pub(crate) struct Facts {
    /// None in a format without ids.
    pub(super) id: Option<[u8; 16]>,
    /// When it was sealed, in seconds since 1970; zero in a format that does not say it.
    pub(super) created: u32,
    /// Its end as the time since 1970; `None` if it never ends.
    pub(super) end: Option<Duration>,
}
