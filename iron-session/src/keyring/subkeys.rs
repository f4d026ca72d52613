//! [`Subkeys`]: the seal keys of one purpose.

use std::borrow::Cow;

use super::key::{CSRF, Key, KeyTag, SESSION, Subkey};
use super::keys::Keyring;
use crate::error::Error;

/// The seal keys of one purpose, each with the tag of the key that it was derived from. A key that is not
/// among them is derived when it is needed, which takes two HMACs.
#[derive(Default)]
pub(crate) struct Subkeys(Vec<(KeyTag, Subkey)>);

impl Subkeys {
    /// Derives the seal keys of this purpose from all keys of a keyring.
    pub(crate) fn derive(keys: &Keyring, purpose: &str) -> Self {
        let keys = keys.0.native.iter().map(|entry| &entry.key);
        Self(keys.filter_map(|key| Some((*key.tag(), key.subkey(purpose).ok()?))).collect())
    }

    /// The seal key that `key` has for this purpose. Those of the library's own purposes are always ready.
    #[inline]
    pub(crate) fn of<'k>(&'k self, key: &'k Key, purpose: &str) -> Result<Cow<'k, Subkey>, Error> {
        if purpose == SESSION {
            return Ok(Cow::Borrowed(key.session()));
        }
        if purpose == CSRF {
            return Ok(Cow::Borrowed(key.csrf()));
        }
        match self.0.iter().find(|(tag, _)| tag == key.tag()) {
            Some((_, subkey)) => Ok(Cow::Borrowed(subkey)),
            None => key.subkey(purpose).map(Cow::Owned),
        }
    }
}
