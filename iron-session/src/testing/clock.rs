//! [`Clock`]: a time that tests move.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::times::system_clock_or_1970;

/// A clock that stands still until it is moved. Clones are the same clock.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use iron_session::testing::{self, Clock};
/// use iron_session::{IronSession, Keyring, Rejection, SessionManager};
///
/// #[derive(IronSession)]
/// #[iron(cookie = "visit", max_age = "1h")]
/// struct Visit {
///     count: u32,
/// }
///
/// let clock = Clock::at(1_800_000_000);
/// let sessions = SessionManager::<Visit>::new(Keyring::for_tests()).clock(clock.reader());
/// let cookie = testing::cookie(&sessions, |visit| visit.set_count(7));
///
/// clock.advance(Duration::from_secs(3599));
/// assert_eq!(sessions.load_bytes([cookie.as_bytes()], None).count(), 7);
/// clock.advance(Duration::from_secs(1));
/// let over = sessions.load_bytes([cookie.as_bytes()], None);
/// assert_eq!((over.count(), over.meta().rejection()), (0, Some(Rejection::Expired)));
/// ```
#[derive(Clone)]
pub struct Clock(Arc<Mutex<SystemTime>>);

impl Clock {
    /// A clock that stands at the present moment, or at the beginning of 1970 on a target without a clock.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::SystemTime;
    /// # use iron_session::testing::Clock;
    /// assert!(Clock::new().now() <= SystemTime::now());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(system_clock_or_1970())))
    }

    /// A clock that stands at this second since 1970.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, UNIX_EPOCH};
    /// # use iron_session::testing::Clock;
    /// assert_eq!(Clock::at(60).now(), UNIX_EPOCH + Duration::from_secs(60));
    /// ```
    #[must_use]
    pub fn at(secs: u64) -> Self {
        Self(Arc::new(Mutex::new(UNIX_EPOCH + Duration::from_secs(secs))))
    }

    /// The moment at which the clock stands.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::Clock;
    /// let clock = Clock::at(60);
    /// assert_eq!(clock.now(), clock.now());
    /// ```
    #[must_use]
    pub fn now(&self) -> SystemTime {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves the clock on.
    ///
    /// # Panics
    ///
    /// If no [`SystemTime`] is that late.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::testing::Clock;
    /// let clock = Clock::at(60);
    /// clock.clone().advance(Duration::from_secs(5));
    /// assert_eq!(clock.now(), Clock::at(65).now());
    /// ```
    pub fn advance(&self, by: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }

    /// Puts the clock to a moment, which may be an earlier one.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::UNIX_EPOCH;
    /// # use iron_session::testing::Clock;
    /// let clock = Clock::at(60);
    /// clock.set(UNIX_EPOCH);
    /// assert_eq!(clock.now(), UNIX_EPOCH);
    /// ```
    pub fn set(&self, moment: SystemTime) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = moment;
    }

    /// What reads this clock: for [`SessionManager::clock`](crate::SessionManager::clock) and
    /// [`Jar::clock`](super::Jar::clock).
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::testing::{Clock, Jar};
    /// let clock = Clock::at(60);
    /// let jar = Jar::new().clock(clock.reader());
    /// # drop(jar);
    /// ```
    pub fn reader(&self) -> impl Fn() -> SystemTime + Clone + Send + Sync + use<> {
        let clock = self.clone();
        move || clock.now()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clock").field(&self.now()).finish()
    }
}
