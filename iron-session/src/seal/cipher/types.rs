//! The types that both libraries take and return.

use crate::keyring::KEY_BYTES;

pub(crate) const NONCE_BYTES: usize = 24;
pub(crate) const TAG_BYTES: usize = 16;

pub(crate) type Key = [u8; KEY_BYTES];
pub(crate) type Nonce = [u8; NONCE_BYTES];
pub(crate) type Tag = [u8; TAG_BYTES];

/// The text was changed, or sealed under another key or for other associated data.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Forged;
