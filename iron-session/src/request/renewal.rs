//! [`Renewal`]: what a login may ask of its session alone.

use std::fmt;
use std::time::Duration;

use super::state::State;

/// A session at its new beginning, where it may be given a shorter life than its type's.
///
/// Both settings are sealed and kept by later saves; iron-session's format has no room for them, and a save says so. A later `renew` keeps them too, unless it says otherwise; so a
/// login that offers "remember me" states both cases.
///
/// ```
/// use std::time::Duration;
/// use iron_session::{IronSession, Keyring};
///
/// const DAY: u64 = 86_400;
///
/// #[derive(IronSession)]
/// #[iron(max_age = "30d")]
/// struct SessionData {
///     user: Option<u64>,
/// }
///
/// # fn main() -> Result<(), iron_session::Error> {
/// # let (mut response, remember_me) = (http::Response::new(()), false);
/// let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// session.set_user(7);
/// if remember_me {
///     session.renew().max_age(Duration::from_secs(30 * DAY)).persistent(true);
/// } else {
///     session.renew().max_age(Duration::from_secs(DAY)).persistent(false);
/// }
/// session.save(&mut response)?;
/// # assert!(!response.headers()["set-cookie"].to_str().is_ok_and(|cookie| cookie.contains("Max-Age")));
/// # Ok(())
/// # }
/// ```
pub struct Renewal<'a>(&'a mut State);

impl<'a> Renewal<'a> {
    pub(crate) fn new(state: &'a mut State) -> Self {
        Self(state)
    }

    /// This session ends so long after it was last written; in whole seconds, and never longer than its type's `max_age`.
    pub fn max_age(&mut self, max_age: Duration) -> &mut Self {
        self.0.changes.own_max_age = Some(u32::try_from(max_age.as_secs()).unwrap_or(u32::MAX));
        self
    }

    /// Whether the browser keeps this session's cookie when it exits; never if its type says `persistent = false`.
    pub fn persistent(&mut self, persistent: bool) -> &mut Self {
        self.0.changes.own_persistent = Some(persistent);
        self
    }
}

impl fmt::Debug for Renewal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Renewal").finish_non_exhaustive()
    }
}
