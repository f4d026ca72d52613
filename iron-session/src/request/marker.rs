//! The marker: the cookie that tells that a browser holds a `Strict` session, even when it may not send it.
//!
//! A browser sends no `Strict` cookie with the first page that a link of another site opens. Then a session
//! that is held back looks like none. So `NAME-here=1` is written and removed together with the session
//! `NAME`. It is `Lax`, so the browser sends it with that page. It holds nothing else.

use crate::config::{Config, SameSite};

/// What follows the session's name in the name of its marker.
pub(super) const SUFFIX: &str = "-here";

/// Whether sessions of this configuration have a marker.
#[inline]
pub(super) fn is_used(config: &Config) -> bool {
    config.same_site == SameSite::Strict
}

/// The marker's Set-Cookie value for that of a session called `name`, or of one of its chunks: with the same
/// attributes, so that both live and end together.
pub(super) fn beside(name: &str, session: &str) -> String {
    let (pair, attributes) = session.split_at(session.find(';').unwrap_or(session.len()));
    let value = if pair.ends_with('=') { "" } else { "1" };
    // A path cannot hold the semicolon.
    let attributes = attributes.replacen("; SameSite=Strict", "; SameSite=Lax", 1);
    format!("{name}{SUFFIX}={value}{attributes}")
}
