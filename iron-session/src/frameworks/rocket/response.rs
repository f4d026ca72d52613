//! The headers of a Rocket response, and what it is for an error.

use rocket::http::Status;
use rocket::request::Request;
use rocket::response::{Responder, Response};

use super::per_request::PerRequest;
use crate::error::SessionError;
use crate::frameworks::gate::status;
use crate::frameworks::shared::tell_unreported;
use crate::request::response::{Header, Headers, tells_some_caches};

/// The status of a request whose session cannot be lent or saved.
pub(super) fn status_of(error: &SessionError) -> Status {
    Status::new(status(error).as_u16())
}

/// A 500 of the catcher, and while a store of revocations does not answer a 503 with `Retry-After`. The
/// catcher reads the error by [`session_error`](super::RequestSession::session_error).
impl<'r> Responder<'r, 'static> for SessionError {
    fn respond_to(self, request: &'r Request<'_>) -> rocket::response::Result<'static> {
        tell_unreported(&self);
        Err(status_of(&PerRequest::of(request).fail(self)))
    }
}

impl Headers for Response<'_> {
    fn values(&self, header: Header) -> impl Iterator<Item = &[u8]> {
        self.headers().get(name(header)).map(str::as_bytes)
    }

    fn set(&mut self, header: Header, value: &'static str) {
        self.set_raw_header(name(header), value);
    }

    fn add(&mut self, header: Header, value: &'static str) {
        self.adjoin_raw_header(name(header), value);
    }

    fn remove_rules_of_some_caches(&mut self) {
        let names = self.headers().iter().map(|header| header.name().to_string());
        for name in names.filter(|name| tells_some_caches(name)).collect::<Vec<_>>() {
            self.remove_header(&name);
        }
    }

    #[expect(clippy::expect_used, reason = "Rocket's headers are texts, and the session's own are ASCII")]
    fn add_set_cookie(&mut self, text: impl Into<Vec<u8>>) {
        let text = String::from_utf8(text.into()).expect("each was a text before");
        self.adjoin_raw_header(name(Header::SetCookie), text);
    }

    fn retain_set_cookies(&mut self, keep: impl Fn(&[u8]) -> bool) {
        let name = name(Header::SetCookie);
        let values = self.headers().get(name).filter(|value| keep(value.as_bytes()));
        let kept: Vec<String> = values.map(str::to_owned).collect();
        self.remove_header(name);
        for value in kept {
            self.adjoin_raw_header(name, value);
        }
    }
}

fn name(header: Header) -> &'static str {
    match header {
        Header::CacheControl => "Cache-Control",
        Header::SetCookie => "Set-Cookie",
        Header::Vary => "Vary",
    }
}
