//! [`CookieNames`]: the names under which one session type reads and writes cookies.

use std::fmt;

use super::marker;
use crate::cookie;

/// The names under which one session type reads and writes cookies.
#[derive(Clone, Copy)]
pub(crate) struct CookieNames {
    pub(super) own: &'static str,
    /// The name under which iron-session's seals are accepted, if it is a name of its own.
    pub(super) accepted: Option<&'static str>,
    /// The name on plain-http localhost, if `insecure_localhost` was called.
    pub(super) localhost: Option<&'static str>,
    /// The accepted name there, if it is a name of its own.
    pub(super) accepted_on_localhost: Option<&'static str>,
    /// Whether the sessions have a marker.
    pub(super) marker: bool,
}

impl CookieNames {
    /// A name that is also a name of one of `others`.
    ///
    /// None has the name of another's chunk: a configuration with such a name does not pass its check.
    pub(crate) fn shared_with(self, others: impl IntoIterator<Item = Self>) -> Option<&'static str> {
        let shared = |other: Self| {
            let own = self.each().find(|name| other.covers(name));
            own.or_else(|| other.each().find(|name| self.covers(name)))
        };
        others.into_iter().find_map(shared)
    }

    fn covers(self, name: &str) -> bool {
        self.each().any(|own| own == name) || self.marks(name)
    }

    /// Whether a name is that of a marker.
    fn marks(self, name: &str) -> bool {
        let session = name.strip_suffix(marker::SUFFIX);
        self.marker && self.written().any(|own| Some(own) == session)
    }

    /// Whether a Set-Cookie value is of a name under which sessions, their chunks and their markers are
    /// written or removed.
    ///
    /// A type without `chunks` removes the chunks that a request brought, and one that accepts seals of
    /// iron-session removes those and their parts.
    #[allow(dead_code, reason = "only the frameworks answer with a 500")]
    pub(crate) fn are_set_by(self, set_cookie: &[u8]) -> bool {
        let set = cookie::set_name(set_cookie);
        let name = str::from_utf8(set).unwrap_or_default();
        let mut sessions = self.each().chain(self.accepted_on_localhost);
        sessions.any(|own| own == name || cookie::is_chunk_of(own, set)) || self.marks(name)
    }

    /// The names under which sessions are written.
    fn written(self) -> impl Iterator<Item = &'static str> {
        [Some(self.own), self.localhost].into_iter().flatten()
    }

    fn each(self) -> impl Iterator<Item = &'static str> {
        [Some(self.own), self.accepted, self.localhost].into_iter().flatten()
    }
}

impl fmt::Debug for CookieNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.each()).finish()
    }
}
