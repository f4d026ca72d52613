//! [`ConfigError`]: what is wrong with a configuration, in words that `const` evaluation can print.

use std::fmt;

/// Why a configuration is refused: browsers would drop the cookie, or the session would not be safe.
///
/// A configuration that is written in attributes is checked when it compiles: these errors then stop the
/// build. One that is changed at run time, by [`configure`](crate::SessionManager::configure) or
/// [`domain`](crate::SessionManager::domain), fails with [`Error::Config`](crate::Error::Config).
///
/// # Examples
///
/// ```
/// use iron_session::{Config, ConfigError};
///
/// let config = Config::new("__Host-app").domain("shop.example");
/// assert_eq!(config.check(), Err(ConfigError::HostWithDomain));
///
/// let config = Config::new("__Secure-app").domain("shop.example");
/// config.check()?;
/// # Ok::<(), ConfigError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigError {
    /// The cookie name is empty, longer than 256 characters, nothing but a prefix, or has a character that a
    /// token may not have. Choose another name.
    Name,
    /// The name ends with a full stop and a digit, as the cookies `NAME.0` to `NAME.3` of a session `NAME` in
    /// chunks do. The digits 4 to 9 are kept for later releases. Choose another end, such as `NAME-0`.
    NameOfChunk,
    /// The name begins with a prefix in other letter case. Write the prefix as the standard writes it, such
    /// as `__Host-`.
    PrefixCase,
    /// The name has a prefix that needs `Secure`, and `secure` is off. Remove `secure = false` or the prefix.
    /// For plain http in a LAN call
    /// [`insecure_plain_http`](crate::SessionManager::insecure_plain_http), which drops both.
    PrefixWithoutSecure,
    /// The name has a prefix that needs `HttpOnly`, and `http_only` is off. Remove `http_only = false` or the
    /// prefix.
    PrefixWithoutHttpOnly,
    /// A `__Host-` name together with a domain. Remove the domain, or use the prefix `__Secure-`.
    HostWithDomain,
    /// A `__Host-` name together with a path other than `/`. Remove the path, or use the prefix `__Secure-`.
    HostWithPath,
    /// The path does not begin with `/`, is longer than 1024 bytes, or has a byte other than visible ASCII
    /// without `;`. Percent-encode such bytes, as the browser does in the address.
    Path,
    /// The domain is not a host name of at least two labels, but for example an address, a URL, or a name
    /// with a dot at an end. Write the host name alone, such as `example.com`.
    Domain,
    /// The domain is a public suffix such as `co.uk` or `github.io`: anybody can register a name below it.
    /// Write the name that is yours, such as `example.co.uk`, or remove the domain.
    PublicSuffix,
    /// `SameSite=None` without `Secure`. Remove `secure = false`.
    SameSiteNoneWithoutSecure,
    /// `Partitioned` without `Secure`. Remove `secure = false`.
    PartitionedWithoutSecure,
    /// [`insecure_plain_http`](crate::SessionManager::insecure_plain_http) for a cookie that is
    /// `SameSite=None` or `Partitioned`. Browsers take such a cookie over https only. Choose
    /// `same_site = "lax"` and remove `partitioned`, or remove the call.
    PlainHttp,
    /// `max_age` is zero, over 400 days, or not in whole seconds. Choose a length within these limits.
    MaxAge,
    /// `max_bytes` is less than 256 or more than 4096. Choose a limit between them.
    MaxBytes,
    /// `chunks` is 0 or more than 4. Choose 2 to 4, or 1 for a session in one cookie.
    Chunks,
    /// The name leaves less of `max_bytes` than the shortest seal takes, so that no session could be saved.
    /// In the format of iron-session for JavaScript the attributes count too. Shorten the name, or raise
    /// `max_bytes`.
    SealRoom,
    /// The name leaves too little of `max_bytes` to the part of a seal in a chunk. Shorten the name, raise
    /// `max_bytes`, or remove `chunks`.
    ChunkRoom,
    /// iron-session's seal was asked for without the feature `fe26`. Turn the feature on in `Cargo.toml`.
    Fe26Feature,
    /// iron-session's seal together with an id, a schema number, `refresh_after`, an absolute timeout, or a
    /// lifetime of one session (`renew().max_age(..)`). That seal cannot hold them: remove them, or the
    /// format.
    Fe26Room,
    /// Revocations are used with a session without `id`. A session is ended by its id: write `id`.
    RevocationsWithoutId,
    /// Revocations forget what was ended while its seal may still be valid: the `absolute_timeout` is longer
    /// than their `keep_for`, or `"never"`. Keep them longer, or shorten it.
    KeepFor,
    /// An accepted name was given without the day up to which it is accepted. Give that day with
    /// `accept_fe26`.
    AcceptUntil,
    /// iron-session's seal for a type with a member that its session object would hide, such as `save`.
    /// Rename the member.
    Fe26Member,
    /// iron-session's seal is both the format and accepted besides. Remove one of the two.
    Fe26Accept,
    /// `refresh_after` is zero, not less than `max_age`, or not in whole seconds. Shorten it, or lengthen
    /// `max_age`.
    RefreshAfter,
    /// The absolute timeout is shorter than `max_age`, or not in whole seconds. Lengthen it, or shorten
    /// `max_age`.
    AbsoluteTimeout,
}

impl ConfigError {
    /// What is wrong and what to do, as a constant text, for checks of your own in `const`.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::Config;
    ///
    /// const CONFIG: Config = Config::new("__Host-app");
    /// const _: () = if let Err(error) = CONFIG.check() {
    ///     panic!("{}", error.message())
    /// };
    /// # let error = CONFIG.path("app").check().unwrap_err();
    /// # assert!(error.message().starts_with("a cookie path begins with `/`"));
    /// ```
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Name => NAME,
            Self::NameOfChunk => NAME_OF_CHUNK,
            Self::PrefixCase => PREFIX_CASE,
            Self::PrefixWithoutSecure => PREFIX_WITHOUT_SECURE,
            Self::PrefixWithoutHttpOnly => PREFIX_WITHOUT_HTTP_ONLY,
            Self::HostWithDomain => HOST_WITH_DOMAIN,
            Self::HostWithPath => HOST_WITH_PATH,
            Self::Path => PATH,
            Self::Domain => DOMAIN,
            Self::PublicSuffix => PUBLIC_SUFFIX,
            Self::SameSiteNoneWithoutSecure => SAME_SITE_NONE_WITHOUT_SECURE,
            Self::PartitionedWithoutSecure => PARTITIONED_WITHOUT_SECURE,
            Self::PlainHttp => PLAIN_HTTP,
            Self::MaxAge => MAX_AGE,
            Self::MaxBytes => MAX_BYTES,
            Self::Chunks => CHUNKS,
            Self::SealRoom => SEAL_ROOM,
            Self::ChunkRoom => CHUNK_ROOM,
            Self::Fe26Feature => FE26_FEATURE,
            Self::Fe26Room => FE26_ROOM,
            Self::RevocationsWithoutId => REVOCATIONS_WITHOUT_ID,
            Self::KeepFor => KEEP_FOR,
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
const NAME_OF_CHUNK: &str = "a name may not end with a full stop and a digit: `NAME.0` to `NAME.3` are the chunks of a session `NAME`, and 4 to 9 are kept for more of them; choose another end, such as `NAME-0`";
const PREFIX_CASE: &str = "browsers honour a cookie prefix in any letter case, servers do not; write `__Host-`, `__Secure-`, `__Http-` or `__Host-Http-`";
const PREFIX_WITHOUT_SECURE: &str = "a cookie with this name prefix must be Secure, or browsers drop it; remove `secure = false` or the prefix, or call `SessionManager::insecure_plain_http` for plain http in a LAN";
const PREFIX_WITHOUT_HTTP_ONLY: &str = "a cookie with this name prefix must be HttpOnly, or browsers drop it; remove `http_only = false` or the prefix";
const HOST_WITH_DOMAIN: &str =
    "a `__Host-` cookie may not have a domain: browsers drop such a cookie; remove the domain or the prefix";
const HOST_WITH_PATH: &str =
    "a `__Host-` cookie must have the path `/`: browsers drop any other; remove the path or the prefix";
const PATH: &str =
    "a cookie path begins with `/` and has at most 1024 visible ASCII characters other than `;`";
const DOMAIN: &str = "a cookie domain is a host name of at least two labels such as `example.com`, in punycode, without dot at an end, scheme or port";
const PUBLIC_SUFFIX: &str = "browsers drop a cookie for a whole public suffix such as `co.uk` or `github.io` (publicsuffix.org); write your own name below it, or remove the domain";
const SAME_SITE_NONE_WITHOUT_SECURE: &str =
    "a `SameSite=None` cookie must be Secure, or browsers drop it; remove `secure = false`";
const PARTITIONED_WITHOUT_SECURE: &str =
    "a partitioned cookie must be Secure, or browsers drop it; remove `secure = false`";
const PLAIN_HTTP: &str = "browsers take a `SameSite=None` or partitioned cookie over https only; choose `same_site = \"lax\"` and remove `partitioned`, or remove `insecure_plain_http`";
const MAX_AGE: &str = "`max_age` is 1 second to 400 days, in whole seconds: browsers cut longer lifetimes";
const MAX_BYTES: &str = "`max_bytes` is 256 to 4096, which is the most that browsers keep of one cookie";
const CHUNKS: &str = "`chunks` is 2 to 4, or 1 for a session in one cookie";
const SEAL_ROOM: &str = "the name leaves less of `max_bytes` than the shortest seal takes (96 bytes, and over 244 with `format = \"fe26\"`); shorten the name, or raise `max_bytes`";
const CHUNK_ROOM: &str = "the name leaves less than 96 bytes of `max_bytes` to each chunk; shorten the name, raise `max_bytes`, or remove `chunks`";
const FE26_FEATURE: &str = "iron-session's seal needs the feature `fe26`; write `features = [\"fe26\"]` beside the dependency `iron-session`";
const REVOCATIONS_WITHOUT_ID: &str =
    "revocations need a session with an id, since a session is ended by its id; write `#[iron(id)]`";
const KEEP_FOR: &str = "revocations are forgotten while the seals of ended sessions may still be valid; give a `keep_for` that is at \
                        least the `absolute_timeout`, which may not be \"never\"";
const FE26_ROOM: &str = "iron-session's seal has no room for `id`, `schema`, `refresh_after`, `absolute_timeout` or a lifetime of one session (`renew().max_age(..)`); remove them, or `format`";
const ACCEPT_UNTIL: &str = "a second format is accepted until a day; give it with `accept_fe26`";
const FE26_MEMBER: &str = "`save`, `destroy` and `updateConfig` are methods of iron-session's session object, which hide such members; rename them";
const FE26_ACCEPT: &str = "`accept` reads iron-session's seals beside native ones; with `format = \"fe26\"` they are all there is; remove one";
const REFRESH_AFTER: &str = "`refresh_after` is in whole seconds, at least one, and less than `max_age`; shorten it, or lengthen `max_age`";
const ABSOLUTE_TIMEOUT: &str =
    "`absolute_timeout` is in whole seconds and at least `max_age`; lengthen it, or shorten `max_age`";
