//! The associated data of a seal: what it authenticates besides its ciphertext.

use super::header::{HEADER_BYTES, Header};
use crate::error::Error;
use crate::keyring::length_prefix;

/// Space for a name of 85 bytes. Longer names are rare; they allocate.
const SHORT: usize = 128;

/// Calls `run` with the associated data: the header, the length of the cookie's name, and the name.
#[inline]
#[expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "`length_prefix` refuses a name of more than 65535 bytes, and `associated` has exactly `len` bytes"
)]
pub(super) fn with_associated<R>(
    header: &Header,
    name: &str,
    run: impl FnOnce(&[u8]) -> R,
) -> Result<R, Error> {
    let prefix = length_prefix("the cookie name", name)?;
    let len = HEADER_BYTES + prefix.len() + name.len();
    let (mut short, mut long) = ([0; SHORT], Vec::new());
    let associated = short.get_mut(..len).unwrap_or_else(|| {
        long.resize(len, 0);
        &mut long
    });
    associated[..HEADER_BYTES].copy_from_slice(header);
    associated[HEADER_BYTES..HEADER_BYTES + 2].copy_from_slice(&prefix);
    associated[HEADER_BYTES + 2..].copy_from_slice(name.as_bytes());
    Ok(run(associated))
}
