//! A change of the subject, which begins a session anew.

use super::held::held;
use super::state::State;
use crate::error::Error;
use crate::members::{IronSession, subject_json};

/// Whether the session is to be renewed, since it is another's than in the seal that was opened. In a session
/// that was not opened, a subject is a login.
///
/// A session that was renewed by hand is new already. `json` is the JSON that was opened.
///
/// # Errors
///
/// [`Error::Unsealable`], if a subject has no form in JSON.
#[inline]
pub(super) fn is_anothers<T: IronSession>(
    data: &T,
    state: &State,
    json: &[u8],
    now: u32,
) -> Result<bool, Error> {
    if !T::HAS_SUBJECT || state.is_renewed() {
        return Ok(false);
    }
    Ok(subject_json(data)? != subject_json::<T>(&held(state, json, now))?)
}
