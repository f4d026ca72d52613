//! Values of cookie attributes.

/// When a browser sends the cookie along with requests that other sites caused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SameSite {
    /// Never.
    Strict,
    /// Only for top-level navigations with a safe method, such as a followed link. The default.
    Lax,
    /// Always; needs `Secure`, and protection against cross-site request forgery.
    None,
}

/// Which cookies a browser evicts first when a site has too many (a Chromium extension).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Priority {
    /// Evicted first.
    Low,
    /// What browsers assume.
    Medium,
    /// Evicted last.
    High,
}
