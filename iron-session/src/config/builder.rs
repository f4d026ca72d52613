//! [`Config`]: a session type's cookie name, attributes and lifetimes, built and checked in `const`.

use std::time::Duration;

use super::attributes::{Priority, SameSite};
use super::grammar::Prefix;
use crate::json::Numbers;
use crate::times::Limits;

const DEFAULT_MAX_AGE: Duration = Duration::from_secs(14 * 86_400);
const DEFAULT_ABSOLUTE_TIMEOUT: Duration = Duration::from_secs(90 * 86_400);

/// A session type's cookie and lifetimes, as `#[iron(..)]` writes them.
///
/// The builder methods only record; [`check`](Self::check) judges the whole, so their order does not matter. A bad
/// configuration of a session type does not compile.
///
/// ```
/// use std::time::Duration;
/// use iron_session::{Config, SameSite};
///
/// const CONFIG: Config = Config::new("__Host-admin").max_age(Duration::from_secs(3600)).same_site(SameSite::Strict);
/// CONFIG.check()?;
/// # Ok::<(), iron_session::ConfigError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own, named as browsers name it")]
pub struct Config {
    pub(crate) cookie: &'static str,
    pub(super) max_age: Option<Duration>,
    pub(super) refresh_after: Option<Duration>,
    pub(super) absolute_timeout: AbsoluteTimeout,
    pub(crate) persistent: bool,
    pub(crate) id: bool,
    pub(crate) format: Format,
    pub(crate) accept: Option<Accept>,
    pub(crate) path: &'static str,
    pub(crate) domain: Option<&'static str>,
    pub(crate) secure: bool,
    pub(crate) http_only: bool,
    pub(crate) same_site: SameSite,
    pub(crate) partitioned: bool,
    pub(crate) priority: Option<Priority>,
}

/// How sessions are sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Native,
    /// As iron-session for JavaScript does.
    Fe26,
}

/// Until when iron-session's seals are read too, and under which name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Accept {
    /// Seconds since 1970.
    pub(crate) until: u32,
    /// Another name than the session's own.
    pub(crate) name: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AbsoluteTimeout {
    Default,
    After(Duration),
    Never,
}

impl Config {
    /// The name of a cookie that says nothing about itself, bound to one host.
    pub const DEFAULT_COOKIE: &'static str = "__Host-session";

    /// A configuration with the given cookie name and the defaults: 14 days, `Path=/`, Secure, `HttpOnly`, `SameSite=Lax`.
    #[must_use]
    pub const fn new(cookie: &'static str) -> Self {
        Self {
            cookie,
            max_age: None,
            refresh_after: None,
            absolute_timeout: AbsoluteTimeout::Default,
            persistent: true,
            id: false,
            format: Format::Native,
            accept: None,
            path: "/",
            domain: None,
            secure: true,
            http_only: true,
            same_site: SameSite::Lax,
            partitioned: false,
            priority: None,
        }
    }

    /// The session ends this long after it was last written; whole seconds, at most 400 days.
    #[must_use]
    pub const fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = Some(max_age);
        self
    }

    /// Using the session counts as writing it, at most this often; whole seconds, less than `max_age`.
    #[must_use]
    pub const fn refresh_after(mut self, after: Duration) -> Self {
        self.refresh_after = Some(after);
        self
    }

    /// The session ends in any case this long after it began; whole seconds, at least `max_age`.
    #[must_use]
    pub const fn absolute_timeout(mut self, timeout: Duration) -> Self {
        self.absolute_timeout = AbsoluteTimeout::After(timeout);
        self
    }

    /// A session that is written often enough lives on without end.
    #[must_use]
    pub const fn no_absolute_timeout(mut self) -> Self {
        self.absolute_timeout = AbsoluteTimeout::Never;
        self
    }

    /// Whether the browser keeps the cookie when it exits; the seal ends after `max_age` either way.
    #[must_use]
    pub const fn persistent(mut self, persistent: bool) -> Self {
        self.persistent = persistent;
        self
    }

    /// Whether a random 128-bit id is sealed with the session.
    #[must_use]
    pub const fn id(mut self, id: bool) -> Self {
        self.id = id;
        self
    }

    /// Seals as iron-session for JavaScript does, so that both share one cookie (feature `fe26`).
    ///
    /// That seal has no room for an id, `refresh_after` or an absolute timeout.
    #[must_use]
    pub const fn format_fe26(mut self) -> Self {
        self.format = Format::Fe26;
        self
    }

    /// Reads iron-session's seals too, up to a moment in seconds since 1970, and seals them anew natively (feature `fe26`).
    #[must_use]
    pub const fn accept_fe26(mut self, until: u32) -> Self {
        let name = match self.accept {
            Some(accept) => accept.name,
            None => None,
        };
        self.accept = Some(Accept { until, name });
        self
    }

    /// The name of the cookie in which iron-session's seals come, if it is not the session's own.
    #[must_use]
    pub const fn accept_name(mut self, name: &'static str) -> Self {
        let until = match self.accept {
            Some(accept) => accept.until,
            None => 0,
        };
        self.accept = Some(Accept { until, name: Some(name) });
        self
    }

    /// The path below which the browser sends the cookie; not a boundary against other pages of the host.
    #[must_use]
    pub const fn path(mut self, path: &'static str) -> Self {
        self.path = path;
        self
    }

    /// Shares the cookie with this domain and all hosts below it.
    #[must_use]
    pub const fn domain(mut self, domain: &'static str) -> Self {
        self.domain = Some(domain);
        self
    }

    /// Whether the cookie travels only over HTTPS (and to localhost).
    #[must_use]
    pub const fn secure(mut self, secure: bool) -> Self {
        self.secure = secure;
        self
    }

    /// Whether scripts in the page are kept from the cookie.
    #[must_use]
    pub const fn http_only(mut self, http_only: bool) -> Self {
        self.http_only = http_only;
        self
    }

    /// When other sites' requests carry the cookie.
    #[must_use]
    pub const fn same_site(mut self, same_site: SameSite) -> Self {
        self.same_site = same_site;
        self
    }

    /// Whether each top-level site gets a cookie of its own when embedded (CHIPS).
    #[must_use]
    pub const fn partitioned(mut self, partitioned: bool) -> Self {
        self.partitioned = partitioned;
        self
    }

    /// How long the browser holds on to the cookie when it has too many.
    #[must_use]
    pub const fn priority(mut self, priority: Priority) -> Self {
        self.priority = Some(priority);
        self
    }

    /// The cookie's name.
    #[must_use]
    pub const fn cookie(&self) -> &'static str {
        self.cookie
    }

    /// A declared `max_age`; else 14 days, or the absolute timeout if that is smaller.
    pub(super) const fn max_age_or_default(&self) -> Duration {
        match (self.max_age, self.absolute_timeout) {
            (Some(max_age), _) => max_age,
            (None, AbsoluteTimeout::After(timeout)) if timeout.as_secs() < DEFAULT_MAX_AGE.as_secs() => {
                timeout
            }
            (None, _) => DEFAULT_MAX_AGE,
        }
    }

    /// The lengths of a checked configuration, in seconds.
    pub(crate) const fn limits(&self) -> Limits {
        // A checked configuration has at most 400 days of max_age and a timeout that fits; saturating keeps an unchecked one finite.
        #[expect(clippy::cast_possible_truncation, reason = "only what fits is cast")]
        const fn secs(length: Duration) -> u32 {
            if length.as_secs() > u32::MAX as u64 { u32::MAX } else { length.as_secs() as u32 }
        }
        let max_age = secs(self.max_age_or_default());
        let default_timeout = secs(DEFAULT_ABSOLUTE_TIMEOUT);
        let absolute_timeout = match self.absolute_timeout {
            AbsoluteTimeout::Never => None,
            // iron-session's seal does not tell when a session began.
            AbsoluteTimeout::Default if matches!(self.format, Format::Fe26) => None,
            AbsoluteTimeout::After(timeout) => Some(secs(timeout)),
            AbsoluteTimeout::Default => {
                Some(if default_timeout > max_age { default_timeout } else { max_age })
            }
        };
        Limits { max_age, absolute_timeout }
    }

    /// Seconds after which using the session extends it.
    pub(crate) fn refresh_after_secs(&self) -> Option<u64> {
        self.refresh_after.map(|after| after.as_secs())
    }

    /// Which numbers the readers of this session keep.
    pub(crate) fn numbers(&self) -> Numbers {
        match self.format {
            Format::Native => Numbers::Json,
            Format::Fe26 => Numbers::JavaScript,
        }
    }

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
