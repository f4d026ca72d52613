//! `tracing` events for the operator, without secrets, payloads or seals.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

#[cfg(feature = "tracing")]
use crate::error::Error;
use crate::error::{Rejection, SessionError};

/// Calls observers. While the thread unwinds, a panic of theirs would abort the program, so it ends here.
pub(super) fn survive(observers: impl FnOnce()) {
    if std::thread::panicking() {
        let _ = catch_unwind(AssertUnwindSafe(observers));
    } else {
        observers();
    }
}

/// A request brought a cookie of the session's name, and none opened.
#[cfg(feature = "tracing")]
pub(crate) fn refused(cookie: &str, rejection: Rejection) {
    if rejection == Rejection::Expired {
        // This is ordinary: it happens to every visitor who stays away long enough.
        tracing::debug!(cookie, reason = %rejection, "session cookie refused");
    } else {
        tracing::warn!(cookie, reason = %rejection, "session cookie refused");
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn refused(_cookie: &str, _rejection: Rejection) {}

/// A session is ambiguous in a request that brought a cookie of iron-session for JavaScript.
#[cfg(feature = "tracing")]
pub(crate) fn javascript_remains(cookie: &str) {
    tracing::warn!(
        cookie,
        "a cookie of iron-session for JavaScript came beside another session; if it comes again after a \
         login, name its domain and path with `SessionManager::accept_former`"
    );
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn javascript_remains(_cookie: &str) {}

/// A seal of iron-session for JavaScript was accepted in place of a native one.
#[cfg(feature = "tracing")]
pub(crate) fn accepted(cookie: &str) {
    tracing::debug!(cookie, "seal of iron-session for JavaScript accepted");
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn accepted(_cookie: &str) {}

/// A session that was loaded by hand was not written, since it could replace one that the browser holds back.
#[cfg(feature = "tracing")]
pub(crate) fn withheld(cookie: &'static str) {
    let error = Error::Withheld { cookie };
    tracing::warn!(cookie, error = %error, "session not saved");
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn withheld(_cookie: &'static str) {}

/// A cookie was written for a domain to which the request's host does not belong.
#[cfg(feature = "tracing")]
#[cold]
pub(crate) fn outside_domain(cookie: &str, domain: Option<&str>) {
    survive(|| {
        tracing::warn!(
            cookie,
            domain,
            "the request's host is outside of the cookie's domain: the browser drops the cookie, unless a \
             proxy has changed the header `Host`"
        );
    });
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn outside_domain(_cookie: &str, _domain: Option<&str>) {}

/// A manager writes cookies that travel over plain http.
#[cfg(feature = "tracing")]
pub(crate) fn plain_http(cookie: &str) {
    tracing::warn!(
        cookie,
        "session cookies are written without `Secure`: whoever is on the network can read them and take \
         the sessions over; use `insecure_plain_http` only in a network that you trust"
    );
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn plain_http(_cookie: &str) {}

/// A framework's layer could not save a session, or lend it.
#[cfg(feature = "tracing")]
pub(crate) fn failed(cookie: &str, error: &SessionError) {
    tracing::error!(cookie, error = %error, "session not lent or not saved");
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn failed(_cookie: &str, _error: &SessionError) {}

/// A handler asked for a session, and no layer of its type has seen the request. `is_heard` says whether an
/// observer heard of it.
#[allow(dead_code, reason = "only the frameworks have extractors")]
pub(crate) fn not_lent(error: &SessionError, is_heard: bool) {
    if cfg!(feature = "tracing") || !is_heard {
        unreported(error);
    }
}

/// A handler returned an error of which no layer knows.
#[cfg(feature = "tracing")]
#[allow(dead_code, reason = "only the frameworks answer with a 500")]
pub(crate) fn unreported(error: &SessionError) {
    survive(|| tracing::error!(error = %error, "session not lent or not saved"));
}

#[cfg(not(feature = "tracing"))]
#[allow(dead_code, reason = "only the frameworks answer with a 500")]
pub(crate) fn unreported(error: &SessionError) {
    tell_developer(error);
}

/// Whether an error that has no observer is told to the developer: the build is for development, and there
/// are no events.
const IS_FOR_DEVELOPERS: bool = cfg!(all(debug_assertions, not(feature = "tracing")));

/// Writes an error to stderr, if nobody else hears of it.
pub(crate) fn tell_developer(error: &SessionError) {
    if IS_FOR_DEVELOPERS {
        // In one piece, so that no line of another program gets in between. If stderr is closed, there is
        // nobody to tell.
        let _ = std::io::stderr().write_all(format!("iron-session: {error}\n").as_bytes());
    }
}

/// The body of a 500, if nobody else hears of the error, and otherwise an empty text.
#[allow(dead_code, reason = "only the frameworks answer with a 500")]
pub(crate) fn text_for_developers(error: &SessionError) -> String {
    if IS_FOR_DEVELOPERS { format!("{error}\n\n{WHY_TOLD}\n") } else { String::new() }
}

/// What a 500 says of a mistake in the program. Builds for developers name the places in its source.
#[allow(dead_code, reason = "only the frameworks answer with a 500")]
pub(crate) fn text_of_mistake(error: &SessionError) -> String {
    if IS_FOR_DEVELOPERS { error.to_string() } else { error.public_text() }
}

#[allow(dead_code, reason = "only the frameworks answer with a 500")]
const WHY_TOLD: &str = "iron-session tells this because nobody else hears of it, and because the program was built with `debug_assertions`. \
     In production the visitor reads nothing: set `SessionManager::on_error`, or turn on the feature `tracing`.";

/// A session that was loaded by hand was destroyed, but the browser was not told.
#[cfg(feature = "tracing")]
pub(crate) fn logout_lost(cookie: &str) {
    survive(|| {
        tracing::error!(
            cookie,
            "session destroyed but not saved: its cookie stays valid; save what `destroy` returns"
        );
    });
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn logout_lost(_cookie: &str) {}
