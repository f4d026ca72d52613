//! Keyrings of one secret, and of the secrets in the environment.

use zeroize::Zeroizing;

use super::builder::KeyringBuilder;
use super::key::KEY_BYTES;
use super::keys::Keyring;
use crate::error::Error;
use crate::random;

impl Keyring {
    /// Makes a keyring of one password: at least 32 bytes, 8 of them different. It is best generated.
    ///
    /// Passwords are taken byte for byte. An accented letter can be one code point or two:
    /// those are different keys.
    ///
    /// # Errors
    ///
    /// [`Error::WeakSecret`] for a password that is short, repetitive or published, or that
    /// [`from_secret`](Self::from_secret) refuses; also for one that begins with `key:`.
    /// [`Error::TooLong`] for one over 65,535 bytes; [`Error::Stretching`] without enough memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::Keyring;
    ///
    /// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
    /// # let password = &(0..40).map(letter).collect::<String>();
    /// let keys = Keyring::from_password(password)?;
    /// assert!(!format!("{keys:?}").contains(password));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn from_password(password: &str) -> Result<Self, Error> {
        Self::builder().password(password).build()
    }

    /// Makes the keyring that environment variables describe.
    ///
    /// | variable | its secret |
    /// | --- | --- |
    /// | `name` | seals and opens |
    /// | `name_NEXT` | opens but never seals |
    /// | `name_PREVIOUS`, `name_PREVIOUS_2` to `name_PREVIOUS_9` | open; what they opened is sealed anew |
    ///
    /// Sealing anew happens when the visitor next opens a page, and in any request from a day after the seal
    /// was made. Each variable holds one secret, by the rules of [`from_secret`](Self::from_secret). An empty
    /// variable counts as unset.
    ///
    /// Instead of each variable, one with `_FILE` after its name can be set: to the path of a file with the
    /// secret, as Docker, Kubernetes and systemd mount them. One line end after the secret is ignored.
    /// For systemd that is `LoadCredential=session:/etc/shop/session` and
    /// `Environment=SHOP_SECRET_FILE=%d/session`.
    ///
    /// `docker run --env-file` keeps quotes and comments as a part of the value, so they are an error here.
    /// The crate `dotenvy` removes them, and replaces `$` and a name in a value that is not in single quotes.
    ///
    /// A variable that looks like one of these and is none, such as `name_PREVIOUS_1` or `name_OLD`, is an
    /// error: ignoring it would log everybody out.
    ///
    /// To rotate without logging anybody out, add the new secret as `_NEXT` on every server. Then move it to
    /// `name`, and the old one to `_PREVIOUS`. Remove the old one when [`usage`](Self::usage) says that
    /// nobody needs it. With [`seal_from`](KeyringBuilder::seal_from) the new one takes over by itself. A
    /// secret that has leaked is removed at once, never kept as previous.
    ///
    /// # Errors
    ///
    /// [`Error::SecretMissing`] if `name` is unset, [`Error::UnknownVariable`] for a variable that looks like
    /// one of these. [`Error::WeakSecret`], [`Error::SecretNotUnicode`], [`Error::SecretTwice`],
    /// [`Error::SecretFile`] and [`Error::DuplicateKey`] name the variable. [`Error::TooLong`] and
    /// [`Error::Stretching`] as for [`from_password`](Self::from_password).
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{Error, Keyring};
    ///
    /// // Without the variable the program stops at start, and says what to set.
    /// let keys = Keyring::from_env("SHOP_SECRET");
    /// assert!(matches!(keys, Err(Error::SecretMissing { variable }) if variable == "SHOP_SECRET"));
    /// ```
    pub fn from_env(name: &str) -> Result<Self, Error> {
        Self::builder().env(name).build()
    }

    /// Makes a keyring of one secret, as a text from a vault or a configuration file.
    ///
    /// The text is a password, or `key:` and 32 random bytes in base64, base64url or hex, as `openssl rand
    /// -base64 32` and `openssl rand -hex 32` print them.
    ///
    /// # Errors
    ///
    /// [`Error::WeakSecret`] for a text that is no secret: the path of a file, a template that nothing has
    /// replaced, a text with a quote at either end, a comment, a name such as `SHOP_SECRET=`, and all that
    /// [`from_password`](Self::from_password) and [`from_key`](Self::from_key) refuse.
    /// [`Error::Stretching`] without enough memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{Error, Keyring, Weakness};
    ///
    /// let refused = Keyring::from_secret("${SHOP_SECRET}");
    /// assert!(matches!(refused, Err(Error::WeakSecret { weakness: Weakness::Template, .. })));
    /// ```
    pub fn from_secret(text: &str) -> Result<Self, Error> {
        Self::builder().secret(text).build()
    }

    /// Makes a keyring of one key: 32 bytes from a random source. Unlike a password, they are not stretched.
    ///
    /// # Errors
    ///
    /// [`Error::WeakSecret`] for bytes that cannot be random, such as all zeros, or 32 letters and digits.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{Error, Keyring, Weakness};
    ///
    /// let refused = Keyring::from_key(&[0; 32]);
    /// assert!(matches!(refused, Err(Error::WeakSecret { weakness: Weakness::LowVariety, .. })));
    /// ```
    pub fn from_key(key: &[u8; KEY_BYTES]) -> Result<Self, Error> {
        Self::builder().key(key).build()
    }

    /// Makes a keyring of one new random key, for tests and demonstrations: nothing opens its seals when the
    /// process has ended.
    ///
    /// # Errors
    ///
    /// [`Error::Random`] if the operating system gives no random bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::seal::{self, Binding, Record};
    /// use iron_session::{Keyring, Rejection};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let binding = Binding { purpose: seal::SESSION, name: "sid" };
    /// # let record = Record { expires: 900, ..Record::default() };
    /// let text = seal::seal(&Keyring::generate()?, binding, &record, b"{}")?;
    /// let another = Keyring::generate()?;
    /// assert_eq!(seal::open(&another, binding, 0, text.as_bytes()).err(), Some(Rejection::UnknownKey));
    /// # Ok(())
    /// # }
    /// ```
    pub fn generate() -> Result<Self, Error> {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        random::system(key.as_mut_slice())?;
        Self::from_key(&key)
    }

    /// Starts a keyring of several keys, or one with a context.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{Error, Keyring};
    ///
    /// assert!(matches!(Keyring::builder().build(), Err(Error::SealingKeys { count: 0 })));
    /// ```
    #[must_use]
    pub fn builder() -> KeyringBuilder {
        KeyringBuilder::default()
    }
}
