//! [`MemberWriter`]: a session's JSON while it is written, member by member.

use serde::Serialize;

use super::JsonError;
use crate::numbers::{Checked, Numbers};

/// A session's JSON while it is written, member by member.
///
/// A member's *key* is the text before its value, as the derive lays it out: `,"count":`. `serde_json` would look through every
/// name for what needs escaping, at every save.
#[derive(Debug)]
pub struct MemberWriter<'a> {
    json: &'a mut Vec<u8>,
    pub(super) now: u32,
    pub(super) numbers: Numbers,
    /// What could not be written.
    pub(super) failed: &'static str,
}

impl<'a> MemberWriter<'a> {
    pub(crate) fn new(json: &'a mut Vec<u8>, now: u32, numbers: Numbers) -> Self {
        Self { json, now, numbers, failed: "" }
    }

    /// The member that could not be written, after an error.
    pub(crate) fn failed(&self) -> &'static str {
        self.failed
    }

    #[inline]
    pub(super) fn write(&mut self, key: &'static str, value: &impl Serialize) -> Result<(), JsonError> {
        self.json.extend_from_slice(key.as_bytes());
        let value = Checked(value, self.numbers);
        value.serialize(&mut serde_json::Serializer::new(&mut *self.json)).inspect_err(|_| {
            self.failed = key.get(2..key.len() - 2).unwrap_or_default();
        })
    }

    /// Writes a member whose name only the value of a flattened field tells.
    pub(super) fn write_named(&mut self, name: &str, value: &serde_json::Value) -> Result<(), JsonError> {
        self.json.push(b',');
        serde_json::to_writer(&mut *self.json, name)?;
        self.json.push(b':');
        serde_json::to_writer(&mut *self.json, value)
    }
}
