//! [`Draft`]: from a session's JSON to the text of its seal.

use super::{
    COOKIE_MAX, FLAG_ID, FLAG_TRANSIENT, GROWTH, HEAD, HEADER, ID_BYTES, Inner, Nonce, POLY1305_BYTES,
    TAG_BYTES, VERSION, array,
};
use crate::error::Error;
use crate::seal::keys::{KeyTag, Subkey};
use crate::seal::text::{encode_onto, encoded_len};
use crate::seal::{Record, cipher};

/// A seal under construction: JSON, with room for all that goes around it, behind what its session was opened from.
pub(crate) struct Draft {
    bytes: Vec<u8>,
    /// Where the opened session's JSON begins, and the draft's header.
    held: usize,
    header: usize,
    /// Where the ciphertext will begin, behind header and `LP(name)`.
    inner: usize,
    json: usize,
}

impl Draft {
    /// Makes room for everything but the JSON; `prefix` is the length prefix of `name`.
    ///
    /// A buffer that was `opened` is taken out until [`put_back`](Self::put_back): there is room in it for a second seal of its
    /// size.
    #[inline]
    pub(crate) fn new(opened: Option<&mut Inner>, name: &str, prefix: [u8; 2], has_id: bool) -> Self {
        let record = HEAD + if has_id { ID_BYTES } else { 0 };
        let (mut bytes, held) =
            opened.map_or_else(Default::default, |inner| (std::mem::take(&mut inner.bytes), inner.json));
        let header = bytes.len();
        let inner = header + HEADER + prefix.len() + name.len();
        let json = inner + record;
        bytes.reserve(json - held + GROWTH + POLY1305_BYTES);
        bytes.resize(json, 0);
        bytes[header + HEADER..][..2].copy_from_slice(&prefix);
        bytes[header + HEADER + 2..inner].copy_from_slice(name.as_bytes());
        Self { bytes, held, header, inner, json }
    }

    /// Gives the opened session its buffer back.
    #[inline]
    pub(crate) fn put_back(mut self, opened: Option<&mut Inner>) {
        if let Some(inner) = opened {
            self.bytes.truncate(self.header);
            inner.bytes = self.bytes;
        }
    }

    /// The JSON of the opened session; empty if there is none.
    #[inline]
    pub(crate) fn held(&self) -> &[u8] {
        &self.bytes[self.held..self.header]
    }

    /// Where the JSON is appended.
    #[inline]
    pub(crate) fn writer(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    #[inline]
    pub(crate) fn json(&self) -> &[u8] {
        &self.bytes[self.json..]
    }

    /// Puts the opened session's JSON in place of what was written.
    #[inline]
    pub(crate) fn repeat_held(&mut self) {
        self.bytes.truncate(self.json);
        self.bytes.extend_from_within(self.held..self.header);
    }

    /// Whether `write` would append what is there already.
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

    /// Characters of the finished seal.
    #[inline]
    pub(crate) fn chars(&self) -> usize {
        encoded_len(HEADER + self.bytes.len() - self.inner + POLY1305_BYTES)
    }

    /// Characters by which a cookie of this name would be too large.
    pub(crate) fn excess(&self, name: &str) -> usize {
        (name.len() + self.chars()).saturating_sub(COOKIE_MAX)
    }

    /// Fills in the record, encrypts, and appends the seal to `text`. The record has an id if the draft has room for one.
    ///
    /// The draft is of no use after that but to [`put_back`](Self::put_back).
    pub(crate) fn seal_onto(
        &mut self,
        text: &mut String,
        record: &Record,
        tag: &KeyTag,
        key: &Subkey,
        nonce: &Nonce,
    ) {
        self.write_record(record);
        let (associated, inner) = self.bytes[self.header..].split_at_mut(self.inner - self.header);
        associated[0] = VERSION;
        associated[1..=TAG_BYTES].copy_from_slice(tag);
        associated[1 + TAG_BYTES..HEADER].copy_from_slice(nonce);
        let mac = cipher::seal(key, nonce, associated, inner);
        self.bytes.extend_from_slice(&mac);
        let header: [u8; HEADER] = array(&self.bytes[self.header..][..HEADER]);
        let seal = &mut self.bytes[self.inner - HEADER..];
        seal[..HEADER].copy_from_slice(&header);
        encode_onto(text, seal);
    }

    fn write_record(&mut self, record: &Record) {
        let (head, id) = self.bytes[self.inner..self.json]
            .split_first_chunk_mut::<HEAD>()
            .expect("a draft has room for its record");
        let id_flag = if record.id.is_some() { FLAG_ID } else { 0 };
        let transient_flag = if record.transient { FLAG_TRANSIENT } else { 0 };
        head[0] = id_flag | transient_flag;
        head[1..5].copy_from_slice(&record.created.to_be_bytes());
        head[5..9].copy_from_slice(&record.issued.to_be_bytes());
        head[9..13].copy_from_slice(&record.expires.to_be_bytes());
        head[13..HEAD].copy_from_slice(&record.schema.to_be_bytes());
        if let Some(drawn) = &record.id {
            id.copy_from_slice(drawn);
        }
    }
}
