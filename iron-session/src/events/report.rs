//! [`Report`]: an event, with the cookie and the request that it belongs to.

use std::fmt::{self, Write};

use super::event::{Event, Severity};

/// An [`Event`], with the cookie and, where it is known, the request that it belongs to.
///
/// # Examples
///
/// ```
/// # use std::sync::mpsc::channel;
/// # use iron_session::{IronSession, Keyring, SessionManager};
/// #
/// # #[derive(IronSession)]
/// # #[iron(cookie = "visit")]
/// # struct Visit {
/// #     count: u32,
/// # }
/// #
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (tell, told) = channel();
/// let sessions = SessionManager::<Visit>::new(Keyring::generate()?)
///     .on_event(move |report| drop(tell.send(report.to_string())));
/// let request = http::Request::get("/cart?item=7").header("cookie", "visit=not a seal").body(())?;
/// let _session = sessions.load(&request);
/// assert_eq!(told.try_recv()?, "`visit`: session cookie refused: not a seal (GET /cart)");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Report<'a> {
    /// The name of the session's cookie. It is empty for an error of a type that no layer knows.
    pub cookie: &'static str,
    /// The method and the path of the request. None if they are not known: at the start, for what is saved
    /// by hand, and for what was loaded from headers or bytes alone.
    pub request: Option<RequestLine<'a>>,
    /// What happened.
    pub event: Event<'a>,
}

impl Report<'_> {
    /// How much the event asks for attention.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// use iron_session::Severity;
    ///
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?).on_event(|report| {
    ///     if report.severity() >= Severity::Warn {
    ///         eprintln!("{report}");
    ///     }
    /// });
    /// # let _session = sessions.load(&http::Request::new(()));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.event.severity()
    }
}

/// One line for people, which may change.
impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.cookie.is_empty() {
            write!(f, "`{}`: ", self.cookie)?;
        }
        write!(f, "{}", self.event)?;
        self.request.map_or(Ok(()), |request| write!(f, " ({request})"))
    }
}

/// The method of a request, and the path of its target, without the query.
///
/// The path is as the outermost layer of tower saw it, before a router such as axum's `nest` strips a prefix.
/// Without a layer it is as the request has it. If your paths hold secrets, do not log them.
///
/// # Examples
///
/// ```
/// use iron_session::RequestHead;
///
/// # fn main() -> Result<(), http::Error> {
/// let request = http::Request::post("https://shop.example/cart?item=7").body(())?;
/// let line = request.request_line().expect("a request knows them");
/// assert_eq!((line.method, line.path), ("POST", "/cart"));
/// assert_eq!(line.to_string(), "POST /cart");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestLine<'a> {
    /// The method, such as `GET`.
    pub method: &'a str,
    /// The path, such as `/cart`.
    pub path: &'a str,
}

impl<'a> RequestLine<'a> {
    pub(crate) fn new(method: &'a str, path: &'a str) -> Self {
        Self { method, path }
    }
}

/// Control characters of the path are escaped: `http` takes some of them from the network, and a terminal
/// would obey them.
impl fmt::Display for RequestLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.method)?;
        f.write_char(' ')?;
        self.path.chars().try_for_each(|c| match c {
            c if c.is_control() => write!(f, "{}", c.escape_default()),
            c => f.write_char(c),
        })
    }
}

/// A [`RequestLine`] that is kept for the events after the load.
pub(crate) struct KeptLine(Box<str>);

impl KeptLine {
    pub(crate) fn line(&self) -> RequestLine<'_> {
        let (method, path) = self.0.split_once(' ').unwrap_or_default();
        RequestLine::new(method, path)
    }
}

impl From<RequestLine<'_>> for KeptLine {
    fn from(line: RequestLine<'_>) -> Self {
        // No method has a space (RFC 9110, section 9.1).
        Self([line.method, " ", line.path].concat().into())
    }
}
