//! [`Keyring`]: passwords and keys in; keys that seal, or only open, out.

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "fe26")]
use super::fe26::Fe26Keys;
use super::key::{Key, KeyTag};
use crate::error::Error;

/// The keys of an application: one that seals, and others that only open.
///
/// Building one runs Argon2id once for each password, which takes tens of milliseconds and 46 MiB of memory; do it once,
/// at start, and clone it freely: a clone is a counted pointer. A set-up mistake fails here, never in a request.
///
/// A debug build of `argon2` is some twenty times slower; give it `opt-level = 3` under
/// `[profile.dev.package.argon2]` and `[profile.dev.package.blake2]`.
///
/// ```no_run
/// use iron_session::Keyring;
///
/// let keys = Keyring::from_env("IRON_SESSION_PASSWORD")?;
/// # Ok::<(), iron_session::Error>(())
/// ```
#[derive(Clone)]
pub struct Keyring(pub(super) Arc<Keys>);

pub(super) struct Keys {
    pub(super) native: Box<[Entry]>,
    #[cfg(feature = "fe26")]
    pub(super) fe26: Fe26Keys,
}

pub(super) struct Entry {
    pub(super) key: Key,
    pub(super) role: Role,
}

/// What a key is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Seals and opens; the first entry of every keyring, and only that one.
    Current,
    /// Opens, so that nodes which already seal with it are understood.
    Next,
    /// Opens, and what it opened is sealed anew.
    Previous,
}

impl Keyring {
    /// The native key that seals; none if the keyring has Fe26.2 passwords only.
    pub(crate) fn sealing(&self) -> Result<&Key, Error> {
        match self.0.native.first() {
            Some(entry) => Ok(&entry.key),
            None => Err(Error::SealingKeys { count: 0 }),
        }
    }

    /// The Fe26.2 passwords.
    #[cfg(feature = "fe26")]
    pub(crate) fn fe26(&self) -> &Fe26Keys {
        &self.0.fe26
    }

    /// The key that bears `tag`. The tag commits to the key, so at most one does.
    pub(crate) fn find(&self, tag: &KeyTag) -> Option<(&Key, Role)> {
        self.0.native.iter().find(|entry| entry.key.tag() == tag).map(|entry| (&entry.key, entry.role))
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.0.native.iter().map(|entry| {
            let start = entry.key.tag().first_chunk().copied().map_or(0, u32::from_be_bytes);
            (format!("{start:08x}.."), entry.role)
        });
        f.write_str("Keyring ")?;
        f.debug_map().entries(entries).finish()
    }
}
