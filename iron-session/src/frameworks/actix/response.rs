//! What actix-web answers in place of a handler, and its headers.

use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue, LOCATION, SET_COOKIE, VARY,
};
use actix_web::{HttpResponse, ResponseError};

use crate::error::SessionError;
use crate::request::{A_HEADER_VALUE, Header, Headers};
use crate::session::Denied;

/// A 500, with the text of a mistake in the program, which says what to change; what failed while saving stays inside.
impl ResponseError for SessionError {
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((CACHE_CONTROL, "no-store"));
        response.body(self.public_text())
    }
}

/// 401, or a redirect to where the visitor can sign in.
impl ResponseError for Denied {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NoSession(error) => error.status_code(),
            Self::NotSignedIn { page: None } => StatusCode::UNAUTHORIZED,
            Self::NotSignedIn { page: Some(_) } => StatusCode::SEE_OTHER,
        }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::NoSession(error) => error.error_response(),
            Self::NotSignedIn { page } => {
                let mut response = HttpResponse::build(self.status_code());
                if let Some(page) = page {
                    response.insert_header((LOCATION, *page));
                }
                response.finish()
            }
        }
    }
}

impl Headers for HeaderMap {
    fn values(&self, header: Header) -> impl Iterator<Item = &[u8]> {
        self.get_all(name(header)).map(HeaderValue::as_bytes)
    }

    fn set(&mut self, header: Header, value: &'static str) {
        self.insert(name(header), HeaderValue::from_static(value));
    }

    fn add(&mut self, header: Header, value: &'static str) {
        self.append(name(header), HeaderValue::from_static(value));
    }

    fn add_set_cookie(&mut self, text: String) {
        let mut value = HeaderValue::try_from(text).expect(A_HEADER_VALUE);
        value.set_sensitive(true);
        self.append(SET_COOKIE, value);
    }

    fn retain_set_cookies(&mut self, keep: impl Fn(&[u8]) -> bool) {
        self.retain(|name, value| *name != SET_COOKIE || keep(value.as_bytes()));
    }
}

fn name(header: Header) -> HeaderName {
    match header {
        Header::CacheControl => CACHE_CONTROL,
        Header::SetCookie => SET_COOKIE,
        Header::Vary => VARY,
    }
}
