//! XChaCha20-Poly1305 by one of two libraries. Both make the same bytes, and accept and refuse the same.
//!
//! There is no third one by `aws-lc-rs`. It would be another large C library to build, for what `ring` does
//! already.

#[cfg(feature = "ring")]
mod ring;
#[cfg(any(not(feature = "ring"), test))]
mod rustcrypto;
#[cfg(test)]
mod tests;
mod types;

#[cfg(feature = "ring")]
pub(super) use ring::{open, seal};
#[cfg(not(feature = "ring"))]
pub(super) use rustcrypto::{open, seal};
pub(super) use types::{NONCE_BYTES, TAG_BYTES};
