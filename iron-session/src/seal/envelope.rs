//! [`Envelope`]: from the text of a seal to its record and JSON.
//!
//! A seal is opened on the stack. So what a stranger sends allocates nothing, unless the cookie's name is a
//! long one. Only the JSON of a seal that counts is copied from there.

use std::mem::MaybeUninit;

use super::associated::with_associated;
use super::base64url::{decode, decode_in_place, encoded_len};
use super::cipher::{self, TAG_BYTES as POLY1305_BYTES};
use super::header::{self, HEADER_BYTES, Header, VERSION};
use super::record::{self, Record};
use crate::config::{MAX_COOKIE_BYTES, MOST_JOINED_BYTES};
use crate::error::Rejection;
use crate::keyring::{KeyTag, Subkey};

/// The length of the shortest seal, which has no JSON at all.
pub(super) const MIN_CHARS: usize = encoded_len(HEADER_BYTES + record::MIN_BYTES + POLY1305_BYTES);

/// The space in which a seal is decoded and decrypted. It is as large as the longest seal. It is not cleared
/// before, since only what the decoder has written is read.
pub(crate) struct Room([MaybeUninit<u8>; Room::BYTES]);

impl Room {
    const BYTES: usize = MAX_COOKIE_BYTES * 3 / 4;

    #[inline]
    pub(crate) fn new() -> Self {
        Self([MaybeUninit::uninit(); Self::BYTES])
    }
}

/// The outer layer of a seal, decoded but not yet authenticated.
pub(crate) struct Envelope<'room, 'name> {
    name: &'name str,
    header: &'room Header,
    /// Ciphertext and tag.
    body: &'room mut [u8],
}

impl<'room, 'name> Envelope<'room, 'name> {
    /// Takes steps 1 to 3 of the page `seal_format`, "Opening, step by step": length, canonical base64url,
    /// version. The text has at most `most` characters.
    #[inline]
    pub(crate) fn decode(
        name: &'name str,
        most: usize,
        text: &[u8],
        room: &'room mut Room,
    ) -> Result<Self, Rejection> {
        if text.len() < MIN_CHARS || text.len() > most {
            return Err(Rejection::Malformed);
        }
        Self::of(name, decode(text, &mut room.0)?)
    }

    /// The same for a seal that came in several cookies and was joined. It is decoded in its own place.
    pub(crate) fn decode_joined(name: &'name str, text: &'room mut [u8]) -> Result<Self, Rejection> {
        if text.len() < MIN_CHARS || text.len() > MOST_JOINED_BYTES {
            return Err(Rejection::Malformed);
        }
        Self::of(name, decode_in_place(text)?)
    }

    #[inline]
    fn of(name: &'name str, bytes: &'room mut [u8]) -> Result<Self, Rejection> {
        let (header, body) = bytes.split_first_chunk_mut().ok_or(Rejection::Malformed)?;
        if header[0] != VERSION {
            return Err(Rejection::UnsupportedVersion);
        }
        Ok(Self { name, header, body })
    }

    pub(crate) fn key_tag(&self) -> &KeyTag {
        header::key_tag(self.header)
    }

    /// Takes steps 5 and 6: authenticates and decrypts, then reads the inner record. The JSON follows it.
    #[inline]
    pub(crate) fn open(self, key: &Subkey) -> Result<(Record, &'room [u8]), Rejection> {
        let nonce = header::nonce(self.header);
        let open = |associated: &[u8]| cipher::open(key, nonce, associated, self.body);
        // A name that is too long for its length prefix is too long for any cookie.
        let opened = with_associated(self.header, self.name, open).map_err(|_| Rejection::Malformed)?;
        opened.map_err(|_| Rejection::Forged)?;
        let (plain, _) = self.body.split_last_chunk::<POLY1305_BYTES>().ok_or(Rejection::Malformed)?;
        Record::read(plain)
    }
}
