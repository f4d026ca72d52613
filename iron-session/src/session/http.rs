//! Load and save over the types of the `http` crate.

use http::header::{COOKIE, HOST, HeaderMap, HeaderValue};
use http::uri::PathAndQuery;
use http::{Extensions, Method, Request, Response, Uri, request, response};

use super::asked::Asked;
use super::destroyed::Destroyed;
use super::handle::Session;
use super::slots::SessionSlots;
use crate::error::Error;
use crate::events::RequestLine;
use crate::members::IronSession;
use crate::paths::path_of;
use crate::request::{FetchMetadata, apply, impl_headers};

/// What a session is loaded from: [`http::Request`], [`http::request::Parts`] or [`http::HeaderMap`].
///
/// It cannot be implemented for other types. They give bytes to
/// [`SessionManager::load_bytes`](crate::SessionManager::load_bytes).
///
/// # Examples
///
/// ```
/// use iron_session::RequestHead;
///
/// # fn main() -> Result<(), http::Error> {
/// let request = http::Request::get("https://shop.example:8443/").header("cookie", "a=1; b=2").body(())?;
/// assert_eq!(request.cookies().collect::<Vec<_>>(), [b"a=1; b=2"]);
/// assert_eq!(request.host(), Some(b"shop.example".as_slice()));
///
/// let (parts, ()) = request.into_parts();
/// assert_eq!(parts.host(), Some(b"shop.example".as_slice()));
/// assert_eq!(parts.headers.host(), None); // no `Host` header, as in HTTP/2
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "a session cannot be loaded from `{Self}`",
    label = "not a request of the crate `http`",
    note = "it is loaded from `http::Request`, `http::request::Parts` or `http::HeaderMap`, and from the bytes of other requests by `SessionManager::load_bytes`",
    note = "below a framework's layer, take `Session<..>` as an extractor, or ask the request by `RequestSession::session`"
)]
pub trait RequestHead: closed::Closed {
    /// The values of all `Cookie` headers.
    fn cookies(&self) -> impl Iterator<Item = &[u8]>;

    /// The request's method, if it is known, and its Fetch Metadata headers.
    fn fetch_metadata(&self) -> FetchMetadata;

    /// What the request asked for. Below a layer of `tower`, the address is the one that the layer saw: a
    /// router may have taken a prefix from it since.
    fn asked(&self) -> Asked<'_>;

    /// The host that the request names, as in its target or else as in its `Host` header, which may add a
    /// port.
    fn host(&self) -> Option<&[u8]>;

    /// The request's method and path, for the operator. Below a layer of `tower`, the path is the one that
    /// the layer saw. None if they are not known, as of a header map.
    fn request_line(&self) -> Option<RequestLine<'_>> {
        None
    }
}

impl RequestHead for HeaderMap {
    fn cookies(&self) -> impl Iterator<Item = &[u8]> {
        self.get_all(COOKIE).into_iter().map(HeaderValue::as_bytes)
    }

    /// A header map does not know the method.
    fn fetch_metadata(&self) -> FetchMetadata {
        fetch_metadata(None, self)
    }

    /// A header map does not know the method and the address.
    fn asked(&self) -> Asked<'_> {
        asked(None, None, self)
    }

    fn host(&self) -> Option<&[u8]> {
        self.get(HOST).map(HeaderValue::as_bytes)
    }
}

/// The host that a request names. HTTP/2 names it in the request's target, and may have no `Host` header.
pub(crate) fn host_of<'a>(authority: Option<&'a str>, headers: &'a HeaderMap) -> Option<&'a [u8]> {
    authority.map(str::as_bytes).or_else(|| headers.host())
}

impl<B> RequestHead for Request<B> {
    fn cookies(&self) -> impl Iterator<Item = &[u8]> {
        self.headers().cookies()
    }

    fn fetch_metadata(&self) -> FetchMetadata {
        fetch_metadata(Some(self.method()), self.headers())
    }

    fn asked(&self) -> Asked<'_> {
        asked(Some(self.method()), target(self.extensions(), self.uri()), self.headers())
    }

    fn host(&self) -> Option<&[u8]> {
        host_of(self.uri().host(), self.headers())
    }

    fn request_line(&self) -> Option<RequestLine<'_>> {
        Some(line(self.method(), target(self.extensions(), self.uri())))
    }
}

impl RequestHead for request::Parts {
    fn cookies(&self) -> impl Iterator<Item = &[u8]> {
        self.headers.cookies()
    }

    fn fetch_metadata(&self) -> FetchMetadata {
        fetch_metadata(Some(&self.method), &self.headers)
    }

    fn asked(&self) -> Asked<'_> {
        asked(Some(&self.method), target(&self.extensions, &self.uri), &self.headers)
    }

    fn host(&self) -> Option<&[u8]> {
        host_of(self.uri.host(), &self.headers)
    }

    fn request_line(&self) -> Option<RequestLine<'_>> {
        Some(line(&self.method, target(&self.extensions, &self.uri)))
    }
}

/// What a request of the `http` crate tells of the page that caused it.
pub(crate) fn fetch_metadata(method: Option<&Method>, headers: &HeaderMap) -> FetchMetadata {
    FetchMetadata::new(method.map(Method::as_str), |name| headers.get(name).map(HeaderValue::as_bytes))
}

/// The path and query that the outermost layer saw, or those of the request.
pub(crate) fn target<'a>(extensions: &'a Extensions, uri: &'a Uri) -> Option<&'a str> {
    let noted = extensions.get::<SessionSlots>().and_then(SessionSlots::target);
    noted.or_else(|| uri.path_and_query().map(PathAndQuery::as_str))
}

fn line<'a>(method: &'a Method, target: Option<&'a str>) -> RequestLine<'a> {
    RequestLine::new(method.as_str(), target.map_or("", path_of))
}

pub(crate) fn asked<'a>(method: Option<&Method>, target: Option<&'a str>, headers: &HeaderMap) -> Asked<'a> {
    Asked::new(method.map(Method::as_str), target, |name| headers.get(name).map(HeaderValue::as_bytes))
}

/// What a session is saved to: [`http::Response`], [`http::response::Parts`] or [`http::HeaderMap`].
///
/// It cannot be implemented for other types. They take the text of
/// [`Session::set_cookies`](crate::Session::set_cookies).
///
/// # Examples
///
/// ```
/// use iron_session::ResponseHead;
/// # use iron_session::{IronSession, Keyring};
/// #
/// # #[derive(IronSession)]
/// # struct SessionData {
/// #     visits: u32,
/// # }
/// #
/// # fn main() -> Result<(), iron_session::Error> {
/// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// session.set_visits(1);
/// let (mut parts, ()) = http::Response::new(()).into_parts();
/// session.save(&mut parts)?;
/// assert_eq!(parts.head_mut()["vary"], "Cookie");
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "a session cannot be saved to `{Self}`",
    label = "not a response of the crate `http`",
    note = "it is saved to `http::Response`, `http::response::Parts` or `http::HeaderMap`; for other responses, take the texts of `Session::set_cookies`",
    note = "below a framework's layer, the layer saves the session: drop it before the handler returns"
)]
pub trait ResponseHead: closed::Closed {
    /// The response's headers.
    fn head_mut(&mut self) -> &mut HeaderMap;
}

impl ResponseHead for HeaderMap {
    fn head_mut(&mut self) -> &mut HeaderMap {
        self
    }
}

impl<B> ResponseHead for Response<B> {
    fn head_mut(&mut self) -> &mut HeaderMap {
        self.headers_mut()
    }
}

impl ResponseHead for response::Parts {
    fn head_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }
}

mod closed {
    pub trait Closed {}
    impl Closed for http::HeaderMap {}
    impl<B> Closed for http::Request<B> {}
    impl Closed for http::request::Parts {}
    impl<B> Closed for http::Response<B> {}
    impl Closed for http::response::Parts {}
}

impl<T: IronSession> Session<T> {
    /// Writes to the response what the browser needs to know, and how the response may be cached.
    ///
    /// A Set-Cookie is written if
    ///
    /// - the session has changed, was renewed or was restarted,
    /// - a refresh is due, or
    /// - the seal was of a previous key, an older schema, or an accepted Fe26.2 seal.
    ///
    /// The last two wait for a page that the visitor opens and that is answered within a second, but not for
    /// ever; the page [`seal_format`](crate::seal_format) has the deadlines. What would replace a session
    /// that the browser holds back is [withheld](crate::Meta::withheld).
    ///
    /// It replaces any Set-Cookie of the same cookie name, and leaves those of other names alone. With it the
    /// response gets `Cache-Control: no-store`, and loses `CDN-Cache-Control` and other headers by which some
    /// caches are told otherwise. In any case the response gets `Vary: Cookie` and, if it has no
    /// `Cache-Control`, `Cache-Control: private`, or `no-store` if the configuration
    /// [asks for it](crate::Config::no_store).
    ///
    /// # Errors
    ///
    /// - [`Error::TooLarge`] if name and value exceed 4096 bytes, or what all chunks hold.
    /// - [`Error::Unsealable`] for a member that JSON cannot carry, and [`Error::Unreadable`] for one that
    ///   the next request could not read.
    /// - [`Error::Withheld`], in builds with `debug_assertions`, for a change that is
    ///   [withheld](crate::Meta::withheld).
    /// - [`Error::TooDeep`], [`Error::Random`], [`Error::Clock`] and [`Error::Lifetime`].
    /// - [`Error::SealingKeys`], or `Error::NoFe26Password`, if the keyring has nothing that seals the type's
    ///   format.
    ///
    /// After an error the response is as it was.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     visits: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), iron_session::Error> {
    /// # let (request, mut response) = (http::Request::new(()), http::Response::new(()));
    /// # let keys = Keyring::generate()?;
    /// let mut session = SessionData::load(&request, &keys);
    /// session.save(&mut response)?;
    /// assert!(!response.headers().contains_key("set-cookie")); // nothing has changed
    /// assert_eq!(response.headers()["cache-control"], "private");
    ///
    /// session.set_visits(1);
    /// session.save(&mut response)?;
    /// assert!(response.headers().contains_key("set-cookie"));
    /// assert_eq!(response.headers()["cache-control"], "no-store");
    /// # Ok(())
    /// # }
    /// ```
    pub fn save<R: ResponseHead>(&mut self, response: &mut R) -> Result<(), Error> {
        let cookies = self.set_cookies()?;
        apply(cookies, response.head_mut());
        Ok(())
    }
}

impl<T: IronSession> Destroyed<T> {
    /// Tells the browser to forget the cookie, in place of any that an earlier save wrote.
    ///
    /// # Errors
    ///
    /// None today. The signature leaves room for a format whose removal has to be sealed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), iron_session::Error> {
    /// # let mut response = http::Response::new(());
    /// let session = Visit::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// session.destroy().save(&mut response)?;
    /// let cookie = response.headers()["set-cookie"].to_str().unwrap_or_default();
    /// assert!(cookie.starts_with("visit=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/"));
    /// assert_eq!(response.headers()["cache-control"], "no-store");
    /// # Ok(())
    /// # }
    /// ```
    pub fn save<R: ResponseHead>(&self, response: &mut R) -> Result<(), Error> {
        let mut removal = self.removal();
        self.note_told(&removal);
        let settled = self.settle_at_once(&mut removal);
        apply(removal, response.head_mut());
        settled
    }
}

impl_headers!(http::header);
