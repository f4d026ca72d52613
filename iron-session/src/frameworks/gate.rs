//! [`Gate`]: what a layer refuses before it lends a session.

use std::sync::Arc;

use http::StatusCode;

use crate::cross_site::{CrossSite, Given, Head};
use crate::error::{RevocationError, SessionError};
use crate::events::RequestLine;
use crate::members::IronSession;
use crate::request::SessionManager;

/// What a layer refuses before it lends a session: nothing, or requests of other sites.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gate(Option<Arc<CrossSite>>);

impl Gate {
    pub(crate) fn new(rules: CrossSite) -> Self {
        Self(Some(Arc::new(rules)))
    }

    #[allow(dead_code, reason = "only Rocket asks whether there are rules")]
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
        rules.judge(&head).map_err(|reason| {
            let error = SessionError::CrossSite { reason };
            sessions.report(&error, Some(RequestLine::new(head.method, head.path)));
            error
        })
    }
}

/// The status of the response that tells an error.
#[allow(dead_code, reason = "Rocket's catchers answer")]
pub(crate) fn status(error: &SessionError) -> StatusCode {
    match error {
        SessionError::CrossSite { .. } => StatusCode::FORBIDDEN,
        SessionError::Revocation(RevocationError::Ended) => StatusCode::UNAUTHORIZED,
        error if is_outage(error) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The `Retry-After` of the response that tells an error, in seconds: a store that is connected to again
/// answers soon.
#[allow(dead_code, reason = "Rocket's fairing has its own")]
pub(crate) fn retry_after(error: &SessionError) -> Option<&'static str> {
    is_outage(error).then_some("1")
}

/// Whether a store of revocations did not answer.
#[allow(dead_code, reason = "only the frameworks answer with a 503")]
fn is_outage(error: &SessionError) -> bool {
    matches!(error, SessionError::Unavailable { .. } | SessionError::Revocation(RevocationError::Store(_)))
}
