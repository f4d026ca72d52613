//! What a session is read from, of a request of actix-web.

use actix_web::HttpRequest;
use actix_web::http::header::{COOKIE, HOST, HeaderValue};

use crate::events::RequestLine;
use crate::members::IronSession;
use crate::request::FetchMetadata;
use crate::session::{SessionSlot, SlotFuture};

/// What has to be waited for before the session can be lent.
pub(super) fn look_ahead<T: IronSession>(
    slot: &SessionSlot<T>,
    request: &HttpRequest,
) -> Option<SlotFuture<()>> {
    slot.look_ahead_of(|| (cookies(request), host(request)), || metadata(request), || Some(line(request)))
}

pub(super) fn cookies(request: &HttpRequest) -> impl Iterator<Item = &[u8]> {
    request.headers().get_all(COOKIE).map(HeaderValue::as_bytes)
}

/// The host. HTTP/2 names it in the request's target and not in a header.
pub(super) fn host(request: &HttpRequest) -> Option<&[u8]> {
    let header = || request.headers().get(HOST).map(HeaderValue::as_bytes);
    request.uri().host().map(str::as_bytes).or_else(header)
}

pub(super) fn metadata(request: &HttpRequest) -> FetchMetadata {
    let header = |name| request.headers().get(name).map(HeaderValue::as_bytes);
    FetchMetadata::new(Some(request.method().as_str()), header)
}

pub(super) fn line(request: &HttpRequest) -> RequestLine<'_> {
    RequestLine::new(request.method().as_str(), request.path())
}
