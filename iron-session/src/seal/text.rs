//! base64url without padding, canonical only, by the vector instructions that the processor has.

use base64_simd::URL_SAFE_NO_PAD;

use crate::error::Rejection;

/// Characters for so many bytes.
pub(super) const fn encoded_len(bytes: usize) -> usize {
    (bytes * 4).div_ceil(3)
}

/// Appends the text that stands for `bytes`.
pub(super) fn encode_onto(text: &mut String, bytes: &[u8]) {
    URL_SAFE_NO_PAD.encode_append(bytes, text);
}

/// Appends the bytes that `text` stands for.
pub(super) fn decode_onto(bytes: &mut Vec<u8>, text: &[u8]) -> Result<(), Rejection> {
    URL_SAFE_NO_PAD.decode_append(text, bytes).map_err(|_| Rejection::Malformed)
}
