//! A change of the subject, which begins a session anew.

use super::due;
use super::held::held;
use super::state::State;
use crate::error::Error;
use crate::members::{IronSession, subject_json};
use crate::seal::Draft;

/// Renews the session if it is another's than in the seal that was opened. In a session that was not opened,
/// a subject is a login.
///
/// A session that was renewed by hand is new already.
///
/// # Errors
///
/// [`Error::Unsealable`], if a subject has no form in JSON, and [`Error::Random`].
#[inline]
pub(super) fn renew_for_another<T: IronSession>(
    data: &T,
    state: &mut State,
    draft: &Draft,
    now: u32,
) -> Result<(), Error> {
    if !T::HAS_SUBJECT || state.is_renewed() {
        return Ok(());
    }
    if subject_json(data)? != subject_json::<T>(&held(state, draft, now))? {
        state.renew();
        due::ensure_id(state)?;
    }
    Ok(())
}
