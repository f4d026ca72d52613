//! Load and save over the types of the `http` crate.

use http::header::{COOKIE, HOST, HeaderMap, HeaderValue};
use http::{Request, Response, request, response};

use super::destroyed::Destroyed;
use super::handle::Session;
use crate::error::Error;
use crate::members::IronSession;
use crate::request::{apply, impl_headers};

/// What a session is loaded from: [`http::Request`], [`http::request::Parts`] or [`http::HeaderMap`].
pub trait RequestHead: closed::Closed {
    /// The values of all `Cookie` headers.
    fn cookies(&self) -> impl Iterator<Item = &[u8]>;

    /// The host that the request names, with its port if it says one.
    fn host(&self) -> Option<&[u8]>;
}

impl RequestHead for HeaderMap {
    fn cookies(&self) -> impl Iterator<Item = &[u8]> {
        self.get_all(COOKIE).into_iter().map(HeaderValue::as_bytes)
    }

    fn host(&self) -> Option<&[u8]> {
        self.get(HOST).map(HeaderValue::as_bytes)
    }
}

/// HTTP/2 names the host in the request's target rather than in a header.
impl<B> RequestHead for Request<B> {
    fn cookies(&self) -> impl Iterator<Item = &[u8]> {
        self.headers().cookies()
    }

    fn host(&self) -> Option<&[u8]> {
        self.uri().host().map(str::as_bytes).or_else(|| self.headers().host())
    }
}

impl RequestHead for request::Parts {
    fn cookies(&self) -> impl Iterator<Item = &[u8]> {
        self.headers.cookies()
    }

    fn host(&self) -> Option<&[u8]> {
        self.uri.host().map(str::as_bytes).or_else(|| self.headers.host())
    }
}

/// What a session is saved to: [`http::Response`], [`http::response::Parts`] or [`http::HeaderMap`].
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
    /// A Set-Cookie is written if the session has changed, was renewed or restarted, or was sealed under a previous key;
    /// it replaces any for the same cookie name, and leaves those for other names alone. With it the response gets
    /// `Cache-Control: no-store`. In any case it gets `Vary: Cookie` and, if it says nothing of its own, `Cache-Control: private`.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] if name and value exceed 4096 bytes, [`Error::Unsealable`] for a member that JSON cannot carry,
    /// [`Error::TooDeep`], [`Error::Random`], [`Error::Clock`] and [`Error::Lifetime`]; [`Error::SealingKeys`], or
    /// `Error::NoFe26Password`, if the keyring has nothing that seals the type's format. After an error the response is as it was.
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
    /// None today; the signature leaves room for formats whose removal has to be sealed.
    pub fn save<R: ResponseHead>(&self, response: &mut R) -> Result<(), Error> {
        apply(self.set_cookies(), response.head_mut());
        Ok(())
    }
}

impl_headers!(http::header);
