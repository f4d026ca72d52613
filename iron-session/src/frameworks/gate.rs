//! [`Gate`]: what a layer refuses before it lends a session.

use std::sync::Arc;

use http::header::{HeaderMap, HeaderValue};
use http::uri::Authority;
use http::{Method, StatusCode};

use crate::cross_site::{CrossSite, Given, Head};
use crate::error::SessionError;
use crate::events::RequestLine;
use crate::members::IronSession;
use crate::paths::path_of;
use crate::request::SessionManager;

/// What a layer refuses before it lends a session: nothing, or requests of other sites.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gate(Option<Arc<CrossSite>>);

impl Gate {
    pub(crate) fn new(rules: CrossSite) -> Self {
        Self(Some(Arc::new(rules)))
    }

    #[allow(dead_code, reason = "only Rocket asks before there is a request")]
    pub(crate) fn is_open(&self) -> bool {
        self.0.is_none()
    }

    /// Lets a request in, or reports why not.
    pub(crate) fn check<'a, T, F>(
        &self,
        sessions: &SessionManager<T>,
        head: impl FnOnce() -> Head<'a, F>,
    ) -> Result<(), SessionError>
    where
        T: IronSession,
        F: Fn(&'static str) -> Given<'a>,
    {
        let Some(rules) = &self.0 else { return Ok(()) };
        let head = head();
        rules.check(&head).map_err(|reason| {
            let error = SessionError::CrossSite { reason };
            sessions.report(&error, Some(RequestLine::new(head.method, head.path)));
            error
        })
    }
}

/// What the rules ask of a request of the crate `http`. `target` is the path and query that the client sent.
#[allow(dead_code, reason = "actix-web and Rocket have requests of their own")]
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

/// The status of the response that tells an error.
pub(crate) fn status(error: &SessionError) -> StatusCode {
    match error {
        SessionError::CrossSite { .. } => StatusCode::FORBIDDEN,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
