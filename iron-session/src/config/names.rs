//! What the names of a configuration require and allow.

use super::attributes::SameSite;
use super::builder::Config;
use super::format::{Accept, Format};
use super::grammar::Prefix;

impl Config {
    /// The name under which iron-session's seals are accepted, if it is not the session's own.
    #[inline]
    pub(crate) fn accepted_name(&self) -> Option<&'static str> {
        self.accept?.name.filter(|name| *name != self.cookie)
    }

    /// Whether the session may be in parts, as iron-session 9 for JavaScript cuts a long one.
    #[inline]
    pub(crate) fn reads_parts(&self) -> bool {
        self.format == Format::Fe26 || self.accept.is_some()
    }

    /// Whether no other host of the domain can set a cookie of the session's name, or of the accepted name.
    pub(crate) fn host_bound(&self, is_accepted_name: bool) -> bool {
        Prefix::of(self.name(is_accepted_name).unwrap_or_default()).is_host()
    }

    /// The session's own name, or the accepted name if there is one.
    #[inline]
    pub(crate) fn name(&self, is_accepted_name: bool) -> Option<&'static str> {
        if is_accepted_name { self.accepted_name() } else { Some(self.cookie) }
    }

    /// Whether the prefix of one of the names requires `Secure`, and whether it binds the cookie to its host.
    pub(crate) fn promises(&self, is_accepted_name: bool) -> (bool, bool) {
        let prefix = Prefix::of(self.name(is_accepted_name).unwrap_or_default());
        (!matches!(prefix, Prefix::None), prefix.is_host())
    }

    /// The same session without `Secure` and the name's prefix, for a browser that accepts neither from
    /// localhost over plain http.
    pub(crate) fn without_secure(self) -> Self {
        let same_site = match self.same_site {
            SameSite::None => SameSite::Lax,
            kept => kept,
        };
        let accept = self.accept;
        Self { partitioned: false, domain: None, same_site, accept, ..self.over_plain_http() }
    }

    /// The same session without `Secure`, and without the prefixes of its names, which ask for it. Nothing
    /// else may ask for it ([`check_plain_http`](Self::check_plain_http)).
    pub(crate) fn over_plain_http(self) -> Self {
        let accept =
            self.accept.map(|Accept { until, name }| Accept { until, name: name.map(without_prefix) });
        Self { cookie: without_prefix(self.cookie), accept, secure: false, ..self }
    }
}

/// A name such as `__Host-__Secure-x` has a second prefix after the first.
fn without_prefix(mut name: &'static str) -> &'static str {
    while !matches!(Prefix::of(name), Prefix::None) {
        name = name.get(Prefix::of(name).text().len()..).unwrap_or_default();
    }
    name
}
