//! base64url without padding, canonical only.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::NO_PAD;

use crate::error::Rejection;

/// The engine that suits the processor; its tables are built once.
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_feature = "neon")))]
static URL_SAFE_NO_PAD: LazyLock<base64::engine::Simd> =
    LazyLock::new(|| base64::engine::Simd::url_safe(NO_PAD));
#[cfg(not(any(target_arch = "x86_64", all(target_arch = "aarch64", target_feature = "neon"))))]
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Characters for so many bytes.
pub(super) const fn encoded_len(bytes: usize) -> usize {
    (bytes * 4).div_ceil(3)
}

/// Appends the text that stands for `bytes`.
pub(super) fn encode_onto(text: &mut Vec<u8>, bytes: &[u8]) {
    let at = text.len();
    text.resize(at + encoded_len(bytes.len()), 0);
    URL_SAFE_NO_PAD.encode_slice(bytes, &mut text[at..]).expect("room for as many characters");
}

/// Appends the bytes that `text` stands for.
pub(super) fn decode_onto(bytes: &mut Vec<u8>, text: &[u8]) -> Result<(), Rejection> {
    URL_SAFE_NO_PAD.decode_vec(text, bytes).map_err(|_| Rejection::Malformed)
}
