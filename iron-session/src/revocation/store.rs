//! [`RevocationStore`]: what keeps revocations for several servers.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::fact::{Fact, SubjectHash};
use crate::error::StoreError;
use crate::seal::text_of;

/// What a [`RevocationStore`] gives: a result that may take a while.
pub type StoreFuture<'a, V> = Pin<Box<dyn Future<Output = Result<V, StoreError>> + Send + 'a>>;

/// What keeps revocations for several servers: numbers by keys, each until it is forgotten.
///
/// `Revocations::redis` of the feature `redis` has one for Redis and Valkey. Implement the trait for another
/// database, and make [`Revocations`](crate::Revocations) of it by [`new`](crate::Revocations::new).
///
/// A method answers within a time limit of its own, such as 250 milliseconds, and connects again by itself.
/// What it has acknowledged is not lost: an entry that disappears before its time makes an ended session
/// valid again. All numbers are below 2^53.
///
/// # Examples
///
/// A store for one process, such as a test:
///
/// ```
/// use std::collections::HashMap;
/// use std::sync::Mutex;
/// use std::time::Duration;
/// use iron_session::{IronSession, Outage, RevocationStore, Revocations, StoreFuture, StoreKey};
///
/// #[derive(Default)]
/// struct Numbers(Mutex<HashMap<String, u64>>);
///
/// impl Numbers {
///     /// What `change` makes of a number, stored at once.
///     fn update(&self, key: &StoreKey, change: impl FnOnce(Option<u64>) -> u64) -> Option<u64> {
///         let mut numbers = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
///         let new = change(numbers.get(&key.to_string()).copied());
///         numbers.insert(key.to_string(), new)
///     }
/// }
///
/// impl RevocationStore for Numbers {
///     fn read<'a>(&'a self, keys: &'a [StoreKey]) -> StoreFuture<'a, Vec<Option<u64>>> {
///         let numbers = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
///         let found = keys.iter().map(|key| numbers.get(&key.to_string()).copied()).collect();
///         Box::pin(async { Ok(found) })
///     }
///
///     fn write<'a>(&'a self, key: &'a StoreKey, number: u64, _: Duration) -> StoreFuture<'a, ()> {
///         self.update(key, |_| number);
///         Box::pin(async { Ok(()) })
///     }
///
///     fn raise<'a>(&'a self, key: &'a StoreKey, at_least: u64, _: Duration) -> StoreFuture<'a, u64> {
///         let raised = move |known: Option<u64>| known.map_or(0, |known| known + 1).max(at_least);
///         let before = self.update(key, raised);
///         Box::pin(async move { Ok(raised(before)) })
///     }
///
///     fn insert<'a>(&'a self, key: &'a StoreKey, _: Duration) -> StoreFuture<'a, bool> {
///         let before = self.update(key, |_| 1);
///         Box::pin(async move { Ok(before.is_none()) })
///     }
/// }
///
/// # #[derive(IronSession)]
/// # #[iron(id, subject = user)]
/// # struct SessionData { user: Option<u64> }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let keep_for = Duration::from_secs(90 * 86_400);
/// let revocations = Revocations::<SessionData>::new(Numbers::default(), Outage::Refuse, keep_for);
/// revocations.end_all(&7).await?;
/// # Ok(())
/// # }
/// ```
pub trait RevocationStore: Send + Sync + 'static {
    /// The numbers of the keys, in their order, by one question to the database.
    ///
    /// # Errors
    ///
    /// If the database did not answer in time.
    fn read<'a>(&'a self, keys: &'a [StoreKey]) -> StoreFuture<'a, Vec<Option<u64>>>;

    /// Stores a number for `keep_for`, in place of an earlier one.
    ///
    /// # Errors
    ///
    /// If the database did not acknowledge it in time.
    fn write<'a>(&'a self, key: &'a StoreKey, number: u64, keep_for: Duration) -> StoreFuture<'a, ()>;

    /// Raises a number, keeps it for `keep_for` from now, and gives it back: to `at_least`, and to at least
    /// one more than it is. It is one step, also if several servers do it at once.
    ///
    /// The number is a moment in milliseconds since 1970, and `at_least` is that of this server's clock, one
    /// minute ahead. A database that has a clock takes the later one of `at_least` and of its own clock, one
    /// minute ahead too.
    ///
    /// # Errors
    ///
    /// If the database did not acknowledge it in time.
    fn raise<'a>(&'a self, key: &'a StoreKey, at_least: u64, keep_for: Duration) -> StoreFuture<'a, u64>;

    /// Stores any number for `keep_for` if there is none, and tells whether there was none. It is one step,
    /// also if several servers do it at once: one of them is told that there was none.
    ///
    /// # Errors
    ///
    /// If the database did not acknowledge it in time.
    fn insert<'a>(&'a self, key: &'a StoreKey, keep_for: Duration) -> StoreFuture<'a, bool>;

    /// The texts of a list that are not forgotten yet, each with its name.
    ///
    /// The default is an error. A store that implements it can keep lists of
    /// [devices](crate::Revocations::devices).
    ///
    /// # Errors
    ///
    /// If the database did not answer in time.
    fn list<'a>(&'a self, list: &'a StoreKey) -> StoreFuture<'a, Vec<(String, String)>> {
        let _ = list;
        Box::pin(async { Err(StoreError::no_devices()) })
    }

    /// Adds a text to a list for `keep_for`, in place of an earlier one of the same name.
    ///
    /// # Errors
    ///
    /// If the database did not acknowledge it in time. The default is an error.
    fn add<'a>(
        &'a self,
        list: &'a StoreKey,
        name: &'a str,
        text: &'a str,
        keep_for: Duration,
    ) -> StoreFuture<'a, ()> {
        let _ = (list, name, text, keep_for);
        Box::pin(async { Err(StoreError::no_devices()) })
    }

    /// Removes a text from a list, if it is there.
    ///
    /// # Errors
    ///
    /// If the database did not acknowledge it in time. The default is an error.
    fn remove<'a>(&'a self, list: &'a StoreKey, name: &'a str) -> StoreFuture<'a, ()> {
        let _ = (list, name);
        Box::pin(async { Err(StoreError::no_devices()) })
    }

    /// What the operator is to be told once, if there is something.
    ///
    /// It is asked after each [`read`](Self::read), so it should not wait.
    fn take_notice(&self) -> Option<StoreNotice> {
        None
    }
}

/// What the operator is told of a store of revocations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreNotice {
    /// The store has lost what it had. Sessions that were ended may be valid again.
    Lost,
    /// The store does not tell whether it may drop entries when its memory is full.
    EvictionUnknown,
}

/// The key of a number, or of a list, in a [`RevocationStore`]. `Display` shows it as text.
///
/// The text has only letters, digits, `-`, `_`, `:` and what the [group](crate::Revocations::group) has. It
/// holds no subject in plain: of subjects it has the SHA-256.
#[derive(Clone, Debug)]
pub struct StoreKey {
    group: Arc<str>,
    entry: Entry,
}

#[derive(Clone, Copy, Debug)]
enum Entry {
    Fact(Fact),
    Devices(SubjectHash),
}

impl StoreKey {
    pub(super) fn of_fact(group: &Arc<str>, fact: Fact) -> Self {
        Self { group: Arc::clone(group), entry: Entry::Fact(fact) }
    }

    pub(super) fn of_devices(group: &Arc<str>, subject: SubjectHash) -> Self {
        Self { group: Arc::clone(group), entry: Entry::Devices(subject) }
    }

    pub(super) fn fact(&self) -> Option<Fact> {
        if let Entry::Fact(fact) = self.entry { Some(fact) } else { None }
    }

    pub(super) fn devices_of(&self) -> Option<SubjectHash> {
        if let Entry::Devices(subject) = self.entry { Some(subject) } else { None }
    }
}

impl fmt::Display for StoreKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let group = &self.group;
        match &self.entry {
            // A token is no session: whichever revocations are asked, it was opened before.
            Entry::Fact(fact @ Fact::Opened(_)) => write!(f, "iron-session:{fact}"),
            Entry::Fact(fact) => write!(f, "iron-session:{group}:{fact}"),
            Entry::Devices(subject) => write!(f, "iron-session:{group}:devices:{}", text_of(subject)),
        }
    }
}
