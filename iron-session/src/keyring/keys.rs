//! [`Keyring`]: passwords and keys in; keys that seal, or only open, out.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::builder::KeyringBuilder;
#[cfg(feature = "fe26")]
use super::fe26::Fe26Keys;
use super::key::{KEY_BYTES, Key, KeyTag};
use crate::error::Error;
use crate::random;

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
    /// A keyring of one password: at least 32 bytes, 8 of them different, best generated.
    ///
    /// Passwords are taken byte for byte: composed and decomposed accents are different keys.
    ///
    /// # Errors
    ///
    /// [`Error::WeakSecret`] for a password that is short, repetitive, published, or begins or ends with white space.
    pub fn from_password(password: &str) -> Result<Self, Error> {
        Self::builder().password(password).build()
    }

    /// The keyring that the environment describes.
    ///
    /// `name` seals; `name_NEXT` opens but never seals; `name_PREVIOUS` and `name_PREVIOUS_2` to `name_PREVIOUS_9` open,
    /// and what they opened is sealed anew at the next response. Each holds one secret: a password, or `key:` and the
    /// base64url of 32 random bytes. An empty variable counts as unset.
    ///
    /// To rotate without logging anyone out, add the new secret as `_NEXT` on every node; then move it to `name` and the
    /// old one to `_PREVIOUS`; drop that after `max_age`. A secret that has leaked is removed at once, never kept as previous.
    ///
    /// # Errors
    ///
    /// [`Error::SecretMissing`] if `name` is unset; [`Error::WeakSecret`], [`Error::SecretNotUnicode`] and
    /// [`Error::DuplicateKey`] name the variable at fault.
    pub fn from_env(name: &str) -> Result<Self, Error> {
        Self::builder().env(name).build()
    }

    /// A keyring of one key: 32 bytes from a random source.
    ///
    /// # Errors
    ///
    /// [`Error::WeakSecret`] for bytes that cannot be random, such as all zeros.
    pub fn from_key(key: &[u8; KEY_BYTES]) -> Result<Self, Error> {
        Self::builder().key(key).build()
    }

    /// A keyring of one new random key, for tests and demonstrations: what it seals is lost with the process.
    ///
    /// # Errors
    ///
    /// [`Error::Random`] if the operating system gives no random bytes.
    pub fn generate() -> Result<Self, Error> {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        random::system(key.as_mut_slice())?;
        Self::from_key(&key)
    }

    /// Starts a keyring of several keys, or one with a context.
    #[must_use]
    pub fn builder() -> KeyringBuilder {
        KeyringBuilder::default()
    }

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
