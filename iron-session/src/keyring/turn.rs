//! [`Turn`]: the moment at which the next key takes over.

use std::time::{SystemTime, UNIX_EPOCH};

use super::role::KeyRole;
use crate::error::Error;

/// When the next key takes over.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    /// Seconds since 1970.
    pub(super) from: u64,
    /// The number of the key that seals from then on.
    pub(super) to: usize,
}

impl Turn {
    /// The turn of a keyring whose keys have these roles.
    pub(super) fn at(moment: SystemTime, roles: &[KeyRole]) -> Result<Self, Error> {
        let is_next = |role: &KeyRole| *role == KeyRole::Next;
        let count = roles.iter().filter(|role| is_next(role)).count();
        let to = roles.iter().position(is_next).filter(|_| count == 1);
        let to = to.ok_or(Error::NextKeys { count })?;
        let from = moment.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Ok(Self { from, to })
    }

    /// What a key is there for after the turn.
    pub(super) fn role_after(role: KeyRole) -> KeyRole {
        match role {
            KeyRole::Next => KeyRole::Current,
            KeyRole::Current | KeyRole::Previous => KeyRole::Previous,
        }
    }
}
