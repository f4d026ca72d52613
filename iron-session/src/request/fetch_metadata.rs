//! [`FetchMetadata`]: what a request tells of the page that caused it.

/// What a request tells of the page that caused it: its method, and the Fetch Metadata headers.
///
/// Two rules need it. Without it, or for a browser that sends no such headers, they act as if the visitor had
/// opened the page by hand:
///
/// - What is written without a handler's wish, such as a refresh, waits for the visitor to open a page.
/// - If a page of another site opens one of this site and a browser holds the session back, nothing takes the
///   place of that session. [`Meta::withheld`](crate::Meta::withheld) has the details.
///
/// Browsers send the headers to https, and to localhost. No script can change them. See [Fetch
/// Metadata](https://www.w3.org/TR/fetch-metadata/), and [the Fetch
/// Standard](https://fetch.spec.whatwg.org/#sec-purpose-header) for `Sec-Purpose`.
///
/// # Examples
///
/// ```
/// use iron_session::{FetchMetadata, RequestHead};
///
/// # fn main() -> Result<(), http::Error> {
/// let request = http::Request::post("/").header("sec-fetch-site", "cross-site").body(())?;
/// let by_hand = FetchMetadata::new(Some("POST"), |name| match name {
///     "sec-fetch-site" => Some(b"cross-site"),
///     _ => None,
/// });
/// assert_eq!(request.fetch_metadata(), by_hand);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FetchMetadata {
    /// None if the method is not known.
    safe_method: Option<bool>,
    cross_site: bool,
    /// None if the request does not tell its mode.
    navigation: Option<bool>,
    /// Whether the response is to fill a tab, and not a frame.
    document: bool,
    prefetch: bool,
}

impl FetchMetadata {
    /// Reads the headers. `header` gives the first value of a header that is named in lower case, and
    /// `method` is none if it is not known.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::FetchMetadata;
    ///
    /// let unknown = FetchMetadata::new(None, |_| None);
    /// assert_eq!(unknown, FetchMetadata::default());
    /// ```
    #[must_use]
    pub fn new<'a>(method: Option<&str>, header: impl Fn(&'static str) -> Option<&'a [u8]>) -> Self {
        let purpose = header("sec-purpose");
        Self {
            safe_method: method.map(is_safe_method),
            cross_site: header("sec-fetch-site") == Some(b"cross-site"),
            navigation: header("sec-fetch-mode").map(|mode| mode == b"navigate"),
            document: header("sec-fetch-dest") == Some(b"document"),
            prefetch: purpose.is_some_and(|purpose| purpose.starts_with(b"prefetch")),
        }
    }

    /// Whether the request is known to be one that a page makes beside the visitor's own steps.
    pub(super) fn is_background(self) -> bool {
        self.prefetch || self.navigation == Some(false)
    }

    /// Whether a page of another site is known to have opened a page of this site in a tab, and by what kind
    /// of method: true for a safe one.
    pub(super) fn arrives_from_another_site(self) -> Option<bool> {
        let arrives = self.cross_site && self.navigation == Some(true) && self.document;
        self.safe_method.filter(|_| arrives)
    }
}

/// Whether a method only reads, by RFC 9110.
pub(crate) fn is_safe_method(method: &str) -> bool {
    ["GET", "HEAD", "OPTIONS", "TRACE"].contains(&method)
}
