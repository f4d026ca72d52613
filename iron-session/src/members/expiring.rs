//! [`Expiring`]: a field that ends before its session does.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::times::is_in_future;

/// A value that ends before its session does, such as the mark of a recent password check.
///
/// The field declares how long a value is valid: `#[iron(lifetime = "10m")]`. The value is sealed with the
/// moment at which it was set: the time of the request that set it. A value that is overdue is dropped when
/// the session is loaded. The type never reads a clock, so within one request nothing expires.
///
/// Today's `lifetime` holds for values that were set under another one too. A shorter one ends them at once.
/// A longer one gives them more time: an overdue value that no save has removed yet counts again.
///
/// # Examples
///
/// ```
/// # use std::time::{Duration, UNIX_EPOCH};
/// # use iron_session::{Expiring, IronSession, Keyring, SessionManager};
/// #
/// #[derive(IronSession)]
/// struct SessionData {
///     #[iron(lifetime = "10m")]
///     sudo: Expiring<u64>,
/// }
///
/// # let keys = Keyring::generate()?;
/// # let at_minute = |n: u64| {
/// #     let now = UNIX_EPOCH + Duration::from_secs(n * 60);
/// #     SessionManager::<SessionData>::new(keys.clone()).clock(move || now)
/// # };
/// let mut session = at_minute(0).load(&http::HeaderMap::new());
/// session.set_sudo(7);
/// let cookie: String = session.set_cookies()?.into_iter().collect();
/// assert_eq!(at_minute(9).load_bytes([cookie.as_bytes()], None).sudo(), Some(&7));
/// assert_eq!(at_minute(10).load_bytes([cookie.as_bytes()], None).sudo(), None);
/// # Ok::<(), iron_session::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Expiring<T>(Phase<T>);

#[derive(Clone, PartialEq, Eq)]
enum Phase<T> {
    Empty,
    /// Set in this request. It gets the moment of the request when it is sealed.
    Fresh(T),
    /// Set at this moment, in seconds since 1970, for so many seconds.
    SetAt(T, u32, u32),
}

/// What is sealed: the value and the moment at which it was set, in seconds since 1970, or nothing.
#[derive(Debug)]
pub(crate) struct Timed<V>(Option<(V, u32)>);

impl<V: Serialize> Serialize for Timed<V> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Timed<V> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self)
    }
}

impl<T> Expiring<T> {
    /// Sets the value. Its lifetime begins at the time of this request.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::Expiring;
    /// let mut sudo = Expiring::default();
    /// sudo.set(7);
    /// assert_eq!(sudo.get(), Some(&7));
    /// ```
    pub fn set(&mut self, value: T) {
        self.0 = Phase::Fresh(value);
    }

    /// The value. None if there is none, or if it was overdue when the session was loaded.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::Expiring;
    /// let mut code = Expiring::<String>::default();
    /// assert_eq!(code.get(), None);
    /// code.set("4711".to_owned());
    /// assert_eq!(code.get().map(String::as_str), Some("4711"));
    /// ```
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        match &self.0 {
            Phase::Empty => None,
            Phase::Fresh(value) | Phase::SetAt(value, ..) => Some(value),
        }
    }

    /// Removes the value.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::Expiring;
    /// # let mut sudo = Expiring::default();
    /// sudo.set(7);
    /// sudo.clear();
    /// assert_eq!(sudo.get(), None);
    /// ```
    pub fn clear(&mut self) {
        self.0 = Phase::Empty;
    }

    /// Removes the value and returns it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::Expiring;
    /// # let mut code = Expiring::default();
    /// code.set("4711".to_owned());
    /// assert_eq!(code.take().as_deref(), Some("4711"));
    /// assert_eq!(code.take(), None);
    /// ```
    pub fn take(&mut self) -> Option<T> {
        match std::mem::take(self).0 {
            Phase::Empty => None,
            Phase::Fresh(value) | Phase::SetAt(value, ..) => Some(value),
        }
    }

    /// The moment at which the value ends, for a countdown. The session may end before it.
    ///
    /// None if there is no value. None also for a value that was set in this request: its lifetime begins
    /// when the session is sealed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, UNIX_EPOCH};
    /// # use iron_session::{Expiring, IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     #[iron(lifetime = "10m")]
    /// #     sudo: Expiring<u64>,
    /// # }
    /// # let noon = UNIX_EPOCH + Duration::from_secs(43_200);
    /// # let sessions = SessionManager::<SessionData>::new(Keyring::generate()?).clock(move || noon);
    /// let mut session = sessions.load(&http::HeaderMap::new());
    /// session.set_sudo(7);
    /// assert_eq!(session.sudo.ends(), None);
    /// let cookie: String = session.set_cookies()?.into_iter().collect();
    ///
    /// let session = sessions.load_bytes([cookie.as_bytes()], None);
    /// assert_eq!(session.sudo.ends(), Some(noon + Duration::from_secs(600)));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn ends(&self) -> Option<SystemTime> {
        match self.0 {
            Phase::Empty | Phase::Fresh(_) => None,
            Phase::SetAt(_, set, lifetime) => {
                let secs = u64::from(set).saturating_add(u64::from(lifetime));
                UNIX_EPOCH.checked_add(Duration::from_secs(secs))
            }
        }
    }

    pub(crate) fn to_seal(&self, now: u32) -> Timed<&T> {
        Timed(match &self.0 {
            Phase::Empty => None,
            Phase::Fresh(value) => Some((value, now)),
            Phase::SetAt(value, set, _) => Some((value, *set)),
        })
    }

    pub(crate) fn from_seal(sealed: Timed<T>, now: u64, lifetime: Duration) -> Self {
        let lives =
            |set: u32| now < u64::from(set).saturating_add(lifetime.as_secs()) && !is_in_future(set, now);
        match sealed.0 {
            Some((value, set)) if lives(set) => {
                let lifetime = u32::try_from(lifetime.as_secs()).unwrap_or(u32::MAX);
                Self(Phase::SetAt(value, set, lifetime))
            }
            _ => Self::default(),
        }
    }
}

impl<T> Default for Expiring<T> {
    fn default() -> Self {
        Self(Phase::Empty)
    }
}

impl<T: fmt::Debug> fmt::Debug for Expiring<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expiring").field(&self.get()).finish()
    }
}

/// Refuses a value that would outlive its session.
///
/// # Panics
///
/// If the lifetime is longer than the timeout.
#[track_caller]
pub const fn assert_within_timeout(lifetime: Duration, absolute_timeout: Duration) {
    assert!(
        lifetime.as_secs() <= absolute_timeout.as_secs(),
        "`lifetime` is longer than `absolute_timeout`, which ends the session and the value with it"
    );
}
