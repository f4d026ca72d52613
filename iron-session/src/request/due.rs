//! What is due when a session is saved, and the record that is sealed then.

use super::state::{Beginning, Due, State};
use super::waiting;
use crate::error::Error;
use crate::seal::{Contents, Record};
use crate::times::Times;

/// How long a native seal that is to be sealed anew with the same times may wait, in seconds.
const RESEAL_WAITS_SECS: u64 = 24 * 60 * 60;

/// What is to be written even if the data is as it was opened.
///
/// If a seal was already written in this request, a later save has to replace it, even if that undoes the
/// change.
#[inline]
pub(super) fn due(state: &State) -> Due {
    if state.changes.beginning != Beginning::Kept || state.changes.is_bound {
        return Due::NewTimes;
    }
    if let Some(written) = &state.written {
        return written.due;
    }
    let due = unasked(state);
    if due != Due::No && waiting::waits(state, deadline(state)) { Due::No } else { due }
}

/// What is due although no handler asks for it.
#[inline]
pub(super) fn unasked(state: &State) -> Due {
    match &state.received.contents {
        Some(contents) if !state.received.unreadable_sent => {
            if refresh_is_due(state, contents) {
                Due::NewTimes
            } else if is_to_be_sealed_anew(state, contents) {
                Due::SameTimes
            } else {
                Due::No
            }
        }
        _ => Due::No,
    }
}

/// Until when what is due may wait, in seconds since 1970.
///
/// A refresh waits for half of `refresh_after` at most, and for half of the time that is left. A native seal
/// that is to be made anew waits for a day at most, and a Fe26.2 seal until a quarter of `max_age` is left.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "sums of a few numbers of seconds, each no larger than a `u32`, in a `u64`"
)]
fn deadline(state: &State) -> u64 {
    let Some(contents) = &state.received.contents else { return 0 };
    let times = contents.times();
    let refresh = refresh_after(state, contents).filter(|_| refresh_is_due(state, contents)).map(|after| {
        let (due, end) = (u64::from(times.issued) + after, times.effective_end(state.policy.limits));
        due + (after / 2).min(u64::from(end).saturating_sub(due) / 2)
    });
    let reseal = is_to_be_sealed_anew(state, contents).then(|| {
        if contents.is_fe26() {
            // Such a seal does not tell when it was made.
            u64::from(times.expires).saturating_sub(u64::from(state.policy.limits.max_age) / 4)
        } else {
            u64::from(times.issued) + RESEAL_WAITS_SECS
        }
    });
    refresh.into_iter().chain(reseal).min().unwrap_or(0)
}

/// Whether a seal is to be replaced by one with the same times.
#[inline]
fn is_to_be_sealed_anew(state: &State, contents: &Contents) -> bool {
    // A Fe26.2 seal opens up to a minute after its end. Sealed anew with the same end, a native seal would
    // never open, and a Fe26.2 cookie would have a Max-Age of zero.
    let lives = u64::from(contents.times().expires) > state.now.to_open();
    lives && (contents.needs_reseal() || state.received.migrated || state.is_foreign(contents))
}

/// Whether using the session now counts as writing it, and moves its end.
#[inline]
#[expect(
    clippy::arithmetic_side_effects,
    reason = "`refresh_after` gives no more than the sealed length, so both are seconds of a `u32`"
)]
fn refresh_is_due(state: &State, contents: &Contents) -> bool {
    let Some(after) = refresh_after(state, contents) else { return false };
    let (times, limits) = (contents.times(), state.policy.limits);
    let gains = || {
        let extended = times.extend(state.now.to_seal()?, length(state), limits)?;
        Ok::<_, Error>(extended.expires > times.effective_end(limits))
    };
    state.now.to_open() >= u64::from(times.issued) + after && gains().unwrap_or(false)
}

/// How long after a seal was written a refresh is due, in seconds.
#[inline]
fn refresh_after(state: &State, contents: &Contents) -> Option<u64> {
    let after = state.policy.config.refresh_after_secs()?;
    // A session with a shorter lifetime than its type's may end before the type's `refresh_after`. Then half
    // of its lifetime takes the place of `refresh_after`. It was begun with a length of its own, or before
    // `max_age` was made longer.
    let sealed_length = u64::from(contents.times().length());
    let after = if sealed_length <= after { sealed_length / 2 } else { after };
    Some(after).filter(|_| !state.is_foreign(contents))
}

/// Whether a seal would hold no new data: it is only a refresh, or sealed anew.
#[inline]
pub(super) fn is_optional(state: &State) -> bool {
    state.kept().is_some() && state.written.is_none() && !state.changes.is_bound
}

/// Draws the session's id, if its type has one and the session does not have one yet.
#[inline]
pub(super) fn ensure_id(state: &mut State) -> Result<(), Error> {
    // A refresh or a seal made anew does not grow: a read must not fail because the type has gained an id.
    let may_grow = state.changes.touched || state.kept().is_none();
    if state.policy.config.id && may_grow && state.id().is_none() {
        state.draw_id()?;
    }
    Ok(())
}

/// The record that is sealed beside the data.
#[inline]
pub(super) fn record(state: &State, schema: u16, due: Due) -> Result<Record, Error> {
    let Times { created, issued, expires } = times(state, due)?;
    let (id, transient, own_length) = (state.id(), is_transient(state), state.own_length());
    Ok(Record { created, issued, expires, schema, id, transient, own_length })
}

#[inline]
fn times(state: &State, due: Due) -> Result<Times, Error> {
    let (length, limits) = (length(state), state.policy.limits);
    match state.kept() {
        Some(contents) if due == Due::SameTimes => Ok(contents.times()),
        Some(contents) => contents.times().extend(state.now.to_seal()?, length, limits),
        None => Times::begin(state.beginning().to_seal()?, length, limits),
    }
}

/// How long a lifetime is that begins now, in seconds: the session's own length, or today's `max_age`.
#[inline]
fn length(state: &State) -> u32 {
    state.own_length().unwrap_or(state.policy.limits.max_age)
}

/// Whether the browser is to forget the cookie when it exits: by today's configuration, or by this session's
/// `renew`.
#[inline]
fn is_transient(state: &State) -> bool {
    let opened = state.received.contents.as_ref().filter(|_| !state.is_restarted());
    let kept = opened.is_some_and(|contents| contents.record().transient);
    state.changes.own_persistent.map_or(kept, |persistent| !persistent) || !state.policy.config.persistent
}
