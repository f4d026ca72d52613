//! XChaCha20-Poly1305 by one of two libraries: the same bytes on the wire, refused and accepted alike.
//!
//! There is no third, by `aws-lc-rs`: another large C library to build, for what `ring` does already.

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
