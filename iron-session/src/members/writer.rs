//! [`MemberWriter`]: a session's JSON while it is written, member by member.

use std::fmt;

use serde::Serialize;

use crate::error::JsonError;
use crate::json::{self, Finite, Numbers, Order};

/// A session's JSON while it is written, member by member.
///
/// A member's *key* is the text before its value, as the derive writes it: `,"count":`. `serde_json` would
/// search every name for characters to escape, at every save.
pub struct MemberWriter<'a> {
    json: &'a mut Vec<u8>,
    pub(super) now: u32,
    pub(super) numbers: Numbers,
    /// How many members were written or left out.
    written: usize,
    /// How many bytes the members that were left out would have as `null`.
    omitted: usize,
    /// The flattened field, once it is being written. Its members come last.
    flattened: Option<&'static str>,
}

impl<'a> MemberWriter<'a> {
    #[inline]
    pub(crate) fn new(json: &'a mut Vec<u8>, now: u32, numbers: Numbers) -> Self {
        Self { json, now, numbers, written: 0, omitted: 0, flattened: None }
    }

    /// The member that could not be written, after an error.
    pub(crate) fn failed(&self, members: &[&'static str]) -> &'static str {
        self.flattened.or_else(|| members.get(self.written).copied()).unwrap_or_default()
    }

    /// The first member with a number that its readers would not keep.
    pub(crate) fn rounded(&self, start: usize, members: &[&'static str]) -> Option<&'static str> {
        let json = self.json.get(start..).unwrap_or_default();
        if self.numbers.keep(json) {
            return None;
        }
        let mut written = json::members(json.get(1..).unwrap_or_default());
        let (name, _) = written.find(|(_, value)| !self.numbers.keep(value))?;
        let own = members.iter().find(|member| json::is_name(name, member)).copied();
        own.or(self.flattened)
    }

    #[inline]
    #[expect(clippy::arithmetic_side_effects, reason = "`written` counts members that are all in memory")]
    pub(super) fn write(&mut self, key: &'static str, value: &impl Serialize) -> Result<(), JsonError> {
        self.json.extend_from_slice(key.as_bytes());
        let value = Finite(value);
        value.serialize(&mut serde_json::Serializer::new(&mut *self.json)).map_err(JsonError::new)?;
        self.written += 1;
        Ok(())
    }

    /// Writes one or several members, and sorts them where the order of their parts means nothing.
    ///
    /// `order` is that of an object which has these members.
    ///
    /// # Errors
    ///
    /// That of `write`.
    pub fn sorted(
        &mut self,
        order: &'static Order,
        write: impl FnOnce(&mut Self) -> Result<(), JsonError>,
    ) -> Result<(), JsonError> {
        let start = self.json.len();
        write(self)?;
        // Every member was written with a comma before it.
        if self.json.len() > start {
            let members = self.json.split_off(start.saturating_add(1));
            order.write_members(&members, self.json);
        }
        Ok(())
    }

    /// Leaves out a member that holds nothing. It counts as written, so that an error names the right member.
    #[inline]
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "a struct has `MAX_MEMBERS` members at most, and their keys are parts of the program"
    )]
    pub(super) fn omit(&mut self, key: &'static str) {
        self.omitted += key.len() + "null".len();
        self.written += 1;
    }

    /// How many bytes the members that were left out would have as `null`.
    pub(super) fn omitted(&self) -> usize {
        self.omitted
    }

    /// Begins with the flattened field.
    pub(super) fn flatten(&mut self, field: &'static str) {
        self.flattened = Some(field);
    }

    /// Writes a member of the flattened field. Its name and value are JSON already.
    pub(super) fn write_named(&mut self, name: &[u8], value: &[u8]) {
        self.json.push(b',');
        self.json.extend_from_slice(name);
        self.json.push(b':');
        self.json.extend_from_slice(value);
    }
}

impl fmt::Debug for MemberWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemberWriter").finish_non_exhaustive()
    }
}
