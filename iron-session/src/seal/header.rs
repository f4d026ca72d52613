//! The outer layer of a seal: what stands before its ciphertext and is authenticated with it.
//!
//! ```text
//! | version, 1 | key tag, 16 | nonce, 24 |
//! ```

use super::cipher::NONCE_BYTES;
use crate::keyring::{KeyTag, TAG_BYTES};

/// Fixes every algorithm and parameter of the format.
pub(super) const VERSION: u8 = 1;
pub(super) const HEADER_BYTES: usize = 1 + TAG_BYTES + NONCE_BYTES;

pub(super) type Header = [u8; HEADER_BYTES];
/// New for every seal. A nonce that is used twice under one key breaks the cipher.
pub(crate) type Nonce = [u8; NONCE_BYTES];

pub(super) fn header(tag: &KeyTag, nonce: &Nonce) -> Header {
    let mut header = [0; HEADER_BYTES];
    header[0] = VERSION;
    header[1..=TAG_BYTES].copy_from_slice(tag);
    header[1 + TAG_BYTES..].copy_from_slice(nonce);
    header
}

#[inline]
#[expect(clippy::expect_used, reason = "`HEADER_BYTES` counts the tag, after one byte for the version")]
pub(super) fn key_tag(header: &Header) -> &KeyTag {
    header[1..].first_chunk().expect("the tag follows the version")
}

#[inline]
#[expect(clippy::expect_used, reason = "`HEADER_BYTES` counts the nonce")]
pub(super) fn nonce(header: &Header) -> &Nonce {
    header.last_chunk().expect("the header ends with the nonce")
}
