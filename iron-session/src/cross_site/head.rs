//! [`Head`]: what the rules ask of a request, whatever the framework.

use http::Method;
use http::header::{HeaderMap, HeaderValue};
use http::uri::Authority;

use crate::paths::path_of;
use crate::request::is_safe_method;

/// What the rules ask of a request.
pub(crate) struct Head<'a, F> {
    pub(crate) method: &'a str,
    /// The path that the client sent, without what a router has taken from it.
    pub(crate) path: &'a str,
    /// The host and port in the request's target. HTTP/2 has them there.
    pub(crate) authority: Option<&'a str>,
    /// The values of a header that is named in lower case.
    pub(crate) header: F,
}

/// The values of one header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given<'a> {
    None,
    One(&'a [u8]),
    /// More than one. No browser sends a header twice that these rules read as one value.
    Several,
}

impl<'a> Given<'a> {
    pub(crate) fn of(values: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut values = values.into_iter();
        match (values.next(), values.next()) {
            (None, _) => Self::None,
            (Some(value), None) => Self::One(value),
            (Some(_), Some(_)) => Self::Several,
        }
    }
}

/// What the rules ask of a request of the crate `http`. `target` is the path and query that the client sent.
pub(crate) fn head<'a>(
    method: &'a Method,
    target: Option<&'a str>,
    authority: Option<&'a Authority>,
    headers: &'a HeaderMap,
) -> Head<'a, impl Fn(&'static str) -> Given<'a>> {
    Head {
        method: method.as_str(),
        path: target.map_or("", path_of),
        authority: authority.map(Authority::as_str),
        header: move |name| Given::of(headers.get_all(name).into_iter().map(HeaderValue::as_bytes)),
    }
}

impl<'a, F: Fn(&'static str) -> Given<'a>> Head<'a, F> {
    /// Whether the request may change something, or opens a connection on which something can change.
    ///
    /// A WebSocket begins with a GET, or in HTTP/2 with a CONNECT, which is no safe method.
    pub(super) fn may_change(&self) -> bool {
        !is_safe_method(self.method) || self.opens_websocket()
    }

    fn opens_websocket(&self) -> bool {
        match (self.header)("upgrade") {
            Given::None => false,
            Given::One(protocols) => protocols.split(|byte| *byte == b',').any(is_websocket),
            Given::Several => true,
        }
    }

    /// The host and port that the client asked. None if it does not say, or says it twice.
    pub(super) fn authority(&self) -> Option<&'a str> {
        self.authority.or_else(|| match (self.header)("host") {
            Given::One(host) => std::str::from_utf8(host).ok(),
            Given::None | Given::Several => None,
        })
    }
}

/// Whether a protocol of an Upgrade header is WebSocket, of whatever version.
fn is_websocket(protocol: &[u8]) -> bool {
    let name = protocol.split(|byte| *byte == b'/').next().unwrap_or_default();
    name.trim_ascii().eq_ignore_ascii_case(b"websocket")
}
