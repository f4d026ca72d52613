//! [`Keyring`]: passwords and keys in; keys that seal, or only open, out.

use std::env::{self, VarError};
use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::error::{Error, Weakness};
use crate::random;
use crate::seal::keys::{KEY_BYTES, Key};
use crate::secret::Secret;

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
pub struct Keyring(Arc<[Entry]>);

struct Entry {
    key: Key,
    role: Role,
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

    /// The key that seals.
    pub(crate) fn sealing(&self) -> &Key {
        &self.0[0].key
    }

    /// The key that bears `tag`. The tag commits to the key, so at most one does.
    pub(crate) fn find(&self, tag: &[u8]) -> Option<(&Key, Role)> {
        self.0.iter().find(|entry| entry.key.tag() == tag).map(|entry| (&entry.key, entry.role))
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entries = self.0.iter().map(|entry| {
            let start = entry.key.tag().first_chunk().copied().map_or(0, u32::from_be_bytes);
            (format!("{start:08x}.."), entry.role)
        });
        f.write_str("Keyring ")?;
        f.debug_map().entries(entries).finish()
    }
}

/// Builds a [`Keyring`] of several keys, or one with a context.
///
/// ```no_run
/// use iron_session::Keyring;
///
/// let keys = Keyring::builder().context("shop.example/prod").env("IRON_SESSION_PASSWORD").build()?;
/// # Ok::<(), iron_session::Error>(())
/// ```
#[derive(Default)]
pub struct KeyringBuilder {
    /// The context of the secrets given from here on.
    context: String,
    secrets: Vec<Given>,
    context_is_unused: bool,
}

/// A secret as it was handed in, judged only when the keyring is built.
struct Given {
    origin: String,
    role: Role,
    context: String,
    secret: Result<Secret, Error>,
}

impl KeyringBuilder {
    /// A public text that separates deployments sharing a secret, such as `shop.example/prod`: none opens what another sealed.
    ///
    /// It holds for the secrets given *after* it, so that a keyring can move from one context to another: give the
    /// same secret as a previous one behind `.context("the old one")`.
    #[must_use]
    pub fn context(mut self, context: impl Into<String>) -> Self {
        self.context = context.into();
        self.context_is_unused = true;
        self
    }

    /// The password that seals.
    #[must_use]
    pub fn password(self, password: &str) -> Self {
        self.give(Role::Current, Secret::password(password))
    }

    /// The 32-byte key that seals.
    #[must_use]
    pub fn key(self, key: &[u8; KEY_BYTES]) -> Self {
        self.give(Role::Current, Secret::raw(key))
    }

    /// A password that opens but does not seal yet, for the first step of a rotation.
    #[must_use]
    pub fn next_password(self, password: &str) -> Self {
        self.give(Role::Next, Secret::password(password))
    }

    /// A key that opens but does not seal yet.
    #[must_use]
    pub fn next_key(self, key: &[u8; KEY_BYTES]) -> Self {
        self.give(Role::Next, Secret::raw(key))
    }

    /// A password that still opens; what it opened is sealed anew.
    #[must_use]
    pub fn previous_password(self, password: &str) -> Self {
        self.give(Role::Previous, Secret::password(password))
    }

    /// A key that still opens; what it opened is sealed anew.
    #[must_use]
    pub fn previous_key(self, key: &[u8; KEY_BYTES]) -> Self {
        self.give(Role::Previous, Secret::raw(key))
    }

    /// The secrets of the environment, by the rules of [`Keyring::from_env`].
    #[must_use]
    pub fn env(mut self, name: &str) -> Self {
        match read_variable(name) {
            Some(secret) => self.push(Role::Current, tick(name), secret),
            None => {
                self.push(Role::Current, tick(name), Err(Error::SecretMissing { variable: name.to_owned() }));
            }
        }
        let others = [(Role::Next, "_NEXT".to_owned()), (Role::Previous, "_PREVIOUS".to_owned())];
        let more = (2..=9).map(|number| (Role::Previous, format!("_PREVIOUS_{number}")));
        for (role, suffix) in others.into_iter().chain(more) {
            let name = format!("{name}{suffix}");
            if let Some(secret) = read_variable(&name) {
                self.push(role, tick(&name), secret);
            }
        }
        self
    }

    /// Checks all secrets and derives their keys.
    ///
    /// # Errors
    ///
    /// The first fault in the order given: [`Error::WeakSecret`], [`Error::SecretMissing`], [`Error::SecretNotUnicode`];
    /// [`Error::UnusedContext`] for a context behind the last secret; then [`Error::SealingKeys`] unless exactly one key seals, [`Error::DuplicateKey`], [`Error::TooLong`] for a context or password over 65,535 bytes,
    /// [`Error::Stretching`].
    pub fn build(self) -> Result<Keyring, Error> {
        if self.context_is_unused {
            return Err(Error::UnusedContext { context: self.context });
        }
        let mut secrets = Vec::with_capacity(self.secrets.len());
        for Given { origin, role, context, secret } in self.secrets {
            secrets.push((origin, role, context, secret?));
        }
        // The key that seals comes first; the others stay in the order given.
        secrets.sort_by_key(|(_, role, ..)| *role != Role::Current);
        let count = secrets.iter().filter(|(_, role, ..)| *role == Role::Current).count();
        if count != 1 {
            return Err(Error::SealingKeys { count });
        }
        let mut entries: Vec<Entry> = Vec::with_capacity(secrets.len());
        for (origin, role, context, secret) in &secrets {
            let key = match secret {
                Secret::Password(password) => Key::from_password(password, context)?,
                Secret::Raw(raw) => Key::from_raw(raw, context)?,
            };
            if let Some(first) = entries.iter().position(|entry| entry.key.tag() == key.tag()) {
                return Err(Error::DuplicateKey { first: secrets[first].0.clone(), second: origin.clone() });
            }
            entries.push(Entry { key, role: *role });
        }
        Ok(Keyring(entries.into()))
    }

    fn give(mut self, role: Role, secret: Result<Secret, Weakness>) -> Self {
        let origin = format!("secret {} of the keyring", self.secrets.len() + 1);
        let secret = secret.map_err(|weakness| Error::WeakSecret { origin: origin.clone(), weakness });
        self.push(role, origin, secret);
        self
    }

    fn push(&mut self, role: Role, origin: String, secret: Result<Secret, Error>) {
        self.context_is_unused = false;
        self.secrets.push(Given { origin, role, context: self.context.clone(), secret });
    }
}

impl fmt::Debug for KeyringBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyringBuilder")
            .field("context", &self.context)
            .field("secrets", &self.secrets.len())
            .finish_non_exhaustive()
    }
}

/// The secret in a variable; none if it is unset or empty.
fn read_variable(name: &str) -> Option<Result<Secret, Error>> {
    let text = match env::var(name) {
        Ok(text) => Zeroizing::new(text),
        Err(VarError::NotPresent) => return None,
        Err(VarError::NotUnicode(_)) => {
            return Some(Err(Error::SecretNotUnicode { variable: name.to_owned() }));
        }
    };
    let weak = |weakness| Error::WeakSecret { origin: tick(name), weakness };
    (!text.is_empty()).then(|| Secret::from_env_value(&text).map_err(weak))
}

fn tick(name: &str) -> String {
    format!("`{name}`")
}
