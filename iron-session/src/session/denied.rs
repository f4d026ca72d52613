//! [`Denied`]: why a visitor was turned away, and [`Answer`]: how to tell the visitor.

use std::borrow::Cow;
use std::fmt;

use http::StatusCode;

use super::asked::{Asked, AskedBy};
use super::return_path::with_next;
use crate::error::SessionError;

/// Why there is no [`SignedIn`](crate::SignedIn) for a visitor.
///
/// The frameworks' extractors make a response of it by themselves.
///
/// # Examples
///
/// ```
/// # use http::StatusCode;
/// # use iron_session::{Denied, SessionError};
/// #
/// fn status(denied: &Denied) -> StatusCode {
///     match denied {
///         Denied::NotSignedIn(answer) | Denied::NotAllowed(answer) => answer.status(),
///         _ => StatusCode::INTERNAL_SERVER_ERROR,
///     }
/// }
///
/// let denied = Denied::from(SessionError::TooLate { cookie: "visit" });
/// assert_eq!(status(&denied), StatusCode::INTERNAL_SERVER_ERROR);
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Denied {
    /// The visitor is not signed in. The answer sends the visitor to [`Login::PAGE`](crate::Login::PAGE), or
    /// is a 401.
    NotSignedIn(Answer),
    /// The visitor is signed in, and a [`Rule`](crate::Rule) does not allow it. The answer sends the visitor
    /// to [`Rule::PAGE`](crate::Rule::PAGE), or is a 403.
    NotAllowed(Answer),
    /// No layer lent the session. Answer 500; the text of the [`SessionError`] says what to change in the
    /// program.
    NoSession(SessionError),
}

impl Denied {
    pub(super) fn not_signed_in(page: Option<&'static str>) -> Self {
        Self::NotSignedIn(Answer::new(StatusCode::UNAUTHORIZED, page))
    }

    pub(super) fn not_allowed(page: Option<&'static str>) -> Self {
        Self::NotAllowed(Answer::new(StatusCode::FORBIDDEN, page))
    }

    /// With the answer that fits the request.
    ///
    /// [`SignedIn::admit`](crate::SignedIn::admit) sees no request, so it answers as if the visitor had
    /// opened a page at an unknown address. The extractors of the frameworks call this by themselves.
    ///
    /// If there is a page that helps, a request is answered by:
    ///
    /// - a 303 to that page, if it opens a page in a tab. After a GET, `?next=` says where the visitor was,
    ///   for [`return_path`](crate::return_path), unless that is the same page. [`Asked`] tells how such a
    ///   request is known.
    /// - a 401 or 403 with `HX-Redirect`, if it comes from htmx, which then opens that page
    /// - a 401 or 403 that a script can read, in all other cases
    ///
    /// Without such a page, all are answered by a 401 or 403.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Denied, IronSession, Keyring, Login, RequestHead, SignedIn};
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
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let keys = Keyring::generate()?;
    /// let request = http::Request::get("/orders/7").header("sec-fetch-mode", "navigate").body(())?;
    /// let session = SessionData::load(&request, &keys);
    /// let denied = SignedIn::admit(session).map_err(|denied| denied.answering(&request.asked()));
    /// let Err(Denied::NotSignedIn(answer)) = denied else { return Err("a stranger".into()) };
    /// assert_eq!(answer.status(), 303);
    /// assert_eq!(answer.header(), Some(("location", "/login?next=/orders/7")));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn answering(self, asked: &Asked<'_>) -> Self {
        match self {
            Self::NotSignedIn(answer) => Self::NotSignedIn(answer.answering(asked)),
            Self::NotAllowed(answer) => Self::NotAllowed(answer.answering(asked)),
            Self::NoSession(error) => Self::NoSession(error),
        }
    }
}

/// How to tell a visitor who is turned away: a status, and perhaps a header with the page that helps.
///
/// # Examples
///
/// A response of another library:
///
/// ```
/// # use iron_session::{Answer, Denied, IronSession, Keyring, Login, SignedIn};
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
/// fn head(answer: &Answer) -> String {
///     let header = answer.header().map(|(name, value)| format!("{name}: {value}\r\n"));
///     format!("HTTP/1.1 {}\r\n{}\r\n", answer.status(), header.unwrap_or_default())
/// }
///
/// # fn main() -> Result<(), iron_session::Error> {
/// # let session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// # let Err(Denied::NotSignedIn(answer)) = SignedIn::admit(session) else { panic!("a stranger") };
/// assert_eq!(head(&answer), "HTTP/1.1 303 See Other\r\nlocation: /login\r\n\r\n");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What says no: 401 or 403.
    refusal: StatusCode,
    page: Option<&'static str>,
    way: Way,
}

/// How the visitor gets to the page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    /// By a 303 to this address.
    SeeOther(Cow<'static, str>),
    /// By htmx's own header.
    Htmx(&'static str),
    None,
}

impl Answer {
    fn new(refusal: StatusCode, page: Option<&'static str>) -> Self {
        let way = page.map_or(Way::None, |page| Way::SeeOther(Cow::Borrowed(page)));
        Self { refusal, page, way }
    }

    fn answering(self, asked: &Asked<'_>) -> Self {
        let way = self.page.map_or(Way::None, |page| match asked.by {
            AskedBy::Navigation => Way::SeeOther(with_next(page, asked.target)),
            AskedBy::Htmx => Way::Htmx(page),
            AskedBy::Script => Way::None,
        });
        Self { way, ..self }
    }

    /// The page that helps: [`Login::PAGE`](crate::Login::PAGE), or that of the rule. Not every answer sends
    /// the visitor there.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Answer, Asked, Denied, IronSession, Keyring, Login, SignedIn};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// impl Login for SessionData {
    ///     const PAGE: Option<&str> = Some("/login");
    ///     # fn is_signed_in(&self) -> bool { false }
    /// }
    ///
    /// # fn main() -> Result<(), iron_session::Error> {
    /// # let session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// let by_a_script = Asked::new(Some("GET"), None, |_| None);
    /// let denied = SignedIn::admit(session).map_err(|denied| denied.answering(&by_a_script));
    /// let Err(Denied::NotSignedIn(answer)) = denied else { panic!("nobody is signed in") };
    /// assert_eq!((answer.page(), answer.header()), (Some("/login"), None));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn page(&self) -> Option<&'static str> {
        self.page
    }

    /// The status: 303 to the page, 401 or 403.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Answer, Denied, IronSession, Keyring, Login, SignedIn};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// impl Login for SessionData {
    ///     // no `PAGE`
    ///     # fn is_signed_in(&self) -> bool { false }
    /// }
    ///
    /// # fn main() -> Result<(), iron_session::Error> {
    /// # let session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// # let Err(Denied::NotSignedIn(answer)) = SignedIn::admit(session) else { panic!("nobody") };
    /// assert_eq!(answer.status(), http::StatusCode::UNAUTHORIZED);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn status(&self) -> StatusCode {
        if matches!(self.way, Way::SeeOther(_)) { StatusCode::SEE_OTHER } else { self.refusal }
    }

    /// The name and value of the header that leads to the page: `location`, or `hx-redirect` for htmx. The
    /// value is in visible ASCII.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Answer, Denied, IronSession, Keyring, Login, RequestHead, SignedIn};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// # impl Login for SessionData {
    /// #     const PAGE: Option<&str> = Some("/login");
    /// #     fn is_signed_in(&self) -> bool { false }
    /// # }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let request = http::Request::get("/orders/table").header("hx-request", "true").body(())?;
    /// # let session = SessionData::load(&request, &Keyring::generate()?);
    /// let denied = SignedIn::admit(session).map_err(|denied| denied.answering(&request.asked()));
    /// let Err(Denied::NotSignedIn(answer)) = denied else { return Err("a stranger".into()) };
    /// assert_eq!((answer.status().as_u16(), answer.header()), (401, Some(("hx-redirect", "/login"))));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn header(&self) -> Option<(&'static str, &str)> {
        match &self.way {
            Way::SeeOther(location) => Some(("location", location)),
            Way::Htmx(page) => Some(("hx-redirect", page)),
            Way::None => None,
        }
    }
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSignedIn(_) => f.write_str("not signed in"),
            Self::NotAllowed(_) => f.write_str("not allowed"),
            Self::NoSession(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for Denied {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // `Display` shows the error's own text.
            Self::NoSession(error) => error.source(),
            Self::NotSignedIn(_) | Self::NotAllowed(_) => None,
        }
    }
}

impl From<SessionError> for Denied {
    fn from(error: SessionError) -> Self {
        Self::NoSession(error)
    }
}
