//! [`IntoSessionManager`]: what a layer is made of.

use super::manager::SessionManager;
use crate::keyring::Keyring;
use crate::members::IronSession;

/// What a layer, middleware or fairing is made of: a [`Keyring`] or a [`SessionManager`].
///
/// # Examples
///
/// ```
/// use iron_session::{IntoSessionManager, IronSession, Keyring, SessionManager};
///
/// #[derive(IronSession)]
/// #[iron(cookie = "visit")]
/// struct Visit {
///     count: u32,
/// }
///
/// fn manager(sessions: impl IntoSessionManager<Visit>) -> SessionManager<Visit> {
///     sessions.into_session_manager()
/// }
///
/// let keys = Keyring::generate()?;
/// let from_keys = manager(keys.clone());
/// let from_manager = manager(SessionManager::new(keys).domain("shop.example")?);
/// # drop((from_keys, from_manager));
/// # Ok::<(), iron_session::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot lend sessions of the type `{T}`",
    label = "neither a `Keyring` nor a `SessionManager<{T}>`",
    note = "write `::new(keys)`, where `keys` is for example `Keyring::from_env(\"IRON_SESSION_PASSWORD\")?` with the `?`, or `::new(manager)`"
)]
pub trait IntoSessionManager<T: IronSession> {
    /// The manager: of a keyring, the one with the configuration that the attributes of the type declare.
    fn into_session_manager(self) -> SessionManager<T>;
}

impl<T: IronSession> IntoSessionManager<T> for Keyring {
    fn into_session_manager(self) -> SessionManager<T> {
        SessionManager::new(self)
    }
}

impl<T: IronSession> IntoSessionManager<T> for SessionManager<T> {
    fn into_session_manager(self) -> Self {
        self
    }
}
