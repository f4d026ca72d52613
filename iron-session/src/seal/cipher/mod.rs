//! XChaCha20-Poly1305 by one of two libraries: the same bytes on the wire, refused and accepted alike.
//!
//! There is no third, by `aws-lc-rs`: another large C library to build, for what `ring` does already.

#[cfg(feature = "ring")]
mod ring;
#[cfg(any(not(feature = "ring"), test))]
mod rustcrypto;
#[cfg(test)]
mod tests;

#[cfg(feature = "ring")]
pub(super) use ring::{open, seal};
#[cfg(not(feature = "ring"))]
pub(super) use rustcrypto::{open, seal};

use crate::keyring::KEY_BYTES;

pub(super) const NONCE_BYTES: usize = 24;
pub(super) const TAG_BYTES: usize = 16;

type Key = [u8; KEY_BYTES];
type Nonce = [u8; NONCE_BYTES];
type Tag = [u8; TAG_BYTES];

/// The text was changed, or sealed under another key or for other associated data.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Forged;
