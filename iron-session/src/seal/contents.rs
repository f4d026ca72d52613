//! [`Contents`]: what a seal held, and [`Decrypted`], the same before it is known to be wanted.

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
use crate::keyring::{KeyTag, Role};
use crate::times::Times;

/// A seal that was authenticated, decrypted and found to be valid now; a native one still lies where that was done.
pub(crate) struct Decrypted<'a> {
    pub(crate) record: Record,
    pub(crate) json: Cow<'a, [u8]>,
    key_tag: Option<[u8; 4]>,
    role: Role,
}

impl<'a> Decrypted<'a> {
    #[inline]
    pub(crate) fn native(record: Record, json: &'a [u8], tag: &KeyTag, role: Role) -> Self {
        Self { record, json: Cow::Borrowed(json), key_tag: tag.first_chunk().copied(), role }
    }

    /// What iron-session sealed, with the times that it is to have here; `is_current` if it was under the password that seals.
    #[cfg(feature = "fe26")]
    pub(crate) fn fe26(json: Vec<u8>, times: Times, is_current: bool) -> Self {
        let role = if is_current { Role::Current } else { Role::Previous };
        let Times { created, issued, expires } = times;
        let record = Record { created, issued, expires, ..Record::default() };
        Self { record, json: Cow::Owned(json), key_tag: None, role }
    }

    /// Takes the JSON into memory of its own, unless it has that, with room for the seal that follows.
    #[inline]
    pub(crate) fn keep(&mut self) -> Contents {
        let json = match &mut self.json {
            Cow::Borrowed(json) => keep(json),
            Cow::Owned(json) => mem::take(json),
        };
        Contents { record: self.record, json, key_tag: self.key_tag, role: self.role }
    }
}

/// A seal that was authenticated, decrypted and found to be valid now.
#[must_use = "limits of today's configuration are still to be applied, with `within`"]
#[derive(Clone)]
pub struct Contents {
    record: Record,
    /// Taken out while a draft is made behind it, and left out by a serializer that panics meanwhile.
    json: Vec<u8>,
    /// As much of the key tag as is told; none if it was no native seal.
    key_tag: Option<[u8; 4]>,
    role: Role,
}

impl Contents {
    /// The JSON bytes, not yet judged.
    #[must_use]
    pub fn json(&self) -> &[u8] {
        &self.json
    }

    /// What was sealed beside the JSON.
    #[must_use]
    pub fn record(&self) -> Record {
        self.record
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
        self.times().within(now, limits)?;
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

    fn check_schema(&self, current: u16) -> Result<(), Rejection> {
        let sealed = self.record.schema;
        match sealed.cmp(&current) {
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Greater => Err(Rejection::NewerSchema { sealed, current }),
            std::cmp::Ordering::Less => Err(Rejection::OlderSchema { sealed, current }),
        }
    }

    /// The JSON, to be changed or taken.
    pub(crate) fn json_mut(&mut self) -> &mut Vec<u8> {
        &mut self.json
    }

    pub(crate) fn schema(&self) -> u16 {
        self.record.schema
    }

    pub(crate) fn times(&self) -> Times {
        self.record.times()
    }

    pub(crate) fn key_tag(&self) -> Option<[u8; 4]> {
        self.key_tag
    }

    /// Whether iron-session sealed it, whose seals tell no times but the last.
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
