//! [`Place`]: the page that a cookie comes from, or is sent to.

use std::fmt;

use http::Uri;
use http::uri::Authority;

use crate::request::is_localhost;

/// The page that a cookie comes from, or is sent to.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) https: bool,
    /// In lower case, without a port. An IPv6 address is in brackets.
    pub(super) host: String,
    pub(super) path: String,
}

impl Place {
    /// The page of a URL. What the URL does not name is taken from `home`.
    #[track_caller]
    pub(super) fn of(url: &str, home: &Self) -> Self {
        let uri = url.parse().unwrap_or_else(|error| panic!("`{url}` is no URL: {error}"));
        Self::of_uri(&uri, None, home)
    }

    /// The page of a request. `host_header` counts if the URI names no host.
    pub(super) fn of_uri(uri: &Uri, host_header: Option<&str>, home: &Self) -> Self {
        let of_header = host_header.and_then(|text| text.parse::<Authority>().ok());
        let host = uri.host().or_else(|| of_header.as_ref().map(Authority::host));
        Self {
            https: uri.scheme_str().map_or(home.https, |scheme| !matches!(scheme, "http" | "ws")),
            host: host.map_or_else(|| home.host.clone(), str::to_ascii_lowercase),
            path: if uri.path().is_empty() { "/".to_owned() } else { uri.path().to_owned() },
        }
    }

    /// Browsers trust loopback as they trust https (Secure Contexts, "potentially trustworthy origin").
    pub(super) fn is_trusted(&self) -> bool {
        self.https || is_localhost(self.host.as_bytes())
    }
}

impl Default for Place {
    fn default() -> Self {
        Self { https: true, host: "localhost".to_owned(), path: "/".to_owned() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", if self.https { "https" } else { "http" }, self.host, self.path)
    }
}
