//! Version 1 of the native seal: XChaCha20-Poly1305 over an inner record, as base64url.
//!
//! Both directions work in one buffer. The associated data is the header followed by the cookie name, the seal is the
//! header followed by the ciphertext; so the name stands between the two, and the header moves over it:
//!
//! ```text
//! for the cipher   header | LP(name) | ciphertext | tag
//! for the text     LP(name)'s room | header | ciphertext | tag
//! ```

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::cipher::{self, NONCE_BYTES, TAG_BYTES as POLY1305_BYTES};
use super::keys::{KeyTag, Subkey, TAG_BYTES};
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

/// Characters of base64url, without padding, for so many bytes.
const fn encoded_len(bytes: usize) -> usize {
    (bytes * 4).div_ceil(3)
}

/// A seal under construction: JSON, with room for all that goes around it.
pub(crate) struct Draft {
    bytes: Vec<u8>,
    /// Where the ciphertext will begin, behind header and `LP(name)`.
    inner: usize,
    json: usize,
}

impl Draft {
    /// Makes room for everything but the JSON, of which about `json_bytes` are expected.
    pub(crate) fn new(name: &str, has_id: bool, json_bytes: usize) -> Result<Self, Error> {
        let prefix = length_prefix("the cookie name", name)?;
        let inner = HEADER + prefix.len() + name.len();
        let json = inner + HEAD + if has_id { ID_BYTES } else { 0 };
        let mut bytes = Vec::with_capacity(json + json_bytes + POLY1305_BYTES);
        bytes.resize(HEADER, 0);
        bytes.extend_from_slice(&prefix);
        bytes.extend_from_slice(name.as_bytes());
        bytes.resize(json, 0);
        Ok(Self { bytes, inner, json })
    }

    /// Where the JSON is appended.
    pub(crate) fn writer(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    pub(crate) fn json(&self) -> &[u8] {
        &self.bytes[self.json..]
    }

    /// Puts other JSON in place of what was written.
    pub(crate) fn replace_json(&mut self, json: &[u8]) {
        self.bytes.truncate(self.json);
        self.bytes.extend_from_slice(json);
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
    pub(crate) fn seal_onto(
        mut self,
        text: &mut String,
        record: &Record,
        tag: &KeyTag,
        key: &Subkey,
        nonce: &Nonce,
    ) {
        self.write_record(record);
        self.bytes[0] = VERSION;
        self.bytes[1..=TAG_BYTES].copy_from_slice(tag);
        self.bytes[1 + TAG_BYTES..HEADER].copy_from_slice(nonce);
        let (associated, inner) = self.bytes.split_at_mut(self.inner);
        let mac = cipher::seal(key, nonce, associated, inner);
        self.bytes.extend_from_slice(&mac);
        let start = self.inner - HEADER;
        self.bytes.copy_within(..HEADER, start);
        URL_SAFE_NO_PAD.encode_string(&self.bytes[start..], text);
    }

    fn write_record(&mut self, record: &Record) {
        let head = &mut self.bytes[self.inner..self.json];
        let id_flag = if record.id.is_some() { FLAG_ID } else { 0 };
        let transient_flag = if record.transient { FLAG_TRANSIENT } else { 0 };
        head[0] = id_flag | transient_flag;
        head[1..5].copy_from_slice(&record.created.to_be_bytes());
        head[5..9].copy_from_slice(&record.issued.to_be_bytes());
        head[9..13].copy_from_slice(&record.expires.to_be_bytes());
        head[13..HEAD].copy_from_slice(&record.schema.to_be_bytes());
        if let Some(id) = &record.id {
            head[HEAD..].copy_from_slice(id);
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
        // A whole number of three-byte groups, as the decoder wants its output.
        let mut bytes = vec![0; room + text.len().div_ceil(4) * 3];
        let decoded =
            URL_SAFE_NO_PAD.decode_slice(text, &mut bytes[room..]).map_err(|_| Rejection::Malformed)?;
        bytes.truncate(room + decoded);
        bytes.copy_within(room..room + HEADER, 0);
        bytes[HEADER..HEADER + 2].copy_from_slice(&prefix);
        bytes[HEADER + 2..HEADER + room].copy_from_slice(name.as_bytes());
        if bytes[0] != VERSION {
            return Err(Rejection::UnsupportedVersion);
        }
        Ok(Self { bytes, inner: HEADER + room })
    }

    pub(crate) fn key_tag(&self) -> &[u8] {
        &self.bytes[1..=TAG_BYTES]
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
