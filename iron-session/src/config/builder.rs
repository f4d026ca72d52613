//! [`Config`]: a session type's cookie name, attributes and lifetimes, built and checked in `const`.

use std::time::Duration;

use super::attributes::{Priority, SameSite};
use super::format::{Accept, Format};

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
}
