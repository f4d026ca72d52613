//! [`Opened`]: an optional session, where a framework's own `Option` means something else.

use super::handle::Session;
use crate::members::IronSession;

/// The visitor's session, if the request brought a cookie that opened.
///
/// In axum, `Option<Session<T>>` is the same. In all other frameworks an `Option<Session<T>>` is none only if
/// the extractor of `Session<T>` fails. It would be some for every visitor, since each gets at least a fresh
/// session. Rocket's and salvo's macros want a plain name for an argument:
/// `session: Opened<SessionData>`, and `session.0`.
///
/// # Examples
///
/// ```
/// use iron_session::{IronSession, Keyring, Opened};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     username: Option<String>,
/// }
///
/// async fn home(Opened(session): Opened<SessionData>) -> &'static str {
///     if session.is_some() { "welcome back" } else { "hello, stranger" }
/// }
///
/// # fn main() -> Result<(), iron_session::Error> {
/// let session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// let opened = Opened::from(session);
/// assert!(opened.0.is_none());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Opened<T: IronSession>(pub Option<Session<T>>);

/// None for a session that no cookie holds.
impl<T: IronSession> From<Session<T>> for Opened<T> {
    fn from(session: Session<T>) -> Self {
        Self(Some(session).filter(|session| !session.meta().is_new()))
    }
}
