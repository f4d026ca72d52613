//! Feature `ring`: its ChaCha20-Poly1305, together with the `HChaCha20` of the `chacha20` crate.
//!
//! XChaCha20-Poly1305 is defined so: `HChaCha20` makes a subkey from the key and the first 16 bytes of the
//! nonce. Then ChaCha20-Poly1305 runs under that subkey, with a nonce of four zero bytes and the last 8 bytes
//! (draft-irtf-cfrg-xchacha-03, section 2.3).

use ::ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce as ShortNonce, UnboundKey};
use chacha20::{R20, hchacha};
use zeroize::Zeroize;

use super::types::{Forged, Key, NONCE_BYTES, Nonce, Tag};

/// How many bytes of the nonce go into the subkey.
const SUBKEY_BYTES: usize = 16;

/// Encrypts `text` in place and returns the tag.
#[expect(
    clippy::expect_used,
    reason = "`ring` refuses texts of 256 GiB and more, and no cookie holds one; Poly1305 has tags of 16 bytes"
)]
pub(crate) fn seal(key: &Key, nonce: &Nonce, associated: &[u8], text: &mut [u8]) -> Tag {
    extended(key, nonce, |key, nonce| {
        let tag = key
            .seal_in_place_separate_tag(nonce, Aad::from(associated), text)
            .expect("a message of a few kilobytes is far below the cipher's limit");
        tag.as_ref().try_into().expect("Poly1305 has tags of 16 bytes")
    })
}

/// Decrypts `text` in place. The tag stands at its end.
pub(crate) fn open(key: &Key, nonce: &Nonce, associated: &[u8], text: &mut [u8]) -> Result<(), Forged> {
    extended(key, nonce, |key, nonce| {
        key.open_in_place(nonce, Aad::from(associated), text).map(|_| ()).map_err(|_| Forged)
    })
}

/// Calls `run` with the key and the nonce of one message. The key has half a kilobyte, so it is not returned,
/// which would copy it.
///
/// `ring` does not wipe keys. What stays of this one on the stack opens a single message.
#[inline]
#[expect(
    clippy::expect_used,
    reason = "a nonce has 24 bytes, which are more than 16; HChaCha20 makes subkeys of the cipher's 32 bytes"
)]
fn extended<R>(key: &Key, nonce: &Nonce, run: impl FnOnce(&LessSafeKey, ShortNonce) -> R) -> R {
    let (input, rest) = nonce.split_first_chunk::<SUBKEY_BYTES>().expect("16 of 24 bytes");
    let mut subkey = hchacha::<R20>(key.into(), input.into());
    let key = UnboundKey::new(&CHACHA20_POLY1305, &subkey).expect("HChaCha20 makes keys of 32 bytes");
    subkey.as_mut_slice().zeroize();
    let mut short = [0; NONCE_LEN];
    short[NONCE_LEN - (NONCE_BYTES - SUBKEY_BYTES)..].copy_from_slice(rest);
    run(&LessSafeKey::new(key), ShortNonce::assume_unique_for_key(short))
}
