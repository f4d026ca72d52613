//! Seals as plain text, for transports other than cookies: links, headers, e-mails.
//!
//! Session cookies need none of this; [`SessionManager`](crate::SessionManager) does it for them. Here every input is
//! explicit: the keyring, what the seal is bound to, and the moment. A purpose of your own keeps a token from being
//! accepted as a session or as another kind of token.
//!
//! ```
//! use iron_session::Keyring;
//! use iron_session::seal::{self, Binding, Record};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let keys = Keyring::generate()?;
//! let link = Binding { purpose: "magic-link", name: "" };
//! let now = 1_800_000_000;
//!
//! let record = Record { created: now, issued: now, expires: now + 900, ..Record::default() };
//! let text = seal::seal(&keys, link, &record, br#"{"user":7}"#)?;
//!
//! let opened = seal::open(&keys, link, now.into(), text.as_bytes())?;
//! assert_eq!(opened.json(), br#"{"user":7}"#);
//!
//! let session = Binding { purpose: seal::SESSION, name: "__Host-session" };
//! assert!(seal::open(&keys, session, now.into(), text.as_bytes()).is_err());
//! # Ok(())
//! # }
//! ```

use std::fmt;
use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::error::{Error, Rejection, TooLarge};
use crate::keyring::{Keyring, Role};
use crate::lifetime::{Limits, Times};
use crate::{json, random};

mod cipher;
#[cfg(feature = "fe26")]
pub(crate) mod fe26;
pub(crate) mod keys;
pub(crate) mod native;
mod text;

use keys::{Key, KeyTag, Subkey};
use native::{Draft, Envelope, Inner, Nonce};

/// The purpose of session cookies.
pub const SESSION: &str = "session";

/// What a seal is bound to: it opens only for the same purpose and under the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding<'a> {
    /// The kind of token: [`SESSION`], or a word of the application's own such as `"magic-link"`.
    pub purpose: &'a str,
    /// The cookie's name, or empty for a token that is not a cookie.
    pub name: &'a str,
}

/// What is sealed beside the JSON. Times are whole seconds since 1970, with `created <= issued < expires`.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Record {
    /// When the session began.
    pub created: u32,
    /// When its current lifetime began.
    pub issued: u32,
    /// When it stops being valid.
    pub expires: u32,
    /// The number of the JSON's schema.
    pub schema: u16,
    /// A random id of the session.
    pub id: Option<[u8; 16]>,
    /// Whether the cookie is written without Max-Age, to be forgotten when the browser exits.
    pub transient: bool,
}

impl fmt::Debug for Record {
    /// An id stays out of logs: whoever knows it can follow the session.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("created", &self.created)
            .field("issued", &self.issued)
            .field("expires", &self.expires)
            .field("schema", &self.schema)
            .field("id", &self.id.map(|_| "<redacted>"))
            .field("transient", &self.transient)
            .finish()
    }
}

/// A seal that was authenticated, decrypted and found to be valid now.
#[must_use = "limits of today's configuration are still to be applied, with `within`"]
#[derive(Clone)]
pub struct Opened {
    inner: Inner,
    /// None if it was no native seal.
    tag: Option<KeyTag>,
    role: Role,
}

impl Opened {
    /// The JSON bytes, not yet judged.
    #[must_use]
    pub fn json(&self) -> &[u8] {
        // A type's own serializer that panicked may have kept the buffer.
        self.inner.bytes.get(self.inner.json..).unwrap_or_default()
    }

    /// What was sealed beside the JSON.
    #[must_use]
    pub fn record(&self) -> Record {
        let Times { created, issued, expires } = self.inner.times;
        Record {
            created,
            issued,
            expires,
            schema: self.inner.schema,
            id: self.inner.id,
            transient: self.inner.transient,
        }
    }

    /// Whether the key that opened it is one that the keyring is leaving behind, so that sealing anew is due.
    #[must_use]
    pub fn needs_reseal(&self) -> bool {
        self.role == Role::Previous
    }

    /// Applies lengths of today's configuration to a seal of any age (the second half of step 8, "Opening").
    ///
    /// # Errors
    ///
    /// [`Rejection::Expired`] once `max_age` has passed since it was issued, or `absolute_timeout` since it was created.
    pub fn within(
        self,
        now: u64,
        max_age: Duration,
        absolute_timeout: Option<Duration>,
    ) -> Result<Self, Rejection> {
        let secs = |length: Duration| u32::try_from(length.as_secs()).unwrap_or(u32::MAX);
        let limits = Limits { max_age: secs(max_age), absolute_timeout: absolute_timeout.map(secs) };
        self.inner.times.within(now, limits)?;
        Ok(self)
    }

    /// Reads the JSON as a value of schema number `schema` (steps 9 and 10 of "Opening").
    ///
    /// # Errors
    ///
    /// [`Rejection::NewerSchema`] or [`Rejection::OlderSchema`] if it was sealed with another number;
    /// [`Rejection::Payload`] if it is not UTF-8, not JSON, not a `V`, nested deeper than 128, or followed by anything.
    pub fn parse<V: DeserializeOwned>(&self, schema: u16) -> Result<V, Rejection> {
        self.check_schema(schema)?;
        json::read(self.json())
    }

    pub(crate) fn check_schema(&self, current: u16) -> Result<(), Rejection> {
        let sealed = self.inner.schema;
        match sealed.cmp(&current) {
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Greater => Err(Rejection::NewerSchema { sealed, current }),
            std::cmp::Ordering::Less => Err(Rejection::OlderSchema { sealed, current }),
        }
    }

    /// The buffer, for the draft of the seal that follows.
    pub(crate) fn inner_mut(&mut self) -> &mut Inner {
        &mut self.inner
    }

    pub(crate) fn schema(&self) -> u16 {
        self.inner.schema
    }

    pub(crate) fn times(&self) -> Times {
        self.inner.times
    }

    pub(crate) fn tag(&self) -> Option<&KeyTag> {
        self.tag.as_ref()
    }

    /// Whether iron-session sealed it, whose seals tell no times but the last.
    pub(crate) fn is_fe26(&self) -> bool {
        self.tag.is_none()
    }

    /// What iron-session sealed, with the times that it is to have here; `is_current` if it was under the password that seals.
    #[cfg(feature = "fe26")]
    pub(crate) fn from_fe26(json: Vec<u8>, times: Times, is_current: bool) -> Self {
        let role = if is_current { Role::Current } else { Role::Previous };
        Self {
            inner: Inner { times, transient: false, schema: 0, id: None, bytes: json, json: 0 },
            tag: None,
            role,
        }
    }
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened")
            .field("record", &self.record())
            .field("json", &"<redacted>")
            .finish_non_exhaustive()
    }
}

/// Seals `json`, which is not looked at, and `record`; the text is `A-Z a-z 0-9 - _` only.
///
/// # Errors
///
/// [`Error::Lifetime`] if the times are not `created <= issued < expires`, [`Error::TooLarge`] if the name and the seal
/// together exceed 4096 bytes, [`Error::TooLong`] for a purpose or name over 65,535 bytes, [`Error::Random`] if the
/// operating system gives no nonce.
pub fn seal(keys: &Keyring, binding: Binding<'_>, record: &Record, json: &[u8]) -> Result<String, Error> {
    let mut nonce = Nonce::default();
    random::system(&mut nonce)?;
    seal_under(keys, binding, record, json, &nonce)
}

/// Seals as [`seal`] does, under a nonce of your choosing.
///
/// For test vectors only: two seals under one key and nonce give away both payloads and allow forgeries.
///
/// # Errors
///
/// As [`seal`].
#[cfg(feature = "hazmat")]
pub fn seal_with_nonce(
    keys: &Keyring,
    binding: Binding<'_>,
    record: &Record,
    json: &[u8],
    nonce: &[u8; 24],
) -> Result<String, Error> {
    seal_under(keys, binding, record, json, nonce)
}

fn seal_under(
    keys: &Keyring,
    binding: Binding<'_>,
    record: &Record,
    json: &[u8],
    nonce: &Nonce,
) -> Result<String, Error> {
    let Record { created, issued, expires, .. } = *record;
    if !(Times { created, issued, expires }).ordered() {
        return Err(Error::Lifetime);
    }
    let key = keys.sealing()?;
    let subkey = subkey(key, binding.purpose)?;
    let mut draft =
        Draft::new(None, binding.name, length_prefix("the cookie name", binding.name)?, record.id.is_some());
    draft.writer().extend_from_slice(json);
    let excess = draft.excess(binding.name);
    if excess > 0 {
        return Err(Error::TooLarge(TooLarge { excess, largest: Vec::new() }));
    }
    let mut text = String::with_capacity(draft.chars());
    draft.seal_onto(&mut text, record, key.tag(), &subkey, nonce);
    Ok(text)
}

/// Opens `text` at the moment `now`, in seconds since 1970.
///
/// `text` is 96 to 4096 characters of unpadded base64url, less the length of the name (seal format 1, "Opening").
/// Steps 1 to 8 of that list are taken, except for limits of today's configuration, which [`Opened::within`] applies.
///
/// # Errors
///
/// [`Rejection::UnknownKey`] if no key of `keys` bears the seal's key tag, [`Rejection::Forged`] if the text was
/// changed, moved to another name or made for another purpose; nothing is decrypted before the tag matches.
/// [`Rejection::Malformed`], [`Rejection::UnsupportedVersion`], [`Rejection::NotYetValid`] and [`Rejection::Expired`]
/// as their names say.
pub fn open(keys: &Keyring, binding: Binding<'_>, now: u64, text: &[u8]) -> Result<Opened, Rejection> {
    open_within(keys, binding, now, None, text)
}

/// As [`open`], with step 8 in full if `limits` are given.
pub(crate) fn open_within(
    keys: &Keyring,
    binding: Binding<'_>,
    now: u64,
    limits: Option<Limits>,
    text: &[u8],
) -> Result<Opened, Rejection> {
    let envelope = Envelope::decode(binding.name, text)?;
    let (key, role) = keys.find(&envelope.key_tag()).ok_or(Rejection::UnknownKey)?;
    let derived;
    let subkey = if binding.purpose == SESSION {
        key.session()
    } else {
        derived = key.subkey(binding.purpose).map_err(|_| Rejection::Forged)?;
        &derived
    };
    let inner = envelope.open(subkey)?;
    inner.times.hold(now)?;
    if let Some(limits) = limits {
        inner.times.within(now, limits)?;
    }
    Ok(Opened { inner, tag: Some(*key.tag()), role })
}

/// The key for a purpose: at hand for sessions, derived for anything else.
fn subkey(key: &Key, purpose: &str) -> Result<Subkey, Error> {
    if purpose == SESSION {
        return Ok(key.session().clone());
    }
    key.subkey(purpose)
}

/// The length of `text` as the two bytes that precede it wherever the format joins texts, so that no two joins are alike.
pub(crate) fn length_prefix(what: &'static str, text: &str) -> Result<[u8; 2], Error> {
    u16::try_from(text.len()).map(u16::to_be_bytes).map_err(|_| Error::TooLong { what })
}
