//! [`Keyring`]: the keys of an application, and which of them seals.

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "fe26")]
use super::fe26::Fe26Keys;
use super::key::{Key, KeyTag};
use super::role::KeyRole;
use super::short_tag::ShortTag;
use crate::error::Error;

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
    #[cfg(feature = "fe26")]
    pub(super) fe26: Fe26Keys,
}

pub(super) struct Entry {
    pub(super) key: Key,
    /// The first entry of a keyring is the current one, and no other is.
    pub(super) role: KeyRole,
}

impl Keyring {
    /// The native key that seals. It is an error if the keyring has Fe26.2 passwords only.
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

    /// The key with this tag. The tag commits to the key, so at most one has it.
    pub(crate) fn find(&self, tag: &KeyTag) -> Option<(&Key, KeyRole)> {
        self.0.native.iter().find(|entry| entry.key.tag() == tag).map(|entry| (&entry.key, entry.role))
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.0.native.iter().map(|entry| (ShortTag::from(entry.key.tag()), entry.role));
        f.write_str("Keyring ")?;
        f.debug_map().entries(entries).finish()
    }
}
