//! Values of cookie attributes.

/// When a browser sends the cookie along with requests that other sites caused.
///
/// # Examples
///
/// ```
/// use iron_session::{Config, ConfigError, SameSite};
///
/// let embedded = Config::new("player").same_site(SameSite::None).partitioned(true);
/// embedded.check()?;
/// assert_eq!(embedded.secure(false).check(), Err(ConfigError::SameSiteNoneWithoutSecure));
/// # Ok::<(), ConfigError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SameSite {
    /// Never, not even when the visitor follows a link from another site. A cookie `NAME-here` beside it
    /// tells then that there is a session, see [`Meta::withheld`](crate::Meta::withheld).
    Strict,
    /// Only for top-level navigations with a safe method, such as a followed link. The default.
    Lax,
    /// Always. It needs `Secure`, and the application has to protect itself against cross-site request
    /// forgery.
    None,
}

/// Which cookies a browser removes first when a site has too many (an extension of Chromium).
///
/// # Examples
///
/// ```
/// use iron_session::{Config, IronSession, Priority};
///
/// #[derive(IronSession)]
/// #[iron(cookie = "visit", priority = "high")]
/// struct Visit {
///     count: u32,
/// }
///
/// assert_eq!(Visit::CONFIG, Config::new("visit").priority(Priority::High));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Priority {
    /// Removed first.
    Low,
    /// What browsers assume if the cookie does not say.
    Medium,
    /// Removed last.
    High,
}
