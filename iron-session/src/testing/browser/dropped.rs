//! [`Dropped`]: a cookie that a browser does not keep.

use std::fmt;

/// A cookie that a browser does not keep, and why. A real browser says nothing about it.
///
/// [`Jar::try_receive`](super::Jar::try_receive) gives it.
///
/// # Examples
///
/// ```
/// use iron_session::testing::{DropReason, Jar};
///
/// let mut jar = Jar::new();
/// let dropped = jar.try_receive("/", &["__Host-visit=1; Path=/"]).unwrap_err();
/// assert_eq!((dropped.name(), dropped.reason()), ("__Host-visit", DropReason::PrefixWithoutSecure));
/// assert_eq!(
///     dropped.to_string(),
///     "a browser drops the cookie `__Host-visit`: it has a prefix and no `Secure`",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    name: String,
    reason: DropReason,
    is_removal: bool,
}

impl Dropped {
    pub(super) fn new(name: &str, reason: DropReason, is_removal: bool) -> Self {
        Self { name: name.to_owned(), reason, is_removal }
    }

    /// The name of the cookie; empty if it has none.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::Jar;
    /// let dropped = Jar::new().try_receive("/", &["visit=1; Domain=other.example"]).unwrap_err();
    /// assert_eq!(dropped.name(), "visit");
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Why a browser does not keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::{DropReason, Jar};
    /// let dropped = Jar::new().try_receive("/", &["visit=1; Domain=other.example"]).unwrap_err();
    /// assert_eq!(dropped.reason(), DropReason::ForeignDomain);
    /// ```
    #[must_use]
    pub fn reason(&self) -> DropReason {
        self.reason
    }

    /// Whether it was to remove a cookie.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::Jar;
    /// let dropped = Jar::new().try_receive("/", &["visit=; Max-Age=0; Domain=other.example"]).unwrap_err();
    /// assert!(dropped.is_removal());
    /// ```
    #[must_use]
    pub fn is_removal(&self) -> bool {
        self.is_removal
    }
}

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a browser drops the cookie `{}`: {}", self.name.escape_debug(), self.reason)
    }
}

impl std::error::Error for Dropped {}

/// Why a browser does not keep a cookie. The sections are those of RFC 6265bis, "Storage Model".
///
/// # Examples
///
/// ```
/// # use iron_session::testing::{DropReason, Jar};
/// let over_http = Jar::new().try_receive("http://192.168.1.20/", &["visit=1; Secure"]);
/// assert_eq!(over_http.unwrap_err().reason(), DropReason::NotHttps);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DropReason {
    /// The Set-Cookie value has a control character, or a tab inside a name or a value.
    ControlCharacter,
    /// It has neither a name nor a value.
    Empty,
    /// Name and value have more than 4096 bytes together.
    TooLarge,
    /// Its domain does not contain the host of the page.
    ForeignDomain,
    /// Its domain is a public suffix, such as `co.uk`, or has a single label.
    PublicSuffix,
    /// It is `Secure`, and the page came neither over https nor from this machine.
    NotHttps,
    /// It has `SameSite=None` and no `Secure`.
    SameSiteNone,
    /// It is `Partitioned` and not `Secure`.
    Partitioned,
    /// Its value begins with a prefix such as `__Host-`, and it has no name.
    PrefixWithoutName,
    /// Its name has a prefix, and it has no `Secure`.
    PrefixWithoutSecure,
    /// Its name begins with `__Http-` or `__Host-Http-`, and it has no `HttpOnly`.
    PrefixWithoutHttpOnly,
    /// Its name begins with `__Host-`, and it has a domain.
    HostPrefixWithDomain,
    /// Its name begins with `__Host-`, and it has no `Path=/`.
    HostPrefixWithPath,
    /// It came without https, and would be sent in place of a `Secure` cookie of the same name.
    HidesSecure,
}

impl fmt::Display for DropReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ControlCharacter => "it has a control character",
            Self::Empty => "it has neither name nor value",
            Self::TooLarge => "name and value have more than 4096 bytes",
            Self::ForeignDomain => "its domain does not contain the host of the page",
            Self::PublicSuffix => "its domain is a public suffix",
            Self::NotHttps => "it is `Secure` and came without https",
            Self::SameSiteNone => "it has `SameSite=None` and no `Secure`",
            Self::Partitioned => "it is `Partitioned` and not `Secure`",
            Self::PrefixWithoutName => "it has a prefix and no name",
            Self::PrefixWithoutSecure => "it has a prefix and no `Secure`",
            Self::PrefixWithoutHttpOnly => "it has an `__Http-` prefix and no `HttpOnly`",
            Self::HostPrefixWithDomain => "it is called `__Host-` and has a domain",
            Self::HostPrefixWithPath => "it is called `__Host-` and has no `Path=/`",
            Self::HidesSecure => "it would be sent in place of a `Secure` cookie",
        })
    }
}
