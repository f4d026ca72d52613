//! The responses that actix-web sends for errors of sessions, and the headers of its responses.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};

use crate::error::SessionError;
use crate::frameworks::gate::{retry_after, status};
use crate::frameworks::saving::{Failure, PLAIN_TEXT};
use crate::frameworks::shared::text;
use crate::request::impl_headers;
use crate::session::{Answer, Denied};

/// A 500 whose body says what to change in the program; it is empty if a save failed, since that reason is
/// for the operator, or in some builds for the developer; see
/// [`SessionManager::on_event`](crate::SessionManager::on_event).
impl ResponseError for SessionError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(status(self).as_u16()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((CACHE_CONTROL, "no-store"));
        if let Some(seconds) = retry_after(self) {
            response.insert_header((RETRY_AFTER, seconds));
        }
        response.body(text(self))
    }
}

/// The answer that fits the request; see [`Denied::answering`]. If no session could be lent, it is the 500 of
/// that error.
impl ResponseError for Denied {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NoSession(error) => error.status_code(),
            Self::NotSignedIn(answer) | Self::NotAllowed(answer) => status_of(answer),
        }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::NoSession(error) => error.error_response(),
            Self::NotSignedIn(answer) | Self::NotAllowed(answer) => {
                let mut response = HttpResponse::build(status_of(answer));
                if let Some(header) = answer.header() {
                    response.insert_header(header);
                }
                response.finish()
            }
        }
    }
}

fn status_of(answer: &Answer) -> StatusCode {
    StatusCode::from_u16(answer.status().as_u16()).unwrap_or(StatusCode::UNAUTHORIZED)
}

impl_headers!(actix_web::http::header);

/// The 500 for a session that could not be saved.
pub(super) fn failure(failed: Failure) -> HttpResponse {
    let mut response = plain(HttpResponse::from_error(failed.error), failed.text);
    failed.remains.write_onto(response.headers_mut());
    response
}

/// The response with this text as its body.
pub(super) fn plain(response: HttpResponse, text: String) -> HttpResponse {
    let mut response = response.set_body(BoxBody::new(text));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(PLAIN_TEXT));
    response
}
