//! What a session is read from, of a request of Rocket.

use std::sync::Arc;

use rocket::request::Request;

use super::per_request::PerRequest;
use crate::events::RequestLine;
use crate::members::IronSession;
use crate::request::{FetchMetadata, SessionManager};
use crate::session::SlotFuture;

/// What has to be waited for before the session can be lent.
pub(super) fn look_ahead<T: IronSession>(
    request: &Request<'_>,
    sessions: &Arc<SessionManager<T>>,
) -> Option<SlotFuture<()>> {
    sessions.waits_for()?;
    let slot = PerRequest::of(request).slot(sessions).ok()?;
    let in_jar = cookies_in_jar(request);
    let cookies_and_host = || (cookies(request, &in_jar), host(request));
    slot.look_ahead_of(cookies_and_host, || metadata(request), || Some(line(request)))
}

pub(super) fn cookies<'a>(request: &'a Request<'_>, in_jar: &'a [String]) -> impl Iterator<Item = &'a [u8]> {
    request.headers().get("cookie").chain(in_jar.iter().map(String::as_str)).map(str::as_bytes)
}

pub(super) fn host<'a>(request: &'a Request<'_>) -> Option<&'a [u8]> {
    request.host().map(|host| host.domain().as_str().as_bytes())
}

pub(super) fn metadata(request: &Request<'_>) -> FetchMetadata {
    let header = |name| request.headers().get_one(name).map(str::as_bytes);
    FetchMetadata::new(Some(request.method().as_str()), header)
}

pub(super) fn line<'a>(request: &'a Request<'_>) -> RequestLine<'a> {
    RequestLine::new(request.method().as_str(), request.uri().path().as_str())
}

/// The cookies of a request without a `Cookie` header: those of Rocket's local client, which sends none.
///
/// Beside a header, the jar is not read. Its names and values are percent-decoded, so a cookie of the name
/// `__Host%2Dapp`, which any site on a sibling domain can set, would count as `__Host-app`.
pub(super) fn cookies_in_jar(request: &Request<'_>) -> Vec<String> {
    if request.headers().contains("cookie") {
        return Vec::new();
    }
    request.cookies().iter().map(|cookie| format!("{}={}", cookie.name(), cookie.value())).collect()
}
