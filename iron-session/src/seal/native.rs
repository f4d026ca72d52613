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
use super::length_prefix;
use super::text::{decode_onto, encoded_len};
use crate::error::Rejection;
use crate::lifetime::Times;

mod draft;

pub(crate) use draft::Draft;

/// Fixes every algorithm and parameter of this format.
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
    #[inline]
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
    #[inline]
    pub(crate) fn open(mut self, key: &Subkey) -> Result<Inner, Rejection> {
        let (associated, body) = self.bytes.split_at_mut(self.inner);
        let nonce: Nonce = array(&associated[1 + TAG_BYTES..HEADER]);
        cipher::open(key, &nonce, associated, body).map_err(|_| Rejection::Forged)?;
        self.bytes.truncate(self.bytes.len() - POLY1305_BYTES);
        self.read()
    }

    #[inline]
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
