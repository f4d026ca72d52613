//! Keyrings of one secret, and of those that the environment holds.

use zeroize::Zeroizing;

use super::builder::KeyringBuilder;
use super::key::KEY_BYTES;
use super::keys::Keyring;
use crate::error::Error;
use crate::random;

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
}
