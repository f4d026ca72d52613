//! [`Keyring`]: the keys of an application, and which of them seals.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

#[cfg(feature = "fe26")]
use super::fe26::Fe26Keys;
use super::key::{Key, KeyTag};
use super::revoked::RevokedTag;
use super::role::KeyRole;
use super::short_tag::ShortTag;
use super::turn::Turn;
use super::usage::{KeyringUsage, Opened};
use crate::error::{Error, Rejection};
use crate::times::{system_clock_or_1970, whole_seconds};

/// The keys of an application: one that seals, and others that only open.
///
/// Building a keyring runs Argon2id once for each password, which takes tens of milliseconds and 46 MiB of
/// memory. Do it once, at start. A clone is cheap: it is a counted pointer. A mistake in the secrets is an
/// error here, never in a request.
///
/// In a debug build `argon2` is about twenty times slower. Give it `opt-level = 3` under
/// `[profile.dev.package.argon2]` and `[profile.dev.package.blake2]`.
///
/// `Debug` shows the first bytes of each key tag and no secret.
///
/// # Examples
///
/// ```
/// use iron_session::{IronSession, Keyring};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     visits: u32,
/// }
///
/// # fn main() -> Result<(), iron_session::Error> {
/// let keys = Keyring::generate()?; // in production: Keyring::from_env("IRON_SESSION_PASSWORD")?
/// let for_another_thread = keys.clone();
/// let session = SessionData::load(&http::HeaderMap::new(), &for_another_thread);
/// assert_eq!(session.visits(), 0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Keyring(pub(super) Arc<Keys>);

pub(super) struct Keys {
    pub(super) native: Box<[Entry]>,
    /// When another key begins to seal, if one does.
    pub(super) turn: Option<Turn>,
    pub(super) revoked: Box<[RevokedTag]>,
    #[cfg(feature = "fe26")]
    pub(super) fe26: Fe26Keys,
}

pub(crate) struct Entry {
    pub(crate) key: Key,
    /// What the key is there for before the turn. The first entry is the current one, and no other is.
    pub(super) role: KeyRole,
    /// How often it opened.
    pub(crate) opened: Opened,
    /// What is left of the last line, in zeros, as in [`Opened`].
    _rest: [u8; REST],
}

const NAMED: usize = size_of::<Key>() + size_of::<KeyRole>();
const REST: usize = NAMED.next_multiple_of(align_of::<Opened>()) - NAMED;

const _: () =
    assert!(size_of::<Entry>() == NAMED + REST + size_of::<Opened>(), "an entry has room of no member");

impl Entry {
    pub(super) fn new(key: Key, role: KeyRole) -> Self {
        Self { key, role, opened: Opened::default(), _rest: [0; REST] }
    }
}

impl Keyring {
    /// How often each native key opened, and when last, in this process.
    ///
    /// It answers whether a previous key can be deleted: not as long as it opens. What it sealed may come
    /// back until the last server has not sealed with it for the longest `max_age` of all session and token
    /// types under this keyring. A process that has just started knows nothing yet. With the feature
    /// `metrics`, the counter `iron_session_opened_total` counts the loads of sessions, by key and role.
    ///
    /// The roles are those of this moment by the system's clock; [`usage_at`](Self::usage_at) takes another.
    /// Where the target has no clock, the moment is 1970.
    /// All clones of a keyring count together. A token counts like a cookie, and each cookie of a load that
    /// opens is counted.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::Keyring;
    ///
    /// # let key = &std::array::from_fn(|n| (n * n * 7 + n * 31 + 200) as u8);
    /// let keys = Keyring::from_key(key)?;
    /// let usage = keys.usage().to_string(); // such as `3ba32db5.. current: opened 0`
    /// assert!(usage.ends_with(".. current: opened 0"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn usage(&self) -> KeyringUsage {
        self.usage_at(system_clock_or_1970())
    }

    /// As [`usage`](Self::usage), with the roles of the moment `now` in place of the system clock's. After
    /// the moment of [`seal_from`](crate::KeyringBuilder::seal_from), the key that sealed before is a
    /// previous one.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// use iron_session::{KeyRole, Keyring};
    ///
    /// # let key = |first| std::array::from_fn(|n| (n * n * 7 + n * 31 + first) as u8);
    /// # let [old, new] = &[200, 100].map(key);
    /// let moment = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    /// let keys = Keyring::builder().key(old).next_key(new).seal_from(moment).build()?;
    ///
    /// let roles = |now| keys.usage_at(now).iter().map(|key| key.role).collect::<Vec<_>>();
    /// assert_eq!(roles(moment - Duration::from_secs(1)), [KeyRole::Current, KeyRole::Next]);
    /// assert_eq!(roles(moment), [KeyRole::Current, KeyRole::Previous]);
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn usage_at(&self, now: SystemTime) -> KeyringUsage {
        let now = whole_seconds(now);
        let of = |entry: &Entry| entry.opened.of(entry.key.tag().into(), self.role(entry, now));
        KeyringUsage::new(self.0.native.iter().map(of).collect())
    }

    /// The native key that seals at the moment `now`, in seconds since 1970. It is an error if the keyring
    /// has Fe26.2 passwords only.
    #[inline]
    pub(crate) fn sealing(&self, now: u64) -> Result<&Key, Error> {
        let number = match &self.0.turn {
            Some(turn) if now >= turn.from => turn.to,
            _ => 0,
        };
        match self.0.native.get(number) {
            Some(entry) => Ok(&entry.key),
            None => Err(Error::SealingKeys { count: 0 }),
        }
    }

    /// The Fe26.2 passwords.
    #[cfg(feature = "fe26")]
    pub(crate) fn fe26(&self) -> &Fe26Keys {
        &self.0.fe26
    }

    /// The key with this tag. The tag commits to the key, so at most one has it.
    #[inline]
    pub(crate) fn find(&self, tag: &KeyTag) -> Result<&Entry, Rejection> {
        self.0.native.iter().find(|entry| entry.key.tag() == tag).ok_or_else(|| self.why_missing(tag))
    }

    #[cold]
    fn why_missing(&self, tag: &KeyTag) -> Rejection {
        let is_revoked = self.0.revoked.iter().any(|revoked| revoked.is_of(tag));
        if is_revoked { Rejection::RevokedKey } else { Rejection::UnknownKey }
    }

    /// What a key is there for at the moment `now`, in seconds since 1970.
    #[inline]
    pub(crate) fn role(&self, entry: &Entry, now: u64) -> KeyRole {
        match &self.0.turn {
            Some(turn) if now >= turn.from => Turn::role_after(entry.role),
            _ => entry.role,
        }
    }
}

/// What `Debug` shows of a key: its role, and the moment from which a next key seals, in seconds since 1970.
struct Shown(KeyRole, Option<u64>);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self(KeyRole::Next, Some(from)) => f.debug_struct("Next").field("from", from).finish(),
            Self(role, _) => role.fmt(f),
        }
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from = self.0.turn.map(|turn| turn.from);
        let shown = |entry: &Entry| (ShortTag::from(entry.key.tag()), Shown(entry.role, from));
        let entries = self.0.native.iter().map(shown);
        f.write_str("Keyring ")?;
        f.debug_map().entries(entries).finish()
    }
}
