//! [`Renewal`]: what a login may ask for its own session.

use std::fmt;
use std::time::Duration;

use super::state::State;

/// A session at its new beginning, where it may get a shorter lifetime than its type's.
///
/// Both settings are sealed, and later saves keep them. A later `renew` keeps them too, unless it sets them
/// itself. So a login that offers "remember me" has to set them in both cases. Fe26.2 has no room for them:
/// there a save is an error.
///
/// # Examples
///
/// ```
/// # use std::time::Duration;
/// # use iron_session::{IronSession, Keyring};
/// #
/// # const DAY: u64 = 86_400;
/// #
/// # #[derive(IronSession)]
/// # #[iron(max_age = "30d")]
/// # struct SessionData {
/// #     user: Option<u64>,
/// # }
/// #
/// # fn main() -> Result<(), iron_session::Error> {
/// # let (mut response, remember_me) = (http::Response::new(()), false);
/// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// session.set_user(7);
/// if remember_me {
///     session.renew().max_age(Duration::from_secs(30 * DAY)).persistent(true);
/// } else {
///     session.renew().max_age(Duration::from_secs(DAY)).persistent(false);
/// }
/// session.save(&mut response)?;
/// # let cookie = response.headers()["set-cookie"].to_str().unwrap_or_default();
/// assert_eq!(cookie.contains("Max-Age=2592000"), remember_me);
/// # Ok(())
/// # }
/// ```
pub struct Renewal<'a>(&'a mut State);

impl<'a> Renewal<'a> {
    pub(crate) fn new(state: &'a mut State) -> Self {
        Self(state)
    }

    /// This session ends this long after it was last written.
    ///
    /// In whole seconds, and never longer than its type's `max_age`. A shorter one is sealed and stays the
    /// session's own, whatever a later release declares, until `renew` is given another one. If it is at
    /// least `max_age`, the session has no length of its own: it follows its type, also when `max_age`
    /// changes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(max_age = "30d")]
    /// # struct SessionData {
    /// #     user: Option<u64>,
    /// # }
    /// #
    /// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// session.renew().max_age(Duration::from_secs(900));
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(cookie.contains("; Max-Age=900;"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn max_age(&mut self, max_age: Duration) -> &mut Self {
        self.0.changes.own_max_age = Some(u32::try_from(max_age.as_secs()).unwrap_or(u32::MAX));
        self
    }

    /// Whether the browser keeps this session's cookie when it exits.
    ///
    /// It never does if the type says `persistent = false`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     user: Option<u64>,
    /// # }
    /// #
    /// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// session.renew().persistent(false);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    /// assert!(!cookie.contains("Max-Age"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn persistent(&mut self, persistent: bool) -> &mut Self {
        self.0.changes.own_persistent = Some(persistent);
        self
    }

    /// What the session is called in the list of its user's devices, such as "Firefox, Linux".
    ///
    /// Without [`Revocations::devices`](crate::Revocations::devices) it is kept nowhere. A later `renew`
    /// without a label keeps the name. Only the first 200 characters count. It is not sealed.
    ///
    /// # Examples
    ///
    /// See [`Device`](crate::Device).
    pub fn label(&mut self, label: &str) -> &mut Self {
        let label: String = label.chars().take(LABEL_CHARS).collect();
        self.0.screening.get_or_insert_default().label = Some(label.into());
        self
    }
}

/// How many characters of a label are kept.
const LABEL_CHARS: usize = 200;

impl fmt::Debug for Renewal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Renewal").finish_non_exhaustive()
    }
}
