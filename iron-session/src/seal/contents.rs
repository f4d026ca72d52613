//! [`Contents`]: what a seal held. [`Decrypted`] is the same, before it is known whether it is kept.

use std::borrow::Cow;
use std::fmt;
use std::mem;
use std::time::Duration;

use serde::de::DeserializeOwned;

use super::draft::keep;
use super::record::Record;
use crate::config::Limits;
use crate::error::Rejection;
use crate::json;
use crate::keyring::{KeyRole, KeyTag};
use crate::times::Times;

/// A seal that was authenticated, decrypted and is valid now. The JSON of a native one still lies in the
/// `Room` where it was decrypted.
pub(crate) struct Decrypted<'a> {
    pub(crate) record: Record,
    pub(crate) json: Cow<'a, [u8]>,
    key_tag: Option<[u8; 4]>,
    role: KeyRole,
}

impl<'a> Decrypted<'a> {
    /// Whether iron-session sealed it.
    #[inline]
    pub(crate) fn is_fe26(&self) -> bool {
        self.key_tag.is_none()
    }

    #[inline]
    pub(crate) fn native(record: Record, json: &'a [u8], tag: &KeyTag, role: KeyRole) -> Self {
        Self { record, json: Cow::Borrowed(json), key_tag: tag.first_chunk().copied(), role }
    }

    /// What iron-session sealed, with the times that count here. `is_current` says whether the password that
    /// sealed it is the one that seals today.
    #[cfg(feature = "fe26")]
    pub(crate) fn fe26(json: Vec<u8>, times: Times, is_current: bool) -> Self {
        let role = if is_current { KeyRole::Current } else { KeyRole::Previous };
        let Times { created, issued, expires } = times;
        let record = Record { created, issued, expires, ..Record::default() };
        Self { record, json: Cow::Owned(json), key_tag: None, role }
    }

    /// Copies the JSON, unless it owns it already, into memory with space for the next seal.
    #[inline]
    pub(crate) fn keep(&mut self) -> Contents {
        let json = match &mut self.json {
            Cow::Borrowed(json) => keep(json),
            Cow::Owned(json) => mem::take(json),
        };
        Contents { record: self.record, json, key_tag: self.key_tag, role: self.role }
    }
}

/// What a seal held. It was authenticated, decrypted and is valid now, by the times in the seal.
///
/// The lengths of today's configuration are not applied yet; [`within`](Self::within) does that.
///
/// # Examples
///
/// ```
/// use std::collections::HashMap;
/// use std::time::Duration;
/// use iron_session::Keyring;
/// use iron_session::seal::{self, Binding, Record};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let (keys, link) = (Keyring::generate()?, Binding { purpose: "magic-link", name: "" });
/// # let record = Record { created: 0, issued: 0, expires: 900, ..Record::default() };
/// let text = seal::seal(&keys, link, &record, br#"{"user":7}"#)?;
///
/// let contents = seal::open(&keys, link, 60, text.as_bytes())?;
/// let contents = contents.within(60, Duration::from_secs(300), None)?;
/// let token: HashMap<String, u32> = contents.parse(0)?;
/// assert_eq!(token["user"], 7);
/// # Ok(())
/// # }
/// ```
#[must_use = "the lengths of today's configuration still have to be applied, with `within`"]
#[derive(Clone)]
pub struct Contents {
    record: Record,
    /// Taken out while a draft is made after it. A serializer that panics meanwhile leaves it empty.
    json: Vec<u8>,
    /// The part of the key tag that is shown; `None` if it was no native seal.
    key_tag: Option<[u8; 4]>,
    role: KeyRole,
}

impl Contents {
    /// Returns the JSON bytes. Nothing has read them yet, so they may be no JSON.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::Keyring;
    /// # use iron_session::seal::{self, Binding, Record};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let (keys, link) = (Keyring::generate()?, Binding { purpose: "magic-link", name: "" });
    /// # let record = Record { expires: 900, ..Record::default() };
    /// let text = seal::seal(&keys, link, &record, b"no JSON")?;
    /// assert_eq!(seal::open(&keys, link, 60, text.as_bytes())?.json(), b"no JSON");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn json(&self) -> &[u8] {
        &self.json
    }

    /// Returns what was sealed beside the JSON.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::Keyring;
    /// # use iron_session::seal::{self, Binding, Record};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let (keys, link) = (Keyring::generate()?, Binding { purpose: "magic-link", name: "" });
    /// let record = Record { expires: 900, id: Some([7; 16]), ..Record::default() };
    /// let text = seal::seal(&keys, link, &record, b"{}")?;
    /// assert_eq!(seal::open(&keys, link, 60, text.as_bytes())?.record().id, Some([7; 16]));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    #[inline]
    pub fn record(&self) -> Record {
        self.record
    }

    /// Whether a previous key opened it, so that it has to be sealed anew.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::Keyring;
    /// # use iron_session::seal::{self, Binding, Record};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let key = |first| std::array::from_fn(|n| (n * n * 7 + n * 31 + first) as u8);
    /// # let [old, new] = &[200, 100].map(key);
    /// # let link = Binding { purpose: "magic-link", name: "" };
    /// # let record = Record { expires: 900, ..Record::default() };
    /// let text = seal::seal(&Keyring::from_key(old)?, link, &record, b"{}")?;
    /// let keys = Keyring::builder().key(new).previous_key(old).build()?;
    /// assert!(seal::open(&keys, link, 60, text.as_bytes())?.needs_reseal());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn needs_reseal(&self) -> bool {
        self.role == KeyRole::Previous
    }

    /// Applies the lengths of today's configuration to a seal of any age: the second half of step 8 of
    /// [`seal_format`](crate::seal_format), "Opening, step by step".
    ///
    /// `now` is in seconds since 1970.
    ///
    /// # Errors
    ///
    /// [`Rejection::Expired`] once `max_age` has passed since `issued`, or `absolute_timeout` since
    /// `created`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::{Keyring, Rejection};
    /// # use iron_session::seal::{self, Binding, Record};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let (keys, link) = (Keyring::generate()?, Binding { purpose: "magic-link", name: "" });
    /// # let record = Record { created: 0, issued: 0, expires: 900, ..Record::default() };
    /// # let text = seal::seal(&keys, link, &record, b"{}")?;
    /// // The seal says 15 minutes, and today's configuration says 5.
    /// let contents = seal::open(&keys, link, 600, text.as_bytes())?;
    /// let refused = contents.within(600, Duration::from_secs(300), None);
    /// assert_eq!(refused.err(), Some(Rejection::Expired));
    /// # Ok(())
    /// # }
    /// ```
    pub fn within(
        self,
        now: u64,
        max_age: Duration,
        absolute_timeout: Option<Duration>,
    ) -> Result<Self, Rejection> {
        let secs = |length: Duration| u32::try_from(length.as_secs()).unwrap_or(u32::MAX);
        let limits = Limits { max_age: secs(max_age), absolute_timeout: absolute_timeout.map(secs) };
        self.times().within(now, limits)?;
        Ok(self)
    }

    /// Reads the JSON as a value of schema number `schema`: steps 9 and 10 of
    /// [`seal_format`](crate::seal_format), "Opening, step by step".
    ///
    /// # Errors
    ///
    /// [`Rejection::NewerSchema`] or [`Rejection::OlderSchema`] if it was sealed with another number;
    /// [`Rejection::Payload`] if it is not UTF-8, not JSON, not a `V`, nested deeper than 128, or followed by
    /// anything but white space.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Keyring, Rejection};
    /// # use iron_session::seal::{self, Binding, Record};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let (keys, link) = (Keyring::generate()?, Binding { purpose: "magic-link", name: "" });
    /// # let record = Record { expires: 900, ..Record::default() };
    /// # let text = seal::seal(&keys, link, &record, b"[7, 8]")?;
    /// let contents = seal::open(&keys, link, 60, text.as_bytes())?;
    /// assert_eq!(contents.parse::<Vec<u32>>(0)?, [7, 8]);
    /// assert_eq!(contents.parse::<u32>(0), Err(Rejection::Payload { member: "", byte: 1 }));
    /// # Ok(())
    /// # }
    /// ```
    pub fn parse<V: DeserializeOwned>(&self, schema: u16) -> Result<V, Rejection> {
        self.check_schema(schema)?;
        json::read(self.json())
    }

    fn check_schema(&self, current: u16) -> Result<(), Rejection> {
        let sealed = self.record.schema;
        match sealed.cmp(&current) {
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Greater => Err(Rejection::NewerSchema { sealed, current }),
            std::cmp::Ordering::Less => Err(Rejection::OlderSchema { sealed, current }),
        }
    }

    /// The JSON, to be changed or taken.
    #[inline]
    pub(crate) fn json_mut(&mut self) -> &mut Vec<u8> {
        &mut self.json
    }

    pub(crate) fn schema(&self) -> u16 {
        self.record.schema
    }

    #[inline]
    pub(crate) fn times(&self) -> Times {
        self.record.times()
    }

    pub(crate) fn key_tag(&self) -> Option<[u8; 4]> {
        self.key_tag
    }

    /// What the key is there for that opened it.
    pub(crate) fn role(&self) -> KeyRole {
        self.role
    }

    /// Whether iron-session sealed it. Its seals say only when they end.
    #[inline]
    pub(crate) fn is_fe26(&self) -> bool {
        self.key_tag.is_none()
    }
}

impl fmt::Debug for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contents")
            .field("record", &self.record())
            .field("json", &"<redacted>")
            .finish_non_exhaustive()
    }
}
