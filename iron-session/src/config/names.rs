//! What the names of a configuration ask for and allow.

use super::attributes::SameSite;
use super::builder::Config;
use super::grammar::Prefix;

impl Config {
    /// The other name under which iron-session's seals are accepted.
    #[inline]
    pub(crate) fn accepted_name(&self) -> Option<&'static str> {
        self.accept?.name.filter(|name| *name != self.cookie)
    }

    /// Whether no sibling host can plant a cookie of the session's name, or of the accepted one.
    pub(crate) fn host_bound(&self, is_accepted_name: bool) -> bool {
        let name = if is_accepted_name { self.accepted_name().unwrap_or_default() } else { self.cookie };
        Prefix::of(name).is_host()
    }

    /// What the prefix of the accepted name promises to browsers: that it is secure, and that it is bound to its host.
    pub(crate) fn accepted_promises(&self) -> (bool, bool) {
        let prefix = Prefix::of(self.accepted_name().unwrap_or_default());
        (!matches!(prefix, Prefix::None), prefix.is_host())
    }

    /// The same session without `Secure` and the name prefix, for a browser that takes neither from plain-http localhost.
    pub(crate) fn without_secure(self) -> Self {
        let same_site = match self.same_site {
            SameSite::None => SameSite::Lax,
            kept => kept,
        };
        let mut cookie = self.cookie;
        // A name such as `__Host-__Secure-x` has a prefix left behind its prefix.
        while !matches!(Prefix::of(cookie), Prefix::None) {
            cookie = &cookie[Prefix::of(cookie).text().len()..];
        }
        Self { cookie, secure: false, partitioned: false, domain: None, same_site, ..self }
    }
}
