//! [`KeyringUsage`]: how often each key of a keyring opened, in this process.

use std::fmt;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::SystemTime;

use super::role::KeyRole;
use super::short_tag::ShortTag;
use crate::times::system_time;

/// How often one key opened. All threads write it, so it has a cache line of its own: the key beside it is
/// only read.
#[derive(Default)]
#[repr(align(64))]
pub(crate) struct Opened {
    count: AtomicUsize,
    /// Seconds since 1970; zero if the key never opened.
    last: AtomicU32,
    /// The rest of the line, in zeros: room that belongs to no member would keep what was on the stack
    /// before, such as a part of a key.
    _rest: [u32; REST],
}

const REST: usize = (64 - size_of::<AtomicUsize>() - size_of::<AtomicU32>()) / size_of::<u32>();

impl Opened {
    /// Counts a seal that opened at the moment `now`, in seconds since 1970.
    #[inline]
    pub(crate) fn add(&self, now: u64) {
        self.count.fetch_add(1, Ordering::Relaxed);
        // Of two threads at once, either may write last; the error is as long as a thread was held up between
        // reading the clock and this line. `fetch_max` would be a loop that all cores wait for.
        self.last.store(u32::try_from(now).unwrap_or(u32::MAX), Ordering::Relaxed);
    }

    pub(super) fn of(&self, tag: ShortTag, role: KeyRole) -> KeyUsage {
        let last = Some(self.last.load(Ordering::Relaxed)).filter(|last| *last > 0);
        let opened = self.count.load(Ordering::Relaxed) as u64;
        KeyUsage { tag, role, opened, last_opened: last.map(system_time) }
    }
}

/// How often each key of a keyring opened, in this process: one [`KeyUsage`] for each, the current first.
///
/// [`Keyring::usage`](crate::Keyring::usage) gives it. `Display` has a line for each key.
///
/// # Examples
///
/// ```
/// # use iron_session::{IronSession, Keyring};
/// use iron_session::KeyRole;
///
/// # #[derive(IronSession)]
/// # struct Visit {
/// #     count: u32,
/// # }
/// #
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let key = |first| std::array::from_fn(|n| (n * n * 7 + n * 31 + first) as u8);
/// # let [old, new] = &[200, 100].map(key);
/// let keys = Keyring::builder().key(new).previous_key(old).build()?;
/// # let mut session = Visit::load(&http::HeaderMap::new(), &Keyring::from_key(old)?);
/// # session.set_count(1);
/// # let cookie: String = session.set_cookies()?.into_iter().collect();
/// # let request = http::Request::get("/").header("cookie", cookie).body(())?;
/// // The request has a cookie that was sealed under the old key.
/// let _session = Visit::load(&request, &keys);
///
/// let usage = keys.usage();
/// let previous = usage.iter().find(|key| key.role == KeyRole::Previous).ok_or("the old key")?;
/// assert_eq!(previous.opened, 1); // somebody still needs it
/// assert!(usage.to_string().contains("previous: opened 1, last at "));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct KeyringUsage(Box<[KeyUsage]>);

/// How often one key opened, in this process.
///
/// # Examples
///
/// ```
/// use iron_session::Keyring;
///
/// let keys = Keyring::generate()?;
/// let usage = keys.usage();
/// let current = usage.iter().next().expect("the key that seals");
/// assert_eq!((current.opened, current.last_opened), (0, None));
/// # Ok::<(), iron_session::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeyUsage {
    /// Which key.
    pub tag: ShortTag,
    /// What it is there for at the moment of [`usage`](crate::Keyring::usage).
    pub role: KeyRole,
    /// How many seals it opened that were authentic and held in time. One request may open several.
    pub opened: u64,
    /// When it last opened one, by the clock of the manager. None if it never did.
    pub last_opened: Option<SystemTime>,
}

impl KeyringUsage {
    pub(super) fn new(mut keys: Box<[KeyUsage]>) -> Self {
        // After the moment of `seal_from`, the current key is not the one that the builder got first.
        keys.sort_by_key(|key| key.role != KeyRole::Current);
        Self(keys)
    }

    /// The keys, the current one first.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::Keyring;
    ///
    /// assert_eq!(Keyring::generate()?.usage().iter().count(), 1);
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, KeyUsage> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a KeyringUsage {
    type Item = &'a KeyUsage;
    type IntoIter = std::slice::Iter<'a, KeyUsage>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for KeyringUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, key) in self.iter().enumerate() {
            let line_end = if number > 0 { "\n" } else { "" };
            write!(f, "{line_end}{key}")?;
        }
        Ok(())
    }
}

/// Moments are in seconds since 1970.
impl fmt::Display for KeyUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.. {}: opened {}", self.tag, self.role, self.opened)?;
        let since = |last: SystemTime| last.duration_since(SystemTime::UNIX_EPOCH).ok();
        match self.last_opened.and_then(since) {
            Some(since) => write!(f, ", last at {}", since.as_secs()),
            None => Ok(()),
        }
    }
}
