//! [`screen`]: whether the session of a seal that opens was ended from the server.

use super::screen::{Screen, Screening};
use super::state::State;
use crate::error::{Error, Rejection};
use crate::members::{IronSession, subject_json};
use crate::revocation::{Question, Revoker, SubjectHash, hash_of};
use crate::seal::Record;
use crate::times::whole_seconds;

/// Lets a session in whose seal opens, or says why not. `data` is what was read of it.
#[inline]
pub(super) fn screen<T: IronSession>(
    data: &T,
    record: &Record,
    is_fe26: bool,
    state: &mut State,
) -> Result<(), Rejection> {
    match &state.policy.screen {
        None => Ok(()),
        Some(screen) => judge(data, record, is_fe26, screen, state.screening.as_deref_mut()),
    }
}

#[cold]
fn judge<T: IronSession>(
    data: &T,
    record: &Record,
    is_fe26: bool,
    screen: &Screen,
    screening: Option<&mut Screening>,
) -> Result<(), Rejection> {
    // The seal of JavaScript does not tell when its session began.
    let created = if is_fe26 { 0 } else { record.created };
    let moment = screen.not_before.as_ref().and_then(|not_before| not_before(data));
    if moment.is_some_and(|moment| u64::from(created) < whole_seconds(moment)) {
        return Err(Rejection::Revoked);
    }
    let Some(revoker) = &screen.revoker else { return Ok(()) };
    let unreadable = |_| Rejection::payload(T::SUBJECT.unwrap_or_default(), 0);
    let subject = || subject_of(revoker, data).map_err(unreadable);
    match revoker.verdict_at_once(record.id, created, subject)? {
        Some(false) => Ok(()),
        Some(true) => Err(Rejection::Revoked),
        None => {
            let screening = screening.ok_or(Rejection::Unchecked)?;
            screening.judge(Question { id: record.id, subject: subject()?, created })
        }
    }
}

/// The hash of a session's subject. None for a visitor who is not signed in.
pub(super) fn subject_of<T: IronSession>(revoker: &Revoker, data: &T) -> Result<Option<SubjectHash>, Error> {
    Ok(subject_json(data)?.map(|json| hash_of(revoker.group(), &json)))
}
