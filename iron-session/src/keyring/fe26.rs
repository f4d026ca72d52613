//! The Fe26.2 passwords of a keyring, each under the id by which seals name it.

use zeroize::Zeroizing;

use super::weaknesses::check_shared;
use crate::error::{Error, Weakness};

/// The shortest password, in UTF-16 units, as JavaScript counts.
const MIN_UNITS: usize = 32;
/// The longest id, in bytes. Ids are numbers in practice, and every seal contains one.
const MAX_ID_BYTES: usize = 32;
/// The id whose password opens a seal without an id.
const DEFAULT_ID: &str = "default";

/// Passwords by id. The one with the highest number seals.
#[derive(Default)]
pub(crate) struct Fe26Keys(Vec<(String, Zeroizing<String>)>);

impl Fe26Keys {
    /// Adds a password. An id is made of letters, digits and `_`. A number has no leading zeros.
    pub(crate) fn add(&mut self, id: &str, password: &str) -> Result<(), Error> {
        let origin = || format!("Fe26.2 password `{id}`");
        let word = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let loose = id.len() > 1 && id.starts_with('0') && id.bytes().all(|byte| byte.is_ascii_digit());
        if !word || loose || id.len() > MAX_ID_BYTES {
            return Err(Error::Fe26Id { id: id.to_owned() });
        }
        if password.encode_utf16().count() < MIN_UNITS {
            return Err(Error::WeakSecret { origin: origin(), weakness: Weakness::Short });
        }
        check_shared(password).map_err(|weakness| Error::WeakSecret { origin: origin(), weakness })?;
        if self.password(id).is_some() {
            return Err(Error::DuplicateKey { first: origin(), second: origin() });
        }
        self.0.push((id.to_owned(), Zeroizing::new(password.to_owned())));
        Ok(())
    }

    /// The password under an id. The id is empty in seals that the library iron itself made.
    pub(crate) fn password(&self, id: &str) -> Option<&str> {
        let id = if id.is_empty() { DEFAULT_ID } else { id };
        self.0.iter().find(|(known, _)| known == id).map(|(_, password)| password.as_str())
    }

    /// The password that seals: the one with the highest number.
    pub(crate) fn sealing(&self) -> Option<(&str, &str)> {
        let number = |id: &str| id.parse::<u128>().ok();
        let numbered = self.0.iter().filter_map(|(id, password)| Some((number(id)?, id, password)));
        numbered.max_by_key(|(number, ..)| *number).map(|(_, id, password)| (id.as_str(), password.as_str()))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
