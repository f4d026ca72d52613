//! [`Draft`]: from a session's JSON to the text of its seal.

use super::associated::with_associated;
use super::base64url::{encode_onto, encoded_len};
use super::cipher::{self, TAG_BYTES as POLY1305_BYTES};
use super::header::{HEADER_BYTES, Nonce, header};
use super::record::{self, Record};
use crate::error::Error;
use crate::keyring::{KeyTag, Subkey};

/// How many bytes longer than before a session's JSON may be without an allocation.
const GROWTH: usize = 256;

/// Copies JSON into a buffer that also has space for the draft of the next seal, if that is little longer.
#[inline]
#[expect(clippy::arithmetic_side_effects, reason = "the JSON was sealed, so it has a few kilobytes at most")]
pub(super) fn keep(json: &[u8]) -> Vec<u8> {
    let around = HEADER_BYTES + record::MAX_BYTES + POLY1305_BYTES;
    let mut kept = Vec::with_capacity(json.len() + around + json.len() + GROWTH);
    kept.extend_from_slice(json);
    kept
}

/// A seal that is being made: space for header and record, and then the JSON. In the same buffer, before the
/// seal, stands the JSON of the session that was opened.
pub(crate) struct Draft {
    bytes: Vec<u8>,
    /// Where the opened session's JSON ends, and the seal begins.
    seal: usize,
    /// Where the new JSON begins: `seal + HEADER_BYTES <= json`, as [`new`](Self::new) sets them. `bytes`
    /// never ends before it, since whoever writes only appends, or cuts off what it has appended itself.
    json: usize,
}

impl Draft {
    /// Makes space for everything but the JSON. The record takes `record_bytes`.
    ///
    /// `held` is the JSON that the session was opened with, empty if the session is new. It stays in front
    /// until [`into_held`](Self::into_held). A buffer from [`keep`] is large enough already, so then nothing
    /// is allocated.
    #[inline]
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "what was held came out of a seal, so it has a few kilobytes at most"
    )]
    pub(crate) fn new(held: Vec<u8>, record_bytes: usize) -> Self {
        let (seal, mut bytes) = (held.len(), held);
        let before_json = HEADER_BYTES + record_bytes;
        // Space for as much JSON as before, and a little more.
        bytes.reserve(before_json + seal + GROWTH + POLY1305_BYTES);
        let json = seal + before_json;
        bytes.resize(json, 0);
        Self { bytes, seal, json }
    }

    /// Returns the JSON of the opened session.
    #[inline]
    pub(crate) fn into_held(mut self) -> Vec<u8> {
        self.bytes.truncate(self.seal);
        self.bytes
    }

    /// The JSON of the opened session; empty if there is none.
    #[inline]
    #[expect(clippy::indexing_slicing, reason = "`seal <= json`, and `bytes` never ends before `json`")]
    pub(crate) fn held(&self) -> &[u8] {
        &self.bytes[..self.seal]
    }

    /// The buffer to which the JSON is appended.
    #[inline]
    pub(crate) fn writer(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    #[inline]
    #[expect(clippy::indexing_slicing, reason = "`bytes` never ends before `json`")]
    pub(crate) fn json(&self) -> &[u8] {
        &self.bytes[self.json..]
    }

    /// Replaces what was written by the JSON of the opened session.
    #[inline]
    pub(crate) fn repeat_held(&mut self) {
        self.bytes.truncate(self.json);
        self.bytes.extend_from_within(..self.seal);
    }

    /// Whether `write` appends the same JSON as the draft has already.
    #[expect(clippy::indexing_slicing, reason = "`write` appends after `end`, which is not before `json`")]
    pub(crate) fn says(
        &mut self,
        write: impl FnOnce(&mut Vec<u8>) -> Result<(), Error>,
    ) -> Result<bool, Error> {
        let end = self.bytes.len();
        write(&mut self.bytes)?;
        let same = self.bytes[self.json..end] == self.bytes[end..];
        self.bytes.truncate(end);
        Ok(same)
    }

    /// How many characters the finished seal has.
    #[inline]
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "`seal <= bytes.len()`, and what is in memory has at most `isize::MAX` bytes"
    )]
    pub(crate) fn chars(&self) -> usize {
        encoded_len(self.bytes.len() - self.seal + POLY1305_BYTES)
    }

    /// How many bytes of JSON there may be in a seal of so many characters, if the record takes
    /// `record_bytes`.
    #[expect(clippy::arithmetic_side_effects, reason = "both are limits of cookies: some thousand bytes")]
    pub(crate) fn most_json(chars: usize, record_bytes: usize) -> usize {
        (chars * 3 / 4).saturating_sub(HEADER_BYTES + record_bytes + POLY1305_BYTES)
    }

    /// By how many characters a cookie of this name would exceed a limit.
    pub(crate) fn excess(&self, name: &str, limit: usize) -> usize {
        name.len().saturating_add(self.chars()).saturating_sub(limit)
    }

    /// Fills in the record, encrypts, and appends the seal to `text`. The record must take exactly the bytes
    /// that the draft was made for.
    ///
    /// After that the draft is only good for [`into_held`](Self::into_held).
    #[expect(
        clippy::arithmetic_side_effects,
        clippy::expect_used,
        clippy::indexing_slicing,
        reason = "`seal + HEADER_BYTES <= json`, and `bytes` never ends before `json`"
    )]
    pub(crate) fn seal_onto(
        &mut self,
        text: &mut String,
        name: &str,
        record: &Record,
        tag: &KeyTag,
        key: &Subkey,
        nonce: &Nonce,
    ) -> Result<(), Error> {
        record.write(&mut self.bytes[self.seal + HEADER_BYTES..self.json]);
        let (place, inner) =
            self.bytes[self.seal..].split_first_chunk_mut().expect("a draft has room for its header");
        *place = header(tag, nonce);
        let mac = with_associated(place, name, |associated| cipher::seal(key, nonce, associated, inner))?;
        self.bytes.extend_from_slice(&mac);
        encode_onto(text, &self.bytes[self.seal..]);
        Ok(())
    }
}
