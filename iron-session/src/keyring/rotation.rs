//! What a builder says of keys over time: from when the next one seals, and which are revoked.

use std::time::SystemTime;

use super::builder::KeyringBuilder;
use super::given::kept;
use super::key::KEY_BYTES;
use super::revoked::RevokedTag;
use super::secret::Secret;
use crate::error::Error;

impl KeyringBuilder {
    /// Lets the next key seal from a moment on. From then on the current key counts as a previous one.
    ///
    /// So a rotation needs one deployment and not two: every server has the new key as next before one of
    /// them seals with it. Choose a moment after the deployment is over. The clock of the
    /// [`SessionManager`](crate::SessionManager::clock) decides, and for [`seal`](crate::seal) the
    /// `issued` of the record. Servers whose clocks differ open each other's seals all the same.
    ///
    /// There is no environment variable for it. Read the moment as your other settings, and give it here
    /// together with [`env`](Self::env), whose `_NEXT` is the next key. When the moment has passed, move the
    /// secrets at your leisure: the next one to the name, and the old one to `_PREVIOUS`.
    ///
    /// # Errors
    ///
    /// [`build`](Self::build) gives [`Error::NextKeys`] unless the keyring has exactly one next key.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, UNIX_EPOCH};
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct Visit { count: u32 }
    /// # let key = |first| std::array::from_fn(|n| (n * n * 7 + n * 31 + first) as u8);
    /// # let [old, new] = &[200, 100].map(key);
    /// let monday = UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    /// let keys = Keyring::builder().key(old).next_key(new).seal_from(monday).build()?;
    ///
    /// let key_tag_at = |moment| {
    ///     let sessions = SessionManager::<Visit>::new(keys.clone()).clock(move || moment);
    ///     let mut session = sessions.load_bytes([], None);
    ///     session.set_count(1);
    ///     let cookie: String = session.set_cookies()?.into_iter().collect();
    ///     Ok::<_, iron_session::Error>(sessions.load_bytes([cookie.as_bytes()], None).meta().key_tag())
    /// };
    /// assert_ne!(key_tag_at(monday)?, key_tag_at(monday - Duration::from_secs(1))?);
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn seal_from(mut self, moment: SystemTime) -> Self {
        self.seal_from = Some(moment);
        self
    }

    /// Lists the tag of a key that has leaked, as the `Debug` of a keyring and the events show it. What that
    /// key sealed is refused as [`Rejection::RevokedKey`](crate::Rejection::RevokedKey).
    ///
    /// A seal under a key that the keyring does not hold is refused in any case, as
    /// [`UnknownKey`](crate::Rejection::UnknownKey). By this call the operator sees in the events how many
    /// visitors, or thieves, still come with the old key. It needs no secret, so it can stand in the program
    /// beside [`env`](Self::env). There is no environment variable for it.
    ///
    /// # Errors
    ///
    /// [`build`](Self::build) gives [`Error::RevokedTag`] unless it is 8 to 32 hex digits, and
    /// [`Error::RevokedKey`] if the keyring holds that key.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Keyring, Rejection};
    /// # use iron_session::seal::{self, Binding, Record};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let key = |first| std::array::from_fn(|n| (n * n * 7 + n * 31 + first) as u8);
    /// # let [leaked, new] = &[200, 100].map(key);
    /// # let binding = Binding { purpose: seal::SESSION, name: "sid" };
    /// # let record = Record { expires: 900, ..Record::default() };
    /// let old = Keyring::from_key(leaked)?;
    /// let text = seal::seal(&old, binding, &record, b"{}")?;
    ///
    /// let tag = old.usage().iter().next().ok_or("its key")?.tag.to_string(); // such as 3ba32db5
    /// let keys = Keyring::builder().key(new).revoked_tag(&tag).build()?;
    /// assert_eq!(seal::open(&keys, binding, 0, text.as_bytes()).err(), Some(Rejection::RevokedKey));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn revoked_tag(mut self, tag: &str) -> Self {
        let number = self.revoked.len().saturating_add(1);
        let read = RevokedTag::read(tag).ok_or(Error::RevokedTag { number });
        self.revoked.extend(kept(read, &mut self.refused_tag));
        self
    }

    /// As [`revoked_tag`](Self::revoked_tag), by the secret itself: a password, or `key:` and a raw key. The
    /// [`context`](Self::context) given before counts.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring};
    /// # let letter = |n: u32| char::from(b'0' + (n * n * 11 + n * 5) as u8 % 72);
    /// # let password = &(0..40).map(letter).collect::<String>();
    /// let both = Keyring::builder().secret(password).revoked_secret(password).build();
    /// assert!(matches!(both, Err(Error::RevokedKey { .. })));
    /// ```
    #[must_use]
    pub fn revoked_secret(self, text: &str) -> Self {
        self.give(None, Secret::text(text))
    }

    /// As [`revoked_tag`](Self::revoked_tag), by the raw key itself.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, Keyring};
    /// # let key = &std::array::from_fn(|n| (n * n * 7 + n * 31 + 200) as u8);
    /// let alone = Keyring::builder().revoked_key(key).build();
    /// assert!(matches!(alone, Err(Error::SealingKeys { count: 0 })));
    /// ```
    #[must_use]
    pub fn revoked_key(self, key: &[u8; KEY_BYTES]) -> Self {
        self.give(None, Secret::raw(key))
    }
}
