//! Version 1 of the native seal: XChaCha20-Poly1305 over an inner record, as base64url.
//!
//! A seal is opened on the stack, so that what a stranger sends takes no memory unless the cookie's name is a long one; only
//! the JSON of a seal that counts is kept, with room behind it for the seal that follows, in a buffer that the thread keeps too.

use std::mem::MaybeUninit;

use super::base64url::{decode, encoded_len};
use super::cipher::{self, NONCE_BYTES, TAG_BYTES as POLY1305_BYTES};
use super::record::Record;
use crate::cookie;
use crate::error::Rejection;
use crate::keyring::{KeyTag, Subkey, TAG_BYTES};

mod associated;
mod draft;
mod kept;

use associated::with_associated;
pub(crate) use draft::Draft;
pub(crate) use kept::Kept;

/// Fixes every algorithm and parameter of this format.
const VERSION: u8 = 1;
const HEADER: usize = 1 + TAG_BYTES + NONCE_BYTES;
/// Flags, three times and the schema.
const HEAD: usize = 1 + 3 * 4 + 2;
const ID_BYTES: usize = 16;

/// The shortest seal, with no JSON at all.
pub(crate) const MIN_CHARS: usize = encoded_len(HEADER + HEAD + POLY1305_BYTES);

const FLAG_ID: u8 = 1;
const FLAG_TRANSIENT: u8 = 2;

/// Fresh for every seal: under one key, a nonce used twice breaks the cipher.
pub(crate) type Nonce = [u8; NONCE_BYTES];

/// How much more than the last one's a session's JSON may take without the buffer growing.
const GROWTH: usize = 256;

/// Where a seal is decoded and decrypted: as large as the longest, and not cleared before, since only what the decoder has
/// written is seen of it.
pub(crate) struct Room([MaybeUninit<u8>; Room::BYTES]);

impl Room {
    const BYTES: usize = cookie::MAX_BYTES * 3 / 4;

    #[inline]
    pub(crate) fn new() -> Self {
        Self([MaybeUninit::uninit(); Self::BYTES])
    }
}

/// The outer layer of a seal, decoded but not yet believed.
pub(crate) struct Envelope<'room, 'name> {
    name: &'name str,
    header: &'room [u8; HEADER],
    /// Ciphertext and tag.
    body: &'room mut [u8],
}

impl<'room, 'name> Envelope<'room, 'name> {
    /// Steps 1 to 3 of "Opening": length, canonical base64url, version.
    #[inline]
    pub(crate) fn decode(name: &'name str, text: &[u8], room: &'room mut Room) -> Result<Self, Rejection> {
        let most = cookie::MAX_BYTES.saturating_sub(name.len());
        if text.len() < MIN_CHARS || text.len() > most {
            return Err(Rejection::Malformed);
        }
        let bytes = decode(text, &mut room.0)?;
        let (header, body) = bytes.split_first_chunk_mut().ok_or(Rejection::Malformed)?;
        if header[0] != VERSION {
            return Err(Rejection::UnsupportedVersion);
        }
        Ok(Self { name, header, body })
    }

    pub(crate) fn key_tag(&self) -> &KeyTag {
        self.header[1..].first_chunk().expect("the tag follows the version")
    }

    /// Steps 5 and 6: authenticate and decrypt, then read the inner record; what follows that is the JSON.
    #[inline]
    pub(crate) fn open(self, key: &Subkey) -> Result<(Record, &'room [u8]), Rejection> {
        let nonce = self.header.last_chunk().expect("the header ends with the nonce");
        let open = |associated: &[u8]| cipher::open(key, nonce, associated, self.body);
        // A name whose length cannot be said fits no cookie.
        let opened = with_associated(self.header, self.name, open).map_err(|_| Rejection::Malformed)?;
        opened.map_err(|_| Rejection::Forged)?;
        read(&self.body[..self.body.len() - POLY1305_BYTES])
    }
}

/// Takes apart what was decrypted: record and JSON.
#[inline]
fn read(plain: &[u8]) -> Result<(Record, &[u8]), Rejection> {
    let (head, rest) = plain.split_first_chunk::<HEAD>().ok_or(Rejection::Malformed)?;
    let flags = head[0];
    if flags & !(FLAG_ID | FLAG_TRANSIENT) != 0 {
        return Err(Rejection::UnsupportedVersion);
    }
    let (id, json) = if flags & FLAG_ID == 0 {
        (None, rest)
    } else {
        let (id, json) = rest.split_first_chunk::<ID_BYTES>().ok_or(Rejection::Malformed)?;
        (Some(*id), json)
    };
    let time = |at: usize| u32::from_be_bytes(array(&head[at..at + 4]));
    let record = Record {
        created: time(1),
        issued: time(5),
        expires: time(9),
        schema: u16::from_be_bytes(array(&head[13..])),
        id,
        transient: flags & FLAG_TRANSIENT != 0,
    };
    if record.times().ordered() { Ok((record, json)) } else { Err(Rejection::Malformed) }
}

/// JSON to keep, in a buffer with room for the draft of a seal that is little longer.
#[inline]
pub(crate) fn keep(json: &[u8]) -> Kept {
    let around = HEADER + HEAD + ID_BYTES + POLY1305_BYTES;
    let mut kept = Kept::empty();
    kept.reserve(json.len() + around + json.len() + GROWTH);
    kept.extend_from_slice(json);
    kept
}

/// A slice whose length the caller has fixed, as an array.
fn array<const N: usize>(slice: &[u8]) -> [u8; N] {
    slice.try_into().expect("the slice was cut to this length")
}
