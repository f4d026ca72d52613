//! base64url without padding, canonical only. It uses the vector instructions of the processor.

use std::mem::MaybeUninit;

use base64_simd::{AsOut, URL_SAFE_NO_PAD};

use crate::error::Rejection;

/// How many characters stand for this many bytes.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "what is in memory has at most `isize::MAX` bytes, and a third more is a `usize` too"
)]
pub(super) const fn encoded_len(bytes: usize) -> usize {
    bytes + bytes.div_ceil(3)
}

/// Bytes as base64url.
pub(crate) fn text_of(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(encoded_len(bytes.len()));
    encode_onto(&mut text, bytes);
    text
}

/// Appends the text that stands for `bytes`.
pub(super) fn encode_onto(text: &mut String, bytes: &[u8]) {
    URL_SAFE_NO_PAD.encode_append(bytes, text);
}

/// Writes the bytes that `text` stands for, and returns what was written.
pub(super) fn decode<'a>(text: &[u8], room: &'a mut [MaybeUninit<u8>]) -> Result<&'a mut [u8], Rejection> {
    URL_SAFE_NO_PAD.decode(text, room.as_out()).map_err(|_| Rejection::Malformed)
}

/// Writes the bytes that `text` stands for over the text, and returns what was written.
pub(super) fn decode_in_place(text: &mut [u8]) -> Result<&mut [u8], Rejection> {
    URL_SAFE_NO_PAD.decode_inplace(text).map_err(|_| Rejection::Malformed)
}

#[cfg(test)]
mod tests {
    use super::{encoded_len, text_of};

    #[test]
    fn the_length_is_that_of_the_text_and_no_length_of_a_slice_is_too_large() {
        for bytes in 0..100 {
            assert_eq!(encoded_len(bytes), text_of(&vec![0; bytes]).len());
        }
        // Where four times as much would not fit into a `usize`.
        assert_eq!(encoded_len(isize::MAX.unsigned_abs()), usize::MAX / 2 / 3 * 4 + 2);
    }
}
