//! [`TooLarge`]: by how much a session does not fit into a cookie.

use std::fmt;

/// By how much a session is too large for its cookie or cookies, or a token for its text, and which members
/// take the most space.
///
/// # Examples
///
/// ```
/// # use iron_session::{Error, IronSession, Keyring};
/// # #[derive(IronSession)]
/// # struct SessionData { notes: String, visits: u32 }
/// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// session.set_notes("long ".repeat(1000));
///
/// let Err(Error::TooLarge(too_large)) = session.set_cookies() else {
///     panic!("5000 characters do not fit into a cookie");
/// };
/// assert_eq!(too_large.largest, [("notes", 5002), ("visits", 1)]);
/// assert!(too_large.excess > 2000);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TooLarge {
    /// Bytes beyond the limit: of name and value together, or in the format of iron-session for JavaScript of
    /// the whole Set-Cookie text. With several cookies, bytes of the seal beyond what all of them hold.
    pub excess: usize,
    /// The limit of each cookie, in bytes: 4096, less if the type has
    /// [`max_bytes`](crate::Config::max_bytes), and 65,536 from `fe26::seal`.
    pub limit: usize,
    /// How many cookies the session may take: 1, or more if the type has
    /// [`chunks`](crate::Config::chunks).
    pub cookies: usize,
    /// Up to three members with the most bytes of JSON, largest first. Empty from `seal::seal` and
    /// `fe26::seal`, which do not know the members.
    pub largest: Vec<(&'static str, usize)>,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.limit;
        let whose = match limit {
            4096 => " that browsers keep",
            ..4096 => " of its `max_bytes`",
            _ => " that readers take",
        };
        if self.cookies == 1 {
            write!(f, "the cookie would be {} bytes over the {limit}{whose}", self.excess)?;
        } else {
            let (excess, cookies) = (self.excess, self.cookies);
            write!(
                f,
                "the seal would be {excess} bytes over what {cookies} cookies hold, each within the {limit}{whose}"
            )?;
        }
        self.fmt_members(f)?;
        f.write_str("; keep large data elsewhere and only its key in the session")
    }
}

impl TooLarge {
    /// What is said of a token.
    pub(super) fn fmt_token(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { excess, limit, .. } = self;
        write!(f, "the token would be {excess} characters over the {limit} that readers take")?;
        self.fmt_members(f)?;
        f.write_str("; keep large data elsewhere and only its key in the token")
    }

    fn fmt_members(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (member, bytes)) in self.largest.iter().enumerate() {
            let lead = if at == 0 { "; largest members: " } else { ", " };
            write!(f, "{lead}`{member}` {bytes} bytes")?;
        }
        Ok(())
    }
}
