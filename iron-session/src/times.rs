//! The three sealed times, the rules that move and check them, and the clock.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::config::Limits;
use crate::error::{Error, Rejection};

/// By how many seconds a server's clock may be slower than that of the server that sealed (the page
/// `seal_format`, "Opening, step by step", step 7).
const SKEW_SECS: u64 = 60;

/// Where moments come from: the system's clock, unless the application has set another one.
#[derive(Clone)]
pub(crate) struct Clock(Option<Arc<dyn Fn() -> SystemTime + Send + Sync>>);

impl Clock {
    pub(crate) const SYSTEM: Self = Self(None);

    pub(crate) fn new(clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(clock)))
    }

    #[inline]
    pub(crate) fn now(&self) -> Now {
        let moment = self.0.as_ref().map_or_else(system_clock, |clock| Some(clock()));
        moment.map_or(Now(None), Now::from_clock)
    }
}

/// The moment by the system's clock. None where the target has no clock.
///
/// In JavaScript's engines, `wasm32-unknown-unknown` has no operating system, and `SystemTime::now` panics.
/// The feature `wasm-js` asks JavaScript.
#[inline]
fn system_clock() -> Option<SystemTime> {
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    let moment = Some(SystemTime::now());
    #[cfg(all(target_family = "wasm", target_os = "unknown", feature = "wasm-js"))]
    let moment = {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
        let millis = js_sys::Date::now() as u64;
        UNIX_EPOCH.checked_add(Duration::from_millis(millis))
    };
    #[cfg(all(target_family = "wasm", target_os = "unknown", not(feature = "wasm-js")))]
    let moment = None;
    moment
}

/// As [`system_clock`], and the beginning of 1970 where there is no clock.
pub(crate) fn system_clock_or_1970() -> SystemTime {
    system_clock().unwrap_or(UNIX_EPOCH)
}

/// The moment of a request, or of a new beginning in it, as the time since 1970. It is taken when the session
/// is loaded, or begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Now(Option<Duration>);

impl Now {
    /// Reads a clock. While it stands before 1970, nothing opens and nothing is sealed.
    #[inline]
    pub(crate) fn from_clock(time: SystemTime) -> Self {
        Self(time.duration_since(UNIX_EPOCH).ok())
    }

    /// The later of both. A moment that no seal can hold never takes the place of one that a seal can hold.
    pub(crate) fn or_later(self, other: Self) -> Self {
        if other.to_seal().is_ok() { Self(self.0.max(other.0)) } else { self }
    }

    /// Seconds since 1970. A clock before 1970 counts as zero, when no real seal is valid yet.
    #[inline]
    pub(crate) fn to_open(self) -> u64 {
        self.0.map_or(0, |since| since.as_secs())
    }

    /// Milliseconds since 1970. A clock before 1970 counts as zero.
    pub(crate) fn to_open_millis(self) -> u64 {
        self.0.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }

    /// Refuses what has no moment of sealing, while the clock stands before 1970. All else is refused then
    /// because it was issued in the future.
    #[cfg(feature = "fe26")]
    pub(crate) fn check_for_opening(self) -> Result<(), Rejection> {
        self.0.map(drop).ok_or(Rejection::NotYetValid)
    }

    /// Milliseconds since 1970 of a moment this much later, as Fe26.2 can seal it.
    #[cfg(feature = "fe26")]
    pub(crate) fn end_ms(self, length: Duration) -> Result<u64, Error> {
        let end = self.0.and_then(|since| since.checked_add(length)).ok_or(Error::Clock)?;
        u64::try_from(end.as_millis()).map_err(|_| Error::Clock)
    }

    /// Whether this is at least a second after another moment. A clock that was set back tells nothing.
    pub(crate) fn is_a_second_after(self, other: Self) -> bool {
        let (Some(now), Some(then)) = (self.0, other.0) else { return false };
        now.saturating_sub(then) >= Duration::from_secs(1)
    }

    /// Seconds since 1970, as a seal can hold them.
    #[inline]
    pub(crate) fn to_seal(self) -> Result<u32, Error> {
        match self.0.map(|since| u32::try_from(since.as_secs())) {
            Some(Ok(secs)) => Ok(secs),
            _ => Err(Error::Clock),
        }
    }
}

/// When a session began, when its current lifetime began, and when that ends: seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Times {
    pub(crate) created: u32,
    pub(crate) issued: u32,
    pub(crate) expires: u32,
}

impl Times {
    /// The times of a session that begins now, with lifetimes of `length` seconds.
    #[inline]
    pub(crate) fn begin(now: u32, length: u32, limits: Limits) -> Result<Self, Error> {
        Self::end(now, now, length, limits)
    }

    /// The times after a change of data or a refresh: the beginning stays, and a lifetime of `length` seconds
    /// starts.
    #[inline]
    pub(crate) fn extend(self, now: u32, length: u32, limits: Limits) -> Result<Self, Error> {
        // A server whose clock is slow must not write what it would refuse itself.
        let issued = now.max(self.created);
        Self::end(self.created, issued, length, limits)
    }

    /// From the beginning of the current lifetime to its sealed end, in seconds. The absolute timeout may
    /// have cut it short.
    pub(crate) fn length(self) -> u32 {
        self.expires.saturating_sub(self.issued)
    }

    #[inline]
    #[expect(clippy::arithmetic_side_effects, reason = "the sum of two `u32` fits into a `u64`")]
    fn end(created: u32, issued: u32, length: u32, limits: Limits) -> Result<Self, Error> {
        let idle = u64::from(issued) + u64::from(length.min(limits.max_age));
        let expires = match limits.absolute_timeout {
            Some(timeout) => idle.min(u64::from(created) + u64::from(timeout)),
            None => idle,
        };
        let expires = u32::try_from(expires).map_err(|_| Error::Clock)?;
        let times = Self { created, issued, expires };
        if times.ordered() { Ok(times) } else { Err(Error::Lifetime) }
    }

    /// Whether the times are in the order that every correct seal has.
    pub(crate) fn ordered(self) -> bool {
        self.created <= self.issued && self.issued < self.expires
    }

    /// Whether the seal itself says that it is valid now: step 7 and the first half of step 8 of the page
    /// `seal_format`, "Opening, step by step".
    pub(crate) fn hold(self, now: u64) -> Result<(), Rejection> {
        if is_in_future(self.issued, now) {
            return Err(Rejection::NotYetValid);
        }
        if now >= u64::from(self.expires) {
            return Err(Rejection::Expired);
        }
        Ok(())
    }

    /// Whether today's configuration also says that it is valid now: the second half of step 8.
    #[inline]
    pub(crate) fn within(self, now: u64, limits: Limits) -> Result<(), Rejection> {
        if now < u64::from(self.effective_end(limits)) { Ok(()) } else { Err(Rejection::Expired) }
    }

    /// When the session ends if nothing more is written: by its seal, or earlier by today's configuration.
    #[inline]
    pub(crate) fn effective_end(self, limits: Limits) -> u32 {
        let idle_end = self.issued.saturating_add(limits.max_age);
        let absolute_end =
            limits.absolute_timeout.map_or(u32::MAX, |timeout| self.created.saturating_add(timeout));
        self.expires.min(idle_end).min(absolute_end)
    }
}

/// Whole seconds since 1970, rounded down; zero before that.
pub(crate) fn whole_seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Whether a sealed moment is further in the future than the clocks of two servers may differ.
pub(crate) fn is_in_future(moment: u32, now: u64) -> bool {
    u64::from(moment) > now.saturating_add(SKEW_SECS)
}

/// A sealed second as a moment of the standard library.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "a `SystemTime` holds all moments of a `u32` on every platform: they end in the year 2106"
)]
pub(crate) fn system_time(secs: u32) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(u64::from(secs))
}
