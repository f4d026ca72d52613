//! [`CrossSiteError`] and [`CrossSiteReason`]: rules against requests of other sites that are not right, and
//! why such a request was refused.

use std::fmt;

/// Why a text is not fit for the rules of [`CrossSite`](crate::CrossSite).
///
/// # Examples
///
/// ```
/// use iron_session::{CrossSite, CrossSiteError};
///
/// let Err(error) = CrossSite::new().public_origin("https://shop.example/") else {
///     panic!("a path stands after the host");
/// };
/// assert_eq!(error, CrossSiteError::Origin { text: "https://shop.example/".to_owned() });
/// assert!(error.to_string().contains("without a slash at the end"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CrossSiteError {
    /// The text is not an origin. Write a scheme, a host, and perhaps a port, such as
    /// `https://shop.example`. Browsers write the names of other scripts in punycode.
    Origin {
        /// The text.
        text: String,
    },
    /// The text is not a path of the site. Write it as in the address, without a query, such as
    /// `/login/saml`. `/` alone would except all.
    Path {
        /// The text.
        text: String,
    },
}

impl fmt::Display for CrossSiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Origin { text } => write!(f, "{text:?} {NO_ORIGIN}"),
            Self::Path { text } => write!(f, "{text:?} {NO_PATH}"),
        }
    }
}

impl std::error::Error for CrossSiteError {}

const NO_ORIGIN: &str = "is not an origin; write a scheme, a host and perhaps a port, such as `https://shop.example`, \
     without a slash at the end, and in punycode";
const NO_PATH: &str = "is not a path to except; write it as in the address, such as `/login/saml`, without a query, \
     and without `.` and `..` as segments; `/` alone would except all";

/// Why a request was refused by the rules of [`CrossSite`](crate::CrossSite).
///
/// # Examples
///
/// ```
/// use iron_session::{CrossSiteReason, SessionError};
///
/// let error = SessionError::CrossSite { reason: CrossSiteReason::Origin };
/// assert!(error.to_string().contains("`Origin`"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CrossSiteReason {
    /// `Sec-Fetch-Site` is `cross-site` or `same-site`, or is not known.
    FetchSite,
    /// `Origin` is not that of the site. If a proxy changes `Host`, call
    /// [`public_origin`](crate::CrossSite::public_origin).
    Origin,
    /// The request has two `Origin` headers, which no browser sends.
    TwoOrigins,
}

impl CrossSiteReason {
    /// The reason as one word that no release changes: the variant in snake case, such as `fetch_site`.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::CrossSiteReason;
    ///
    /// assert_eq!(CrossSiteReason::TwoOrigins.word(), "two_origins");
    /// ```
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::FetchSite => "fetch_site",
            Self::Origin => "origin",
            Self::TwoOrigins => "two_origins",
        }
    }
}

impl std::error::Error for CrossSiteReason {}

impl fmt::Display for CrossSiteReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FetchSite => "its `Sec-Fetch-Site` is not `same-origin`",
            Self::Origin => "its `Origin` is not the host that it asks",
            Self::TwoOrigins => "it has two `Origin` headers",
        })
    }
}
