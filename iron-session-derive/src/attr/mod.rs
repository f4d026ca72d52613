//! What the user wrote.

pub(crate) mod key;
mod keys;
pub(crate) mod nearest;

pub(crate) use keys::*;
