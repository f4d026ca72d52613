//! [`Outcome`]: what is written of a session, for the operator.

use super::state::{Due, State};

/// What the Set-Cookie values of a session say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing: there is none for the session's own cookie.
    Nothing,
    /// A new session, or one after a `restart`.
    Begun,
    /// A session that was opened, after a `renew` or with another subject.
    Renewed,
    /// New data.
    Changed,
    /// The same data with new times.
    Refreshed,
    /// The same data with the same times, sealed anew.
    Resealed,
    /// The session has ended.
    Removed,
}

impl Outcome {
    /// What a seal says; nothing if nobody hears of it. Call it before the seal is made, while the state
    /// tells what the browser has.
    #[inline]
    pub(super) fn of_seal(state: &State, changed: bool, due: Due) -> Self {
        if !state.policy.observer.is_listening() {
            Self::Nothing
        } else if state.written.is_none() && state.kept().is_none() {
            let is_opened = state.received.contents.is_some() && !state.is_restarted();
            if is_opened { Self::Renewed } else { Self::Begun }
        } else if changed {
            Self::Changed
        } else if due == Due::SameTimes {
            Self::Resealed
        } else {
            Self::Refreshed
        }
    }
}
