//! [`Expiring`]: a field that ends before its session does.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A value with a deadline of its own inside a session, such as the mark of a recent password check.
///
/// The field declares how long a value lives: `#[iron(lifetime = "10m")]`. It never reads a clock: a value that was set
/// in this request gets its deadline when the session is sealed, and an overdue one is dropped when the session is
/// loaded; so within one request it does not change.
///
/// ```
/// use iron_session::{Expiring, IronSession, Keyring};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     #[iron(lifetime = "10m")]
///     sudo: Expiring<u64>,
/// }
///
/// # fn main() -> Result<(), iron_session::Error> {
/// let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// assert_eq!(session.sudo(), None);
/// session.set_sudo(7);
/// assert_eq!(session.sudo(), Some(&7));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Expiring<T>(Phase<T>);

#[derive(Clone, PartialEq, Eq)]
enum Phase<T> {
    Empty,
    /// Set in this request; the deadline follows when it is sealed.
    Fresh(T),
    /// Valid until a second since 1970.
    Until(T, u32),
}

/// What is sealed: the value and its deadline in seconds since 1970, or nothing.
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
    /// Sets the value; its time begins when the session is saved.
    pub fn set(&mut self, value: T) {
        self.0 = Phase::Fresh(value);
    }

    /// The value, unless it was overdue when the session was loaded.
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        match &self.0 {
            Phase::Empty => None,
            Phase::Fresh(value) | Phase::Until(value, _) => Some(value),
        }
    }

    /// Removes the value.
    pub fn clear(&mut self) {
        self.0 = Phase::Empty;
    }

    /// Removes the value and returns it.
    pub fn take(&mut self) -> Option<T> {
        match std::mem::take(self).0 {
            Phase::Empty => None,
            Phase::Fresh(value) | Phase::Until(value, _) => Some(value),
        }
    }

    pub(crate) fn to_seal(&self, deadline_if_fresh: u32) -> Timed<&T> {
        Timed(match &self.0 {
            Phase::Empty => None,
            Phase::Fresh(value) => Some((value, deadline_if_fresh)),
            Phase::Until(value, deadline) => Some((value, *deadline)),
        })
    }

    pub(crate) fn from_seal(sealed: Timed<T>, now: u64, lifetime: Duration) -> Self {
        let latest = now.saturating_add(lifetime.as_secs());
        match sealed.0 {
            Some((value, deadline)) if now < u64::from(deadline) => {
                let deadline = u32::try_from(latest).map_or(deadline, |latest| deadline.min(latest));
                Self(Phase::Until(value, deadline))
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
