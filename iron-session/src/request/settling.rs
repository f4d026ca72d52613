//! [`settlement`]: what a store of revocations is told of a save, before its response goes out.

use std::sync::Arc;

use super::screening::subject_of;
use super::set_cookies::SetCookies;
use super::state::{State, Written};
use crate::error::{Error, Rejection};
use crate::members::{self, IronSession};
use crate::revocation::{
    Begun, DeviceText, Ended, Fact, Outage, Question, Revoker, Settled, Settlement, SubjectHash,
};
use crate::seal::{Contents, Id};

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
pub(super) fn settle_by_hand<T: IronSession>(
    saved: &mut Result<SetCookies, Error>,
    data: &T,
    state: &mut State,
) {
    add_settlement(saved, data, state);
    let Ok(cookies) = saved else { return };
    let Some(settlement) = cookies.take_settlement() else { return };
    let begun = settlement.begun();
    match settle_at_once(*settlement, state) {
        Ok(Settled::Alive { .. }) => state.note_told(begun),
        Ok(Settled::Dead) => cookies.withdraw(),
        Err(error) => *saved = Err(error),
    }
}

impl State {
    /// Notes that the store is told that the opened session ends, and which one has begun. What it knows of
    /// the former is this request's own doing then.
    pub(super) fn note_told(&mut self, begun: Option<Question>) {
        let screening = self.screening.get_or_insert_default();
        screening.is_told = true;
        screening.replaced.clear();
        screening.begun = begun.or(screening.begun);
    }

    /// The session that this request has begun, if the store was told of it.
    fn begun(&self) -> Option<Question> {
        self.screening.as_deref()?.begun
    }

    /// Whether this request has told the store that the session ends which a save would continue.
    fn has_ended_former(&self) -> bool {
        self.screening.as_deref().is_some_and(|screening| screening.is_told && screening.begun.is_none())
    }

    /// Has the sessions that another state of this request has written end with this one.
    pub(crate) fn ends_too(&mut self, other: &Self) {
        let written = other.written.and_then(|_| other.id());
        let replaced = other.screening.iter().flat_map(|screening| &screening.replaced).copied();
        self.ends_ids(replaced.chain(written));
    }

    /// Has the sessions of these ids end with this one.
    pub(crate) fn ends_ids(&mut self, ids: impl Iterator<Item = Id>) {
        for id in ids {
            let replaced = &mut self.screening.get_or_insert_default().replaced;
            replaced.extend(Some(id).filter(|id| !replaced.contains(id)));
        }
    }

    /// Whether the store knows that the former session was ended, by others than this request.
    pub(crate) fn is_ended_by_others(&self, former: Question, known: impl Fn(Fact) -> Option<u64>) -> bool {
        let own_cut_off = self.screening.as_deref().and_then(|screening| screening.own_cut_off);
        former.is_ended_by_others(self.has_ended_former(), own_cut_off, known)
    }

    /// Whether a session of the subject continues the former one. What `restart` begins has nothing to do
    /// with what was opened.
    fn continues(&self, former: &Question, subject: Option<SubjectHash>) -> bool {
        former.subject == subject && (self.begun().is_some() || !self.is_restarted())
    }

    /// Whether a cookie was refused because its store has to be waited for.
    pub(crate) fn is_unchecked(&self) -> bool {
        self.received.rejection == Some(Rejection::Unchecked)
    }
}

/// Tells a store, if it answers at once.
#[cold]
pub(crate) fn settle_at_once(settlement: Settlement, state: &State) -> Result<Settled, Error> {
    if settlement.waits() {
        return Err(Error::Unsettled { cookie: state.policy.config.cookie });
    }
    let settled = settlement.settle_at_once()?;
    settled.events().for_each(|event| state.report(event));
    Ok(settled)
}

/// What a store of revocations is told of a save: the sessions that it replaces, and the session that begins.
fn settlement<T: IronSession>(data: &T, state: &State) -> Result<Option<Box<Settlement>>, Error> {
    let Some(revoker) = state.policy.revoker() else { return Ok(None) };
    let Some(written) = state.written else { return Ok(None) };
    let (opened, id) = (state.received.contents.as_ref(), state.id());
    let is_new = opened.is_none_or(|opened| opened.record().id != id);
    if !is_new {
        return Ok(None);
    }
    let former = former::<T>(revoker, state)?;
    Ok(settlement_of(revoker, former, subject_of(revoker, data)?, written, state))
}

fn settlement_of(
    revoker: &Arc<Revoker>,
    former: Option<Question>,
    subject: Option<SubjectHash>,
    written: Written,
    state: &State,
) -> Option<Box<Settlement>> {
    let (id, created) = (state.id(), written.times.created);
    let screening = state.screening.as_deref();
    let begun = id.map(|id| Begun {
        new: Question { id: Some(id), subject, created },
        former: former.filter(|former| state.continues(former, subject)),
        is_told: state.has_ended_former(),
        own_cut_off: screening.and_then(|screening| screening.own_cut_off),
        device: device(state, created),
        keep_for: until_absolute_end(revoker, created, state),
    });
    let begun = begun.filter(|begun| begun.new.subject.is_some() || begun.former.is_some());
    made(revoker, ended(revoker, former, None, state), begun)
}

/// What a store is told of a session that is destroyed.
pub(crate) fn settlement_of_removal<T: IronSession>(state: &State) -> Option<Box<Settlement>> {
    let revoker = state.policy.revoker()?;
    // Without its subject it is ended all the same.
    let former = former::<T>(revoker, state).ok().flatten();
    let written = state.written.and_then(|_| state.id());
    made(revoker, ended(revoker, former, written, state), None)
}

/// What a store is asked of the former session, if the present one of the subject continues it.
pub(crate) fn former_of<T: IronSession>(
    revoker: &Revoker,
    subject: SubjectHash,
    state: &State,
) -> Option<Question> {
    former::<T>(revoker, state).ok().flatten().filter(|former| state.continues(former, Some(subject)))
}

/// What a store is asked of the session that a save would continue: the one that this request has begun
/// before, or else the one that was opened.
///
/// A program may keep a session and save it again. Meanwhile it may have been ended, and must not come back.
fn former<T: IronSession>(revoker: &Revoker, state: &State) -> Result<Option<Question>, Error> {
    match (state.begun(), &state.received.contents) {
        (Some(begun), _) => Ok(Some(begun)),
        (None, Some(opened)) => question_of::<T>(revoker, opened, state).map(Some),
        (None, None) => Ok(None),
    }
}

fn made(revoker: &Arc<Revoker>, ended: Vec<Ended>, begun: Option<Begun>) -> Option<Box<Settlement>> {
    if ended.is_empty() && begun.is_none() {
        return None;
    }
    Some(Box::new(Settlement { revoker: Arc::clone(revoker), ended, begun }))
}

/// The sessions that end: the one that was opened, and those that this request has written before.
fn ended(revoker: &Revoker, former: Option<Question>, written: Option<Id>, state: &State) -> Vec<Ended> {
    let subject = former.and_then(|former| former.subject);
    let screening = state.screening.as_deref();
    let is_told = screening.is_some_and(|screening| screening.is_told);
    let opened = former.and_then(|former| former.id).filter(|_| !is_told);
    let replaced = screening.into_iter().flat_map(|screening| &screening.replaced).copied();
    let mut ids: Vec<Id> = opened.into_iter().chain(replaced).collect();
    ids.extend(written.filter(|written| !ids.contains(written)));
    let keep_for = until_last_seal(revoker, state);
    ids.into_iter().map(|id| Ended { id, subject, keep_for }).collect()
}

/// Has the sessions of these ids end with a save.
pub(crate) fn also_end(saved: &mut SetCookies, state: &State, ids: impl Iterator<Item = Id>) {
    let Some(revoker) = state.policy.revoker() else { return };
    let keep_for = until_last_seal(revoker, state);
    saved.also_end(revoker, ids.map(|id| Ended { id, subject: None, keep_for }));
}

/// What a store would be asked of the session that was opened.
fn question_of<T: IronSession>(
    revoker: &Revoker,
    opened: &Contents,
    state: &State,
) -> Result<Question, Error> {
    let record = opened.record();
    let read = members::read_session::<T>(record.schema, opened.json(), state.now.to_open());
    let subject = read.ok().map(|data| subject_of(revoker, &data)).transpose()?.flatten();
    let created = if opened.is_fe26() { 0 } else { record.created };
    Ok(Question { id: record.id, subject, created })
}

/// For how many seconds the seals of a session that ends now may still be valid.
///
/// A request that is at work may write one more, so a day is added. While a store does not answer, a session
/// that was ended may be lent, and written again: with that rule it is its absolute end. Nothing is longer
/// than the revocations are kept.
fn until_last_seal(revoker: &Revoker, state: &State) -> u32 {
    if revoker.outage == Outage::Accept {
        let opened = state.received.contents.as_ref().map(|contents| contents.times().created);
        let created = opened.or(state.written.map(|written| written.times.created));
        return created.map_or(revoker.kept_for(), |created| until_absolute_end(revoker, created, state));
    }
    let now = state.now.to_open();
    let opened = state.received.contents.as_ref().map_or(0, |contents| contents.times().expires.into());
    let end = now.saturating_add(state.policy.limits.max_age.into()).max(opened).saturating_add(DAY_SECS);
    u32::try_from(end.saturating_sub(now)).unwrap_or(u32::MAX).min(revoker.kept_for())
}

/// For how many seconds a session that began then may live.
fn until_absolute_end(revoker: &Revoker, created: u32, state: &State) -> u32 {
    let absolute_timeout = state.policy.limits.absolute_timeout.unwrap_or(revoker.keep_for);
    let end = u64::from(created).saturating_add(absolute_timeout.min(revoker.keep_for).into());
    // Another server's clock may be a minute behind, and keeps the seal valid for as long.
    let left = end.saturating_sub(state.now.to_open()).saturating_add(60);
    u32::try_from(left).unwrap_or(u32::MAX).min(revoker.kept_for())
}

const DAY_SECS: u64 = 86_400;

fn device(state: &State, began: u32) -> Option<DeviceText> {
    let label = state.screening.as_ref()?.label.as_ref()?;
    Some(DeviceText { label: label.clone(), began, created: began })
}
