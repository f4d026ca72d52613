//! [`CookieNames`]: the names under which one session type reads and writes cookies.

use std::fmt;

/// The names under which one session type reads and writes cookies.
#[derive(Clone, Copy)]
pub(crate) struct CookieNames {
    pub(super) own: &'static str,
    /// The name under which iron-session's seals are accepted, if it is a name of its own.
    pub(super) accepted: Option<&'static str>,
    /// The name on plain-http localhost, if `insecure_localhost` was called.
    pub(super) localhost: Option<&'static str>,
}

impl CookieNames {
    /// A name that is also a name of one of `others`.
    pub(crate) fn shared_with(self, others: impl IntoIterator<Item = Self>) -> Option<&'static str> {
        let taken: Vec<_> = others.into_iter().flat_map(Self::each).collect();
        self.each().find(|name| taken.contains(name))
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
