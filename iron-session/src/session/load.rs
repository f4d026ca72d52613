//! From a request to its session.

use super::handle::Session;
use super::http::RequestHead;
use crate::error::Rejection;
use crate::members::IronSession;
use crate::request::SessionManager;

impl<T: IronSession> SessionManager<T> {
    /// The visitor's session, or a fresh one if the request has no cookie that opens. Never fails.
    #[must_use]
    pub fn load<R: RequestHead + ?Sized>(&self, request: &R) -> Session<T> {
        self.load_bytes(request.cookies(), request.host())
    }

    /// As [`load`](Self::load), for those who must tell a refused cookie from none.
    ///
    /// # Errors
    ///
    /// The [`Rejection`], if a cookie of the session's name was sent and none opened. Having none is not an error.
    pub fn try_load<R: RequestHead + ?Sized>(&self, request: &R) -> Result<Session<T>, Rejection> {
        let session = self.load(request);
        match session.meta().rejection() {
            Some(rejection) => Err(rejection),
            None => Ok(session),
        }
    }

    /// As [`load`](Self::load), from the values of all `Cookie` headers and of the `Host` header, for any transport.
    #[must_use]
    pub fn load_bytes<'a>(
        &self,
        cookies: impl IntoIterator<Item = &'a [u8]>,
        host: Option<&[u8]>,
    ) -> Session<T> {
        Session::new(self.load_session(cookies, host))
    }
}
