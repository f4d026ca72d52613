//! From a request to its session.

use super::handle::Session;
use super::http::RequestHead;
use crate::error::Rejection;
use crate::events::RequestLine;
use crate::members::IronSession;
use crate::request::{FetchMetadata, SessionManager};

impl<T: IronSession> SessionManager<T> {
    /// The visitor's session, or a fresh one if the request has no cookie that opens. Never fails.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, Rejection, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let request = http::Request::builder().header("cookie", "visit=not a seal").body(())?;
    /// let session = sessions.load(&request);
    /// assert_eq!(session.count(), 0);
    /// assert_eq!(session.meta().rejection(), Some(Rejection::Malformed));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn load<R: RequestHead + ?Sized>(&self, request: &R) -> Session<T> {
        let metadata = || request.fetch_metadata();
        self.load_from(request.cookies(), || request.host(), metadata, || request.request_line())
    }

    /// As [`load`](Self::load), but a refused cookie is an error.
    ///
    /// # Errors
    ///
    /// The [`Rejection`], if a cookie of the session's name was sent and none opened. A request without one
    /// is no error.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, Rejection, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// assert!(sessions.try_load(&http::Request::new(())).is_ok());
    ///
    /// let request = http::Request::builder().header("cookie", "visit=not a seal").body(())?;
    /// assert_eq!(sessions.try_load(&request).err(), Some(Rejection::Malformed));
    /// # Ok(())
    /// # }
    /// ```
    pub fn try_load<R: RequestHead + ?Sized>(&self, request: &R) -> Result<Session<T>, Rejection> {
        let session = self.load(request);
        match session.meta().rejection() {
            Some(rejection) => Err(rejection),
            None => Ok(session),
        }
    }

    /// As [`load`](Self::load), from the values of all `Cookie` headers and of the `Host` header, for any
    /// transport.
    ///
    /// `host` matters only under [`insecure_localhost`](Self::insecure_localhost). It may have a port.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// let mut session = sessions.load_bytes([], None);
    /// session.set_count(1);
    /// let set_cookie: String = session.set_cookies()?.into_iter().collect();
    /// let (pair, _attributes) = set_cookie.split_once(';').unwrap_or_default();
    ///
    /// let again = sessions.load_bytes([b"other=1".as_slice(), pair.as_bytes()], Some(b"shop.example"));
    /// assert_eq!(again.count(), 1);
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn load_bytes<'a>(
        &self,
        cookies: impl IntoIterator<Item = &'a [u8]>,
        host: Option<&[u8]>,
    ) -> Session<T> {
        self.load_bytes_with(cookies, host, FetchMetadata::default)
    }

    /// As [`load_bytes`](Self::load_bytes), with what the request tells of the page that caused it.
    ///
    /// `metadata` is called only if it matters: if something is due that no handler asks for, or if no cookie
    /// of the session came.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{FetchMetadata, IronSession, Keyring, SessionManager};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// // A form of another site was posted to this one. Browsers hold `Lax` cookies back then.
    /// let headers = [
    ///     ("sec-fetch-site", "cross-site"),
    ///     ("sec-fetch-mode", "navigate"),
    ///     ("sec-fetch-dest", "document"),
    /// ];
    /// let find = |name| headers.iter().find(|(known, _)| *known == name);
    /// let header = |name| find(name).map(|(_, value)| value.as_bytes());
    /// let session = sessions.load_bytes_with([], None, || FetchMetadata::new(Some("POST"), header));
    /// assert!(session.meta().withheld());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn load_bytes_with<'a>(
        &self,
        cookies: impl IntoIterator<Item = &'a [u8]>,
        host: Option<&[u8]>,
        metadata: impl FnOnce() -> FetchMetadata,
    ) -> Session<T> {
        self.load_from(cookies, || host, metadata, || None)
    }

    /// Loads a session, and tells the operator what `request` brought.
    #[inline]
    fn load_from<'a, 'h, 'r>(
        &self,
        cookies: impl IntoIterator<Item = &'a [u8]>,
        host: impl Fn() -> Option<&'h [u8]>,
        metadata: impl FnOnce() -> FetchMetadata,
        request: impl FnOnce() -> Option<RequestLine<'r>>,
    ) -> Session<T> {
        let mut session = Session::new(self.begin(&host));
        session.loaded_mut().read(cookies, &host, metadata);
        self.report_received(session.loaded_mut(), host, request);
        session
    }
}
