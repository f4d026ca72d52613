//! [`TooLarge`]: by how much a session does not fit into a cookie.

use std::fmt;

/// By how much a session is too large for one cookie, and what takes the room.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TooLarge {
    /// Bytes beyond 4096: of name and value, or for iron-session's format of the whole Set-Cookie text.
    pub excess: usize,
    /// Up to three members with the most bytes of JSON, largest first.
    pub largest: Vec<(&'static str, usize)>,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the cookie would be {} bytes over the 4096 that browsers keep", self.excess)?;
        for (at, (member, bytes)) in self.largest.iter().enumerate() {
            let lead = if at == 0 { "; largest members: " } else { ", " };
            write!(f, "{lead}`{member}` {bytes} bytes")?;
        }
        f.write_str("; keep large data elsewhere and only its key in the session")
    }
}
