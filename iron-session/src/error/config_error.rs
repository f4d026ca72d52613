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
    /// iron-session's seal was asked for without the feature `fe26`.
    Fe26Feature,
    /// iron-session's seal together with an id, a schema number, a `refresh_after`, an absolute timeout, or a renewal that
    /// gives the session a life of its own.
    Fe26Room,
    /// An accepted name without the day up to which it is accepted.
    AcceptUntil,
    /// iron-session's seal for a type with a member that its session object would hide.
    Fe26Member,
    /// iron-session's seal both as the format and as one accepted besides.
    Fe26Accept,
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
            Self::Name => NAME,
            Self::PrefixCase => PREFIX_CASE,
            Self::PrefixWithoutSecure => PREFIX_WITHOUT_SECURE,
            Self::PrefixWithoutHttpOnly => PREFIX_WITHOUT_HTTP_ONLY,
            Self::HostWithDomain => HOST_WITH_DOMAIN,
            Self::HostWithPath => HOST_WITH_PATH,
            Self::Path => PATH,
            Self::Domain => DOMAIN,
            Self::SameSiteNoneWithoutSecure => SAME_SITE_NONE_WITHOUT_SECURE,
            Self::PartitionedWithoutSecure => PARTITIONED_WITHOUT_SECURE,
            Self::MaxAge => MAX_AGE,
            Self::Fe26Feature => FE26_FEATURE,
            Self::Fe26Room => FE26_ROOM,
            Self::AcceptUntil => ACCEPT_UNTIL,
            Self::Fe26Member => FE26_MEMBER,
            Self::Fe26Accept => FE26_ACCEPT,
            Self::RefreshAfter => REFRESH_AFTER,
            Self::AbsoluteTimeout => ABSOLUTE_TIMEOUT,
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for ConfigError {}

const NAME: &str = "a cookie name is 1 to 256 letters, digits and !#$%&'*+-.^_`|~, and more than a prefix; choose another name";
const PREFIX_CASE: &str = "browsers honour a cookie prefix in any letter case, servers do not; write `__Host-`, `__Secure-`, `__Http-` or `__Host-Http-`";
const PREFIX_WITHOUT_SECURE: &str = "a cookie with this name prefix must be Secure, or browsers drop it; remove `secure = false` or the prefix";
const PREFIX_WITHOUT_HTTP_ONLY: &str = "a cookie with this name prefix must be HttpOnly, or browsers drop it; remove `http_only = false` or the prefix";
const HOST_WITH_DOMAIN: &str =
    "a `__Host-` cookie may not have a domain: browsers drop such a cookie; remove the domain or the prefix";
const HOST_WITH_PATH: &str =
    "a `__Host-` cookie must have the path `/`: browsers drop any other; remove the path or the prefix";
const PATH: &str =
    "a cookie path begins with `/` and has at most 1024 visible ASCII characters other than `;`";
const DOMAIN: &str = "a cookie domain is a host name of at least two labels such as `example.com`, in punycode, without dot at an end, scheme or port";
const SAME_SITE_NONE_WITHOUT_SECURE: &str =
    "a `SameSite=None` cookie must be Secure, or browsers drop it; remove `secure = false`";
const PARTITIONED_WITHOUT_SECURE: &str =
    "a partitioned cookie must be Secure, or browsers drop it; remove `secure = false`";
const MAX_AGE: &str = "`max_age` is 1 second to 400 days, in whole seconds: browsers cut longer lifetimes";
const FE26_FEATURE: &str = "iron-session's seal needs the feature `fe26`; write `features = [\"fe26\"]` beside the dependency `iron-session`";
const FE26_ROOM: &str = "iron-session's seal has no room for `id`, `schema`, `refresh_after`, `absolute_timeout` or a lifetime of one session (`renew().max_age(..)`); remove them, or `format`";
const ACCEPT_UNTIL: &str = "a second format is accepted until a day; give it with `accept_fe26`";
const FE26_MEMBER: &str = "`save`, `destroy` and `updateConfig` are methods of iron-session's session object, which hide such members; rename them";
const FE26_ACCEPT: &str = "`accept` reads iron-session's seals beside native ones; with `format = \"fe26\"` they are all there is; remove one";
const REFRESH_AFTER: &str = "`refresh_after` is in whole seconds, at least one, and less than `max_age`; shorten it, or lengthen `max_age`";
const ABSOLUTE_TIMEOUT: &str =
    "`absolute_timeout` is in whole seconds and at least `max_age`; lengthen it, or shorten `max_age`";
