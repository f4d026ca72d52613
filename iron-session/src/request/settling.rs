//! [`settlement`]: what a store of revocations is told of a save, before its response goes out.

use std::sync::Arc;

use super::policy::Policy;
use super::screening::subject_of;
use super::set_cookies::SetCookies;
use super::state::State;
use crate::error::Error;
use crate::events::Event;
use crate::members::{self, IronSession};
use crate::revocation::{Begun, DeviceText, Ended, Question, Revoker, Settlement};
use crate::seal::Contents;

/// Adds to a save what a store of revocations has to be told.
#[cold]
pub(super) fn add_settlement<T: IronSession>(saved: &mut Result<SetCookies, Error>, data: &T, state: &State) {
    let Ok(cookies) = saved else { return };
    match settlement(data, state) {
        Ok(settlement) => cookies.add_settlement(settlement),
        Err(error) => *saved = Err(error),
    }
}

/// Tells a store of revocations of a save, if it answers at once. If it does not, the save is an error.
#[cold]
pub(super) fn settle_by_hand<T: IronSession>(saved: &mut Result<SetCookies, Error>, data: &T, state: &State) {
    add_settlement(saved, data, state);
    let Ok(cookies) = saved else { return };
    let Some(settlement) = cookies.take_settlement() else { return };
    if let Err(error) = settle_at_once(*settlement, state) {
        *saved = Err(error);
    }
}

/// Tells a store, if it answers at once.
#[cold]
pub(crate) fn settle_at_once(settlement: Settlement, state: &State) -> Result<(), Error> {
    if settlement.waits() {
        return Err(Error::Unsettled { cookie: state.policy.config.cookie });
    }
    let ended = settlement.ended.len();
    settlement.settle_at_once()?;
    (0..ended).for_each(|_| state.report(Event::Revoked));
    Ok(())
}

/// What a store of revocations is told of a save: the session that it replaces, and the session that begins.
fn settlement<T: IronSession>(data: &T, state: &State) -> Result<Option<Box<Settlement>>, Error> {
    let Some(revoker) = revoker(&state.policy) else { return Ok(None) };
    let Some(written) = state.written else { return Ok(None) };
    let (opened, id) = (state.received.contents.as_ref(), state.id());
    let is_new = opened.is_none_or(|opened| opened.record().id != id);
    if !is_new {
        return Ok(None);
    }
    let former = opened.map(|opened| question_of::<T>(revoker, opened, state)).transpose()?;
    let ended = opened.and_then(|opened| ended(revoker, opened, former, state));
    let subject = subject_of(revoker, data).map_err(|source| Error::Unsealable { member: "", source })?;
    let keep_for = keep_for(revoker, written.times.created, state);
    let begun = id.zip(subject).map(|(id, subject)| Begun {
        id,
        subject,
        created: written.times.created,
        // What `restart` begins has nothing to do with it.
        former: former.filter(|former| former.subject == Some(subject) && !state.is_restarted()),
        own_cut_off: state.screening.as_ref().and_then(|screening| screening.own_cut_off),
        device: device(state, written.times.created),
        keep_for,
    });
    Ok(made(revoker, ended, begun))
}

/// What a store is told of a session that is destroyed.
pub(crate) fn settlement_of_removal<T: IronSession>(state: &State) -> Option<Box<Settlement>> {
    let revoker = revoker(&state.policy)?;
    let opened = state.received.contents.as_ref()?;
    // Without its subject it is ended all the same.
    let former = question_of::<T>(revoker, opened, state).ok();
    made(revoker, ended(revoker, opened, former, state), None)
}

fn revoker(policy: &Policy) -> Option<&Arc<Revoker>> {
    policy.screen.as_ref()?.revoker.as_ref()
}

fn made(revoker: &Arc<Revoker>, ended: Option<Ended>, begun: Option<Begun>) -> Option<Box<Settlement>> {
    if ended.is_none() && begun.is_none() {
        return None;
    }
    Some(Box::new(Settlement { revoker: Arc::clone(revoker), ended: ended.into_iter().collect(), begun }))
}

fn ended(revoker: &Revoker, opened: &Contents, former: Option<Question>, state: &State) -> Option<Ended> {
    let record = opened.record();
    let subject = former.and_then(|former| former.subject);
    Some(Ended { id: record.id?, subject, keep_for: keep_for(revoker, record.created, state) })
}

/// What a store would be asked of the session that was opened.
fn question_of<T: IronSession>(
    revoker: &Revoker,
    opened: &Contents,
    state: &State,
) -> Result<Question, Error> {
    let record = opened.record();
    let read = members::read_session::<T>(record.schema, opened.json(), state.now.to_open());
    let subject = read.ok().map(|data| subject_of(revoker, &data)).transpose();
    let subject = subject.map_err(|source| Error::Unsealable { member: "", source })?.flatten();
    let created = if opened.is_fe26() { 0 } else { record.created };
    Ok(Question { id: record.id, subject, created })
}

/// For how many seconds the seals of a session that began then may be valid.
fn keep_for(revoker: &Revoker, created: u32, state: &State) -> u32 {
    let absolute_timeout = state.policy.limits.absolute_timeout.unwrap_or(revoker.keep_for);
    let end = u64::from(created) + u64::from(absolute_timeout.min(revoker.keep_for));
    // Another server's clock may be a minute behind, and keeps the seal valid for as long.
    let left = end.saturating_sub(state.now.to_open()).saturating_add(60);
    u32::try_from(left).unwrap_or(u32::MAX).min(revoker.kept_for())
}

fn device(state: &State, began: u32) -> Option<DeviceText> {
    let label = state.screening.as_ref()?.label.as_ref()?;
    Some(DeviceText { label: label.clone(), began })
}
