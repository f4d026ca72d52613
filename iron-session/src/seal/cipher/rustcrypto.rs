//! The default: the `chacha20poly1305` crate, which is written in Rust alone.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};

use super::types::{Forged, Key, Nonce, TAG_BYTES, Tag};

/// Encrypts `text` in place and returns the tag.
#[expect(
    clippy::expect_used,
    reason = "the cipher refuses texts of 256 GiB and more, and no cookie holds one"
)]
pub(crate) fn seal(key: &Key, nonce: &Nonce, associated: &[u8], text: &mut [u8]) -> Tag {
    XChaCha20Poly1305::new(key.into())
        .encrypt_inout_detached(nonce.into(), associated, text.into())
        .expect("a message of a few kilobytes is far below the cipher's limit")
        .into()
}

/// Decrypts `text` in place. The tag stands at its end.
pub(crate) fn open(key: &Key, nonce: &Nonce, associated: &[u8], text: &mut [u8]) -> Result<(), Forged> {
    let (text, tag) = text.split_last_chunk_mut::<TAG_BYTES>().ok_or(Forged)?;
    XChaCha20Poly1305::new(key.into())
        .decrypt_inout_detached(nonce.into(), associated, text.into(), (&*tag).into())
        .map_err(|_| Forged)
}
