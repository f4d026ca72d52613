//! [`KeyringBuilder`]: secrets from arguments and from the environment, checked together.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

#[cfg(feature = "fe26")]
use zeroize::Zeroizing;

use super::environment;
use super::given::{Given, kept, native_keys};
#[cfg(feature = "fe26")]
use super::given::{GivenFe26, fe26_keys};
use super::key::KEY_BYTES;
use super::keys::{Keyring, Keys};
use super::revoked::RevokedTag;
use super::role::KeyRole;
use super::secret::Secret;
use super::turn::Turn;
use crate::error::{Error, Weakness};

/// Builds a [`Keyring`] of several keys, or one with a context.
///
/// Exactly one secret seals. It comes from [`password`](Self::password), [`key`](Self::key),
/// [`secret`](Self::secret) or [`env`](Self::env). What is wrong with a secret is told by
/// [`build`](Self::build).
///
/// # Examples
///
/// ```no_run
/// use iron_session::Keyring;
///
/// let keys = Keyring::builder().context("shop.example/prod").env("IRON_SESSION_PASSWORD").build()?;
/// # Ok::<(), iron_session::Error>(())
/// ```
#[derive(Default)]
pub struct KeyringBuilder {
    /// The context of the secrets that are given next.
    context: String,
    secrets: Vec<Given>,
    /// The first thing that is wrong with them. It is not in the list, where an entry would need room for it:
    /// unused room keeps what was on the stack before, and that may be a part of a secret.
    refused: Option<Error>,
    context_is_unused: bool,
    pub(super) seal_from: Option<SystemTime>,
    pub(super) revoked: Vec<RevokedTag>,
    pub(super) refused_tag: Option<Error>,
    #[cfg(feature = "fe26")]
    fe26: Vec<GivenFe26>,
    #[cfg(feature = "fe26")]
    refused_fe26: Option<Error>,
}

impl KeyringBuilder {
    /// Sets a public text that separates deployments which share a secret, such as `shop.example/prod`: none
    /// opens what another sealed.
    ///
    /// It applies to the secrets that are given *after* it. So a keyring can move from one context to
    /// another: give the same secret again, as a previous one, after `.context("the old one")`.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::seal::{self, Binding, Record};
    /// use iron_session::{Keyring, Rejection};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let key = &std::array::from_fn(|n| (n * n * 7 + n * 31 + 200) as u8);
    /// # let binding = Binding { purpose: seal::SESSION, name: "sid" };
    /// # let record = Record { expires: 900, ..Record::default() };
    /// let old = Keyring::builder().context("shop.example").key(key).build()?;
    /// let new = Keyring::builder().context("shop.example/prod").key(key).build()?;
    /// let moving = Keyring::builder().context("shop.example/prod").key(key);
    /// let moving = moving.context("shop.example").previous_key(key).build()?;
    ///
    /// let text = seal::seal(&old, binding, &record, b"{}")?;
    /// assert_eq!(seal::open(&new, binding, 0, text.as_bytes()).err(), Some(Rejection::UnknownKey));
    /// assert!(seal::open(&moving, binding, 0, text.as_bytes()).is_ok());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn context(mut self, context: impl Into<String>) -> Self {
        self.context = context.into();
        self.context_is_unused = true;
        self
    }

    /// Adds the password that seals.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring, Weakness};
    /// let refused = Keyring::builder().password("tr0ub4dor&3").build();
    /// assert!(matches!(refused, Err(Error::WeakSecret { weakness: Weakness::Short, .. })));
    /// ```
    #[must_use]
    pub fn password(self, password: &str) -> Self {
        self.give(Some(KeyRole::Current), Secret::password(password))
    }

    /// Adds the key that seals: 32 random bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring};
    /// # let key = |first| std::array::from_fn(|n| (n * n * 7 + n * 31 + first) as u8);
    /// # let [old, new] = &[200, 100].map(key);
    /// let refused = Keyring::builder().key(old).key(new).build();
    /// assert!(matches!(refused, Err(Error::SealingKeys { count: 2 })));
    /// ```
    #[must_use]
    pub fn key(self, key: &[u8; KEY_BYTES]) -> Self {
        self.give(Some(KeyRole::Current), Secret::raw(key))
    }

    /// Adds a password that opens but does not seal yet, for the first step of a rotation.
    ///
    /// [`next_key`](Self::next_key) shows such a step.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring};
    /// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
    /// # let password = &(0..40).map(letter).collect::<String>();
    /// let alone = Keyring::builder().next_password(password).build();
    /// assert!(matches!(alone, Err(Error::SealingKeys { count: 0 })));
    /// ```
    #[must_use]
    pub fn next_password(self, password: &str) -> Self {
        self.give(Some(KeyRole::Next), Secret::password(password))
    }

    /// Adds a key that opens but does not seal yet.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::seal::{self, Binding, Record};
    /// # use iron_session::Keyring;
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let key = |first| std::array::from_fn(|n| (n * n * 7 + n * 31 + first) as u8);
    /// # let [old, new] = &[200, 100].map(key);
    /// # let binding = Binding { purpose: seal::SESSION, name: "sid" };
    /// # let record = Record { expires: 900, ..Record::default() };
    /// let this_server = Keyring::builder().key(old).next_key(new).build()?;
    /// let other_server = Keyring::builder().key(new).previous_key(old).build()?;
    ///
    /// let text = seal::seal(&other_server, binding, &record, b"{}")?;
    /// let contents = seal::open(&this_server, binding, 0, text.as_bytes())?;
    /// assert!(!contents.needs_reseal());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn next_key(self, key: &[u8; KEY_BYTES]) -> Self {
        self.give(Some(KeyRole::Next), Secret::raw(key))
    }

    /// Adds a password that still opens. What it opened is sealed anew, under the key that seals.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring};
    /// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
    /// # let password = &(0..40).map(letter).collect::<String>();
    /// let twice = Keyring::builder().password(password).previous_password(password).build();
    /// assert!(matches!(twice, Err(Error::DuplicateKey { .. })));
    /// ```
    #[must_use]
    pub fn previous_password(self, password: &str) -> Self {
        self.give(Some(KeyRole::Previous), Secret::password(password))
    }

    /// Adds a key that still opens. What it opened is sealed anew, under the key that seals.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit { count: u32 }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let key = |first| std::array::from_fn(|n| (n * n * 7 + n * 31 + first) as u8);
    /// # let [old, new] = &[200, 100].map(key);
    /// # let mut before = Visit::load(&http::HeaderMap::new(), &Keyring::from_key(old)?);
    /// # before.set_count(1);
    /// # let cookie: String = before.set_cookies()?.into_iter().collect();
    /// # let request = http::Request::get("/").header("cookie", cookie).body(())?;
    /// // The request has a cookie that was sealed under the old key.
    /// let keys = Keyring::builder().key(new).previous_key(old).build()?;
    /// let mut session = Visit::load(&request, &keys);
    /// assert_eq!(session.count(), 1);
    /// assert_eq!(session.set_cookies()?.into_iter().count(), 1);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn previous_key(self, key: &[u8; KEY_BYTES]) -> Self {
        self.give(Some(KeyRole::Previous), Secret::raw(key))
    }

    /// Adds the secrets of the environment, by the rules of [`Keyring::from_env`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring};
    /// let keys = Keyring::builder().context("shop.example/prod").env("SHOP_SECRET").build();
    /// assert!(matches!(keys, Err(Error::SecretMissing { variable }) if variable == "SHOP_SECRET"));
    /// ```
    #[must_use]
    pub fn env(mut self, name: &str) -> Self {
        for (role, variable) in environment::variables(name) {
            match environment::read(&variable) {
                Ok(Some((origin, text))) => self.push_text(Some(role), tick(&origin), &text),
                Ok(None) if role == KeyRole::Current => {
                    self.push(Some(role), tick(&variable), Err(Error::SecretMissing { variable }));
                }
                Ok(None) => {}
                Err(error) => self.push(Some(role), tick(&variable), Err(error)),
            }
        }
        if let Some(variable) = environment::unknown(name) {
            self.push(Some(KeyRole::Previous), tick(&variable), Err(Error::UnknownVariable { variable }));
        }
        self
    }

    /// Adds the secret that seals, as a text from a vault: a password, or `key:` and a raw key, by the rules
    /// of [`Keyring::from_secret`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring, Weakness};
    /// let refused = Keyring::builder().secret("key:too short").build();
    /// assert!(matches!(refused, Err(Error::WeakSecret { weakness: Weakness::BadKey, .. })));
    /// ```
    #[must_use]
    pub fn secret(self, text: &str) -> Self {
        self.give(Some(KeyRole::Current), Secret::text(text))
    }

    /// Adds a secret that opens but does not seal yet, as a text from a vault.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring};
    /// # let byte = |n: u32| (n * n * 7 + n * 31 + 200) as u8;
    /// # let next = &(0..32).fold("key:".to_owned(), |text, n| format!("{text}{:02x}", byte(n)));
    /// let alone = Keyring::builder().next_secret(next).build();
    /// assert!(matches!(alone, Err(Error::SealingKeys { count: 0 })));
    /// ```
    #[must_use]
    pub fn next_secret(self, text: &str) -> Self {
        self.give(Some(KeyRole::Next), Secret::text(text))
    }

    /// Adds a secret that still opens, as a text from a vault. What it opened is sealed anew, under the key
    /// that seals.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring};
    /// # let byte = |n: u32| (n * n * 7 + n * 31 + 200) as u8;
    /// # let secret = &(0..32).fold("key:".to_owned(), |text, n| format!("{text}{:02x}", byte(n)));
    /// let twice = Keyring::builder().secret(secret).previous_secret(secret).build();
    /// assert!(matches!(twice, Err(Error::DuplicateKey { .. })));
    /// ```
    #[must_use]
    pub fn previous_secret(self, text: &str) -> Self {
        self.give(Some(KeyRole::Previous), Secret::text(text))
    }

    /// Adds a password of iron-session for JavaScript, under the id that it has there: `"1"` for a plain
    /// string.
    ///
    /// The password with the highest number seals. It must differ from the native secrets, since Fe26.2 lets
    /// anybody who holds a cookie test millions of passwords a second. A keyring of such passwords alone
    /// serves session types with `format = "fe26"`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring};
    /// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
    /// # let password = &(0..40).map(letter).collect::<String>();
    /// let twice = Keyring::builder().password(password).fe26_password("1", password).build();
    /// assert!(matches!(twice, Err(Error::NativeAsFe26 { .. })));
    /// ```
    #[cfg(feature = "fe26")]
    #[must_use]
    pub fn fe26_password(mut self, id: &str, password: &str) -> Self {
        let password = Some(Zeroizing::new(password.into()));
        self.fe26.push(GivenFe26 { id: id.to_owned(), variable: None, password });
        self
    }

    /// Adds a password of iron-session for JavaScript from an environment variable, or from the file that the
    /// variable with `_FILE` after its name leads to.
    ///
    /// The text is taken as it is, since JavaScript takes it so: quotes in it are a part of the password.
    ///
    /// Each variable is named by a call of its own, also in a rotation. So one that looks like a secret,
    /// such as `name_PREVIOUS` or `name_OLD`, and that no call names, is an error: nobody would read it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring};
    /// let keys = Keyring::builder().fe26_env("1", "COOKIE_PASSWORD").build();
    /// assert!(matches!(keys, Err(Error::SecretMissing { variable }) if variable == "COOKIE_PASSWORD"));
    /// ```
    #[cfg(feature = "fe26")]
    #[must_use]
    pub fn fe26_env(mut self, id: &str, name: &str) -> Self {
        let missing = || Error::SecretMissing { variable: name.to_owned() };
        let read = environment::read(name).and_then(|read| read.ok_or_else(missing));
        let password =
            kept(read, &mut self.refused_fe26).map(|(_, text)| Zeroizing::new(text.as_str().into()));
        self.fe26.push(GivenFe26 { id: id.to_owned(), variable: Some(name.to_owned()), password });
        self
    }

    /// Checks all secrets and derives their keys.
    ///
    /// # Errors
    ///
    /// In this order:
    ///
    /// - [`Error::UnusedContext`] for a context after the last secret;
    /// - [`Error::WeakSecret`], [`Error::SecretMissing`], [`Error::SecretTwice`], [`Error::SecretFile`],
    ///   [`Error::SecretNotUnicode`] or [`Error::UnknownVariable`] for the first such secret in the order
    ///   given;
    /// - [`Error::UnknownVariable`], `Error::NativeAsFe26`, `Error::Fe26Id`, [`Error::WeakSecret`] or
    ///   [`Error::DuplicateKey`] for a Fe26.2 password;
    /// - [`Error::SealingKeys`] unless exactly one native key seals (a keyring of Fe26.2 passwords alone
    ///   needs none);
    /// - [`Error::RevokedTag`] for a text that is no key tag;
    /// - [`Error::TooLong`] for a context or password over 65,535 bytes, and [`Error::Stretching`], for the
    ///   first such native secret;
    /// - [`Error::DuplicateKey`] or [`Error::RevokedKey`] for the first such native secret;
    /// - [`Error::NextKeys`] for [`seal_from`](Self::seal_from) without exactly one next key.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring};
    /// # let key = &std::array::from_fn(|n| (n * n * 7 + n * 31 + 200) as u8);
    /// let late = Keyring::builder().key(key).context("shop.example/prod").build();
    /// assert!(matches!(late, Err(Error::UnusedContext { .. })));
    /// ```
    pub fn build(self) -> Result<Keyring, Error> {
        if self.context_is_unused {
            return Err(Error::UnusedContext { context: self.context });
        }
        if let Some(error) = self.refused {
            return Err(error);
        }
        let mut secrets = self.secrets;
        // The key that seals comes first; the others stay in the order given.
        let is_current = |secret: &Given| secret.role == Some(KeyRole::Current);
        secrets.sort_by_key(|secret| !is_current(secret));
        let count = secrets.iter().filter(|secret| is_current(secret)).count();
        #[cfg(feature = "fe26")]
        let fe26 = fe26_keys(self.fe26, self.refused_fe26, &secrets)?;
        #[cfg(feature = "fe26")]
        let needs_native = fe26.is_empty() || !secrets.is_empty();
        #[cfg(not(feature = "fe26"))]
        let needs_native = true;
        if needs_native && count != 1 {
            return Err(Error::SealingKeys { count });
        }
        if let Some(error) = self.refused_tag {
            return Err(error);
        }
        let mut revoked = self.revoked;
        let native = native_keys(&secrets, &mut revoked)?;
        let roles: Vec<_> = native.iter().map(|entry| entry.role).collect();
        let turn = self.seal_from.map(|moment| Turn::at(moment, &roles)).transpose()?;
        Ok(Keyring(Arc::new(Keys {
            native,
            turn,
            revoked: revoked.into(),
            #[cfg(feature = "fe26")]
            fe26,
        })))
    }

    pub(super) fn give(mut self, role: Option<KeyRole>, secret: Result<Secret, Weakness>) -> Self {
        let origin = format!("secret {} of the keyring", self.secrets.len().saturating_add(1));
        let secret = secret.map_err(|weakness| Error::WeakSecret { origin: origin.clone(), weakness });
        self.push(role, origin, secret);
        self
    }

    fn push_text(&mut self, role: Option<KeyRole>, origin: String, text: &str) {
        let secret = Secret::text(text);
        let secret = secret.map_err(|weakness| Error::WeakSecret { origin: origin.clone(), weakness });
        self.push(role, origin, secret);
    }

    fn push(&mut self, role: Option<KeyRole>, origin: String, secret: Result<Secret, Error>) {
        self.context_is_unused = false;
        if let Some(secret) = kept(secret, &mut self.refused) {
            self.secrets.push(Given { origin, role, context: self.context.clone(), secret });
        }
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

fn tick(name: &str) -> String {
    format!("`{name}`")
}
