//! [`Sealable`]: what a save has to know of a session's type.

use super::held::held;
use super::state::State;
use super::subject;
use crate::error::Error;
use crate::json;
use crate::members::{self, IronSession, OfSession};
use crate::seal::Draft;

/// What a save has to know of a session's type. All else of it is the same for all types, so a program has
/// that once.
pub(super) trait Sealable {
    /// The type's schema, and the names of its members.
    fn shape(&self) -> (u16, &'static [&'static str]);

    /// Appends the data as JSON, and returns how many bytes longer it would be with every `None` as `null`.
    fn write_json(&self, state: &State, now: u32, out: &mut Vec<u8>) -> Result<usize, Error>;

    /// Whether the draft's JSON differs from the data that the browser holds, as it would be written today.
    fn differs(&self, state: &State, now: u32, draft: &mut Draft) -> Result<bool, Error>;

    /// Whether the data is of another subject than what the browser holds as `json`.
    fn is_anothers(&self, state: &State, json: &[u8], now: u32) -> Result<bool, Error>;

    /// Checks, if the policy says so, that the next request can read what is sealed.
    fn check_read_back(&self, state: &State, now: u32, json: &[u8]) -> Result<(), Error>;
}

impl<T: IronSession> Sealable for T {
    fn shape(&self) -> (u16, &'static [&'static str]) {
        (T::SCHEMA, T::MEMBERS)
    }

    fn write_json(&self, state: &State, now: u32, out: &mut Vec<u8>) -> Result<usize, Error> {
        members::write_session(self, now, state.policy.numbers(), out)
    }

    fn differs(&self, state: &State, now: u32, draft: &mut Draft) -> Result<bool, Error> {
        let held: T = held(state, draft.held(), now);
        Ok(!draft.says(|out| held.write_json(state, now, out).map(drop))?)
    }

    fn is_anothers(&self, state: &State, json: &[u8], now: u32) -> Result<bool, Error> {
        subject::is_anothers(self, state, json, now)
    }

    fn check_read_back(&self, state: &State, now: u32, json: &[u8]) -> Result<(), Error> {
        if !state.policy.read_back {
            return Ok(());
        }
        json::check_depth(json)?;
        members::check_read_back::<OfSession<T>>(json, now, state.policy.numbers())
    }
}
