//! `tracing` events: what an operator wants to know, without secrets, payloads or seals.

use crate::error::Rejection;

/// A request brought a cookie of the session's name, and none opened.
#[cfg(feature = "tracing")]
pub(crate) fn refused(cookie: &str, rejection: Rejection) {
    if rejection == Rejection::Expired {
        // Ordinary: it happens to every visitor who stays away long enough.
        tracing::debug!(cookie, reason = %rejection, "session cookie refused");
    } else {
        tracing::warn!(cookie, reason = %rejection, "session cookie refused");
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn refused(_cookie: &str, _rejection: Rejection) {}
