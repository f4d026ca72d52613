//! Version 1 of the native seal: XChaCha20-Poly1305 over an inner record, as base64url.
//!
//! Both directions work in one buffer, a seal that follows an opened one even in that one's. The associated data is the
//! header followed by the cookie name, the seal is the header followed by the ciphertext; so the name stands between the
//! two, and the header moves over it:
//!
//! ```text
//! for the cipher   header | LP(name) | ciphertext | tag
//! for the text     LP(name)'s room | header | ciphertext | tag
//! ```

use super::cipher::{self, NONCE_BYTES, TAG_BYTES as POLY1305_BYTES};
use super::keys::{KeyTag, Subkey, TAG_BYTES};
use super::text::{decode_onto, encode_onto, encoded_len};
use super::{Record, length_prefix};
use crate::error::{Error, Rejection};
use crate::lifetime::Times;

/// Fixes every algorithm and parameter of this file.
const VERSION: u8 = 1;
const HEADER: usize = 1 + TAG_BYTES + NONCE_BYTES;
/// Flags, three times and the schema.
const HEAD: usize = 1 + 3 * 4 + 2;
const ID_BYTES: usize = 16;

/// The shortest seal, with no JSON at all.
pub(crate) const MIN_CHARS: usize = encoded_len(HEADER + HEAD + POLY1305_BYTES);
/// Name and value of a cookie together (RFC 6265bis, "The Set-Cookie Header Field Parsing").
pub(crate) const COOKIE_MAX: usize = 4096;

const FLAG_ID: u8 = 1;
const FLAG_TRANSIENT: u8 = 2;

/// Fresh for every seal: under one key, a nonce used twice breaks the cipher.
pub(crate) type Nonce = [u8; NONCE_BYTES];

/// How much more than the last one's a session's JSON may take without the buffer growing.
const GROWTH: usize = 256;
/// A seal that is opened is given room for the next one up to this size: a stranger's longest must not cost more than
/// the memory that it takes itself.
const SPARE_MAX: usize = 960;

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
    /// Makes room for everything but the JSON. A buffer that was `opened` is taken out until [`put_back`](Self::put_back):
    /// there is room in it for a second seal of its size.
    pub(crate) fn new(opened: Option<&mut Inner>, name: &str, has_id: bool) -> Result<Self, Error> {
        let prefix = length_prefix("the cookie name", name)?;
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
        Ok(Self { bytes, held, header, inner, json })
    }

    /// Gives the opened session its buffer back.
    pub(crate) fn put_back(mut self, opened: Option<&mut Inner>) {
        if let Some(inner) = opened {
            self.bytes.truncate(self.header);
            inner.bytes = self.bytes;
        }
    }

    /// The JSON of the opened session; empty if there is none.
    pub(crate) fn held(&self) -> &[u8] {
        &self.bytes[self.held..self.header]
    }

    /// Where the JSON is appended.
    pub(crate) fn writer(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    pub(crate) fn json(&self) -> &[u8] {
        &self.bytes[self.json..]
    }

    /// Puts the opened session's JSON in place of what was written.
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

/// What a seal held, before anything but the seal itself is asked.
#[derive(Clone)]
pub(crate) struct Inner {
    pub(crate) times: Times,
    pub(crate) transient: bool,
    pub(crate) schema: u16,
    pub(crate) id: Option<[u8; ID_BYTES]>,
    /// The decrypted buffer, and where the JSON begins in it.
    pub(crate) bytes: Vec<u8>,
    pub(crate) json: usize,
}

/// The outer layer of a seal, decoded but not yet believed.
pub(crate) struct Envelope {
    bytes: Vec<u8>,
    inner: usize,
}

impl Envelope {
    /// Steps 1 to 3 of "Opening": length, canonical base64url, version.
    pub(crate) fn decode(name: &str, text: &[u8]) -> Result<Self, Rejection> {
        let most = COOKIE_MAX.saturating_sub(name.len());
        if text.len() < MIN_CHARS || text.len() > most {
            return Err(Rejection::Malformed);
        }
        let prefix = length_prefix("the cookie name", name).map_err(|_| Rejection::Malformed)?;
        let room = prefix.len() + name.len();
        let len = room + text.len() * 3 / 4;
        let mut bytes = Vec::with_capacity(len + (len + GROWTH).min(SPARE_MAX));
        bytes.resize(room, 0);
        decode_onto(&mut bytes, text)?;
        let inner = HEADER + room;
        let associated = &mut bytes[..inner];
        let header: [u8; HEADER] = array(&associated[room..]);
        if header[0] != VERSION {
            return Err(Rejection::UnsupportedVersion);
        }
        associated[..HEADER].copy_from_slice(&header);
        associated[HEADER..HEADER + 2].copy_from_slice(&prefix);
        associated[HEADER + 2..].copy_from_slice(name.as_bytes());
        Ok(Self { bytes, inner })
    }

    pub(crate) fn key_tag(&self) -> KeyTag {
        array(&self.bytes[1..=TAG_BYTES])
    }

    /// Steps 5 and 6: authenticate and decrypt, then read the inner record.
    pub(crate) fn open(mut self, key: &Subkey) -> Result<Inner, Rejection> {
        let (associated, body) = self.bytes.split_at_mut(self.inner);
        let nonce: Nonce = array(&associated[1 + TAG_BYTES..HEADER]);
        cipher::open(key, &nonce, associated, body).map_err(|_| Rejection::Forged)?;
        self.bytes.truncate(self.bytes.len() - POLY1305_BYTES);
        self.read()
    }

    fn read(self) -> Result<Inner, Rejection> {
        let record = &self.bytes[self.inner..];
        let flags = record[0];
        if flags & !(FLAG_ID | FLAG_TRANSIENT) != 0 {
            return Err(Rejection::UnsupportedVersion);
        }
        let time = |at: usize| u32::from_be_bytes(array(&record[at..at + 4]));
        let times = Times { created: time(1), issued: time(5), expires: time(9) };
        let schema = u16::from_be_bytes(array(&record[13..HEAD]));
        let (id, json) = if flags & FLAG_ID == 0 {
            (None, HEAD)
        } else {
            let id = record.get(HEAD..HEAD + ID_BYTES).ok_or(Rejection::Malformed)?;
            (Some(array(id)), HEAD + ID_BYTES)
        };
        if !times.ordered() {
            return Err(Rejection::Malformed);
        }
        Ok(Inner {
            times,
            transient: flags & FLAG_TRANSIENT != 0,
            schema,
            id,
            json: self.inner + json,
            bytes: self.bytes,
        })
    }
}

/// A slice whose length the caller has fixed, as an array.
fn array<const N: usize>(slice: &[u8]) -> [u8; N] {
    slice.try_into().expect("the slice was cut to this length")
}
