//! [`Opened`]: an optional session, where a framework's own `Option` means something else.

use super::handle::Session;
use crate::members::IronSession;

/// The visitor's session, if the request brought a cookie that opened.
///
/// It is what to extract where a framework takes every `Option<Session<T>>` for an extractor that may fail, as all but axum do: that
/// would be some for everybody, since nobody is refused a fresh session. Rocket's and salvo's macros want a plain name for an
/// argument: `session: Opened<SessionData>`, and `session.0`.
///
/// ```
/// use iron_session::{IronSession, Opened};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     username: Option<String>,
/// }
///
/// async fn home(Opened(session): Opened<SessionData>) -> &'static str {
///     if session.is_some() { "welcome back" } else { "hello, stranger" }
/// }
/// ```
#[derive(Debug)]
pub struct Opened<T: IronSession>(pub Option<Session<T>>);

/// None for a session that no cookie holds.
impl<T: IronSession> From<Session<T>> for Opened<T> {
    fn from(session: Session<T>) -> Self {
        Self(Some(session).filter(|session| !session.meta().is_new()))
    }
}
