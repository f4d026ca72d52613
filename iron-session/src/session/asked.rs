//! [`Asked`]: what a request asked for, so that a visitor who is turned away gets an answer to it.

/// What a request asked for: a page in a tab or something for a script, and at which address.
///
/// [`Denied::answering`](crate::Denied::answering) makes an answer for it. The frameworks' extractors do both
/// by themselves.
///
/// A request asks for a page if it has the header `Sec-Fetch-Mode: navigate`. Browsers send this header to
/// https and to localhost only. Without it, a GET or HEAD that accepts `text/html` asks for a page. All else
/// is for a script: `fetch`, a WebSocket, OPTIONS, and what is no browser.
///
/// # Examples
///
/// ```
/// use iron_session::{Asked, RequestHead};
///
/// # fn main() -> Result<(), http::Error> {
/// let request = http::Request::get("/orders?year=2026").header("accept", "text/html").body(())?;
/// let by_hand = Asked::new(Some("GET"), Some("/orders?year=2026"), |name| match name {
///     "accept" => Some(b"text/html"),
///     _ => None,
/// });
/// assert_eq!(request.asked(), by_hand);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    pub(super) by: AskedBy,
    /// The path and query, if a GET asked for it: what another request can ask for again.
    pub(super) target: Option<&'a str>,
}

/// Who waits for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AskedBy {
    Navigation,
    /// The script of <https://htmx.org>, which follows the header `HX-Redirect` of any answer.
    Htmx,
    Script,
}

impl<'a> Asked<'a> {
    /// Reads the request. `method` is none if it is not known, `target` is the path and query, and `header`
    /// gives the first value of a header that is named in lower case.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Asked, Denied, IronSession, Keyring, Login, SignedIn};
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     username: Option<String>,
    /// # }
    /// # impl Login for SessionData {
    /// #     const PAGE: Option<&str> = Some("/login");
    /// #     fn is_signed_in(&self) -> bool {
    /// #         self.username().is_some()
    /// #     }
    /// # }
    /// # fn main() -> Result<(), iron_session::Error> {
    /// # let session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// let by_a_script = Asked::new(Some("GET"), Some("/orders.json"), |_| None);
    /// let denied = SignedIn::admit(session).map_err(|denied| denied.answering(&by_a_script)).err();
    /// assert!(matches!(denied, Some(Denied::NotSignedIn(answer)) if answer.status() == 401));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn new<'h>(
        method: Option<&str>,
        target: Option<&'a str>,
        header: impl Fn(&'static str) -> Option<&'h [u8]>,
    ) -> Self {
        let navigates = || match header("sec-fetch-mode") {
            Some(mode) => mode == b"navigate",
            None => {
                method.is_none_or(|method| ["GET", "HEAD"].contains(&method))
                    && header("accept").is_some_and(accepts_html)
            }
        };
        let by = if header("hx-request") == Some(b"true") {
            AskedBy::Htmx
        } else if navigates() {
            AskedBy::Navigation
        } else {
            AskedBy::Script
        };
        Self { by, target: target.filter(|_| method == Some("GET")) }
    }
}

/// Whether an Accept header names HTML, and not only "everything", as scripts do.
fn accepts_html(accept: &[u8]) -> bool {
    accept.split(|byte| *byte == b',').any(|range| {
        let mut parts = range.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
        parts.next().is_some_and(|media| media.eq_ignore_ascii_case(b"text/html")) && !parts.any(is_never)
    })
}

/// Whether a parameter of a media range is a weight of zero.
fn is_never(parameter: &[u8]) -> bool {
    parameter.split_at_checked(2).is_some_and(|(name, weight)| {
        name.eq_ignore_ascii_case(b"q=") && weight.iter().all(|byte| matches!(byte, b'0' | b'.'))
    })
}

#[cfg(test)]
mod tests {
    use super::{Asked, AskedBy};

    fn by(method: &str, headers: &[(&str, &str)]) -> AskedBy {
        let header =
            |name| headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_bytes());
        Asked::new(Some(method), Some("/"), header).by
    }

    #[test]
    fn the_mode_says_who_asks_whatever_else_is_sent() {
        let html = ("accept", "text/html");
        for method in ["GET", "HEAD", "POST"] {
            assert_eq!(by(method, &[("sec-fetch-mode", "navigate")]), AskedBy::Navigation, "{method}");
            for mode in ["cors", "no-cors", "same-origin", "websocket", "Navigate", ""] {
                assert_eq!(by(method, &[("sec-fetch-mode", mode), html]), AskedBy::Script, "{method} {mode}");
            }
        }
    }

    #[test]
    fn without_a_mode_a_get_that_accepts_html_asks_for_a_page() {
        let browser = "application/xml;q=0.9,Text/HTML;level=1 , */*;q=0.8";
        for (method, accept, asked_by) in [
            ("GET", browser, AskedBy::Navigation),
            ("HEAD", browser, AskedBy::Navigation),
            ("GET", "text/html;q=0.2", AskedBy::Navigation),
            ("POST", browser, AskedBy::Script),
            ("OPTIONS", browser, AskedBy::Script),
            ("get", browser, AskedBy::Script),
            ("GET", "*/*", AskedBy::Script),
            ("GET", "text/*", AskedBy::Script),
            ("GET", "application/json", AskedBy::Script),
            ("GET", "text/html;q=0, application/json", AskedBy::Script),
            ("GET", "text/html; Q=0.000", AskedBy::Script),
            ("GET", "text/html2, x text/html", AskedBy::Script),
            ("GET", "", AskedBy::Script),
        ] {
            assert_eq!(by(method, &[("accept", accept)]), asked_by, "{method} {accept}");
        }
        assert_eq!(by("GET", &[]), AskedBy::Script);
    }

    #[test]
    fn htmx_is_htmx_whatever_it_accepts() {
        let htmx = ("hx-request", "true");
        assert_eq!(by("GET", &[htmx, ("sec-fetch-mode", "cors")]), AskedBy::Htmx);
        assert_eq!(by("POST", &[htmx, ("accept", "text/html")]), AskedBy::Htmx);
        assert_eq!(by("GET", &[("hx-request", "false"), ("accept", "text/html")]), AskedBy::Navigation);
    }

    #[test]
    fn only_a_get_has_an_address_to_return_to() {
        for (method, target) in
            [(Some("GET"), Some("/a?b")), (Some("HEAD"), None), (Some("POST"), None), (None, None)]
        {
            assert_eq!(Asked::new(method, Some("/a?b"), |_| None).target, target, "{method:?}");
        }
    }
}
