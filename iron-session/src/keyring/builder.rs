//! [`KeyringBuilder`]: secrets from arguments and the environment, checked together.

use std::env::{self, VarError};
use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

#[cfg(feature = "fe26")]
use super::fe26::Fe26Keys;
use super::key::{KEY_BYTES, Key};
use super::keys::{Entry, Keyring, Keys, Role};
use super::secret::Secret;
use crate::error::{Error, Weakness};

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
    #[cfg(feature = "fe26")]
    fe26: Vec<(String, Zeroizing<String>)>,
}

/// A secret as it was handed in, judged only when the keyring is built.
struct Given {
    origin: String,
    role: Role,
    context: String,
    secret: Result<Secret, Error>,
}

/// A secret that is fit to be used.
struct Fit {
    origin: String,
    role: Role,
    context: String,
    secret: Secret,
}

impl Given {
    fn judge(self) -> Result<Fit, Error> {
        let Self { origin, role, context, secret } = self;
        Ok(Fit { origin, role, context, secret: secret? })
    }
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

    /// A password of iron-session for JavaScript, under the id that it has there: `"1"` for a plain string.
    ///
    /// The highest number seals. It must be another than the native secrets, since Fe26.2 lets whoever holds a cookie test
    /// millions of passwords a second. A keyring of such passwords alone serves session types with `format = "fe26"`.
    #[cfg(feature = "fe26")]
    #[cfg_attr(docsrs, doc(cfg(feature = "fe26")))]
    #[must_use]
    pub fn fe26_password(mut self, id: &str, password: &str) -> Self {
        self.fe26.push((id.to_owned(), Zeroizing::new(password.to_owned())));
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
        let mut secrets = self.secrets.into_iter().map(Given::judge).collect::<Result<Vec<_>, _>>()?;
        // The key that seals comes first; the others stay in the order given.
        secrets.sort_by_key(|secret| secret.role != Role::Current);
        let count = secrets.iter().filter(|secret| secret.role == Role::Current).count();
        #[cfg(feature = "fe26")]
        let fe26 = fe26_keys(&self.fe26, &secrets)?;
        #[cfg(feature = "fe26")]
        let needs_native = fe26.is_empty() || !secrets.is_empty();
        #[cfg(not(feature = "fe26"))]
        let needs_native = true;
        if needs_native && count != 1 {
            return Err(Error::SealingKeys { count });
        }
        Ok(Keyring(Arc::new(Keys {
            native: native_keys(&secrets)?,
            #[cfg(feature = "fe26")]
            fe26,
        })))
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

/// The native keys, no two of which may be the same.
fn native_keys(secrets: &[Fit]) -> Result<Box<[Entry]>, Error> {
    let mut entries: Vec<Entry> = Vec::with_capacity(secrets.len());
    for Fit { origin, role, context, secret } in secrets {
        let key = match secret {
            Secret::Password(password) => Key::from_password(password, context)?,
            Secret::Raw(raw) => Key::from_raw(raw, context)?,
        };
        if let Some(first) = entries.iter().position(|entry| entry.key.tag() == key.tag()) {
            let (first, second) = (secrets[first].origin.clone(), origin.clone());
            return Err(Error::DuplicateKey { first, second });
        }
        entries.push(Entry { key, role: *role });
    }
    Ok(entries.into())
}

/// The Fe26.2 passwords, none of which may be a native secret too.
#[cfg(feature = "fe26")]
fn fe26_keys(given: &[(String, Zeroizing<String>)], native: &[Fit]) -> Result<Fe26Keys, Error> {
    let mut keys = Fe26Keys::default();
    for (id, password) in given {
        keys.add(id, password)?;
    }
    for Fit { origin, secret, .. } in native {
        if let Secret::Password(password) = secret
            && let Some(id) = keys.id_of(password)
        {
            return Err(Error::DuplicateKey {
                first: format!("Fe26.2 password `{id}`"),
                second: origin.clone(),
            });
        }
    }
    Ok(keys)
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
