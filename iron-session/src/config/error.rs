//! [`ConfigError`]: what is wrong with a configuration, in words that `const` evaluation can print.

use std::fmt;

/// Why a configuration is refused: browsers would drop the cookie, or the session would not be safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigError {
    /// The cookie name is not a token of 1 to 256 characters, or nothing but a prefix.
    Name,
    /// The name begins with a prefix in other letter case.
    PrefixCase,
    /// The name's prefix needs `Secure`.
    PrefixWithoutSecure,
    /// The name's prefix needs `HttpOnly`.
    PrefixWithoutHttpOnly,
    /// `__Host-` with a domain.
    HostWithDomain,
    /// `__Host-` with a path other than `/`.
    HostWithPath,
    /// A path that does not begin with `/`, is longer than 1024 bytes, or has other than visible ASCII without `;`.
    Path,
    /// A domain that is not a host name of at least two labels, such as an address, a URL, or one with a dot at an end.
    Domain,
    /// `SameSite=None` without `Secure`.
    SameSiteNoneWithoutSecure,
    /// `Partitioned` without `Secure`.
    PartitionedWithoutSecure,
    /// A `max_age` of zero, over 400 days, or not in whole seconds.
    MaxAge,
    /// A `refresh_after` of zero, not less than `max_age`, or not in whole seconds.
    RefreshAfter,
    /// An absolute timeout shorter than `max_age`, or not in whole seconds.
    AbsoluteTimeout,
}

impl ConfigError {
    /// What is wrong and what to do, as a constant text.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Name => {
                "a cookie name is 1 to 256 letters, digits and !#$%&'*+-.^_`|~, and more than a prefix; choose another name"
            }
            Self::PrefixCase => {
                "browsers honour a cookie prefix in any letter case, servers do not; write `__Host-`, `__Secure-`, `__Http-` or `__Host-Http-`"
            }
            Self::PrefixWithoutSecure => {
                "a cookie with this name prefix must be Secure, or browsers drop it; remove `secure = false` or the prefix"
            }
            Self::PrefixWithoutHttpOnly => {
                "a cookie with this name prefix must be HttpOnly, or browsers drop it; remove `http_only = false` or the prefix"
            }
            Self::HostWithDomain => {
                "a `__Host-` cookie may not have a domain: browsers drop such a cookie; remove the domain or the prefix"
            }
            Self::HostWithPath => {
                "a `__Host-` cookie must have the path `/`: browsers drop any other; remove the path or the prefix"
            }
            Self::Path => {
                "a cookie path begins with `/` and has at most 1024 visible ASCII characters other than `;`"
            }
            Self::Domain => {
                "a cookie domain is a host name of at least two labels such as `example.com`, in punycode, without dot at an end, scheme or port"
            }
            Self::SameSiteNoneWithoutSecure => {
                "a `SameSite=None` cookie must be Secure, or browsers drop it; remove `secure = false`"
            }
            Self::PartitionedWithoutSecure => {
                "a partitioned cookie must be Secure, or browsers drop it; remove `secure = false`"
            }
            Self::MaxAge => {
                "`max_age` is 1 second to 400 days, in whole seconds: browsers cut longer lifetimes"
            }
            Self::RefreshAfter => {
                "`refresh_after` is in whole seconds, at least one, and less than `max_age`; shorten it, or lengthen `max_age`"
            }
            Self::AbsoluteTimeout => {
                "`absolute_timeout` is in whole seconds and at least `max_age`; lengthen it, or shorten `max_age`"
            }
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for ConfigError {}
