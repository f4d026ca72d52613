//! [`DataSet`]: whether the server still has what it had.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::keys::number_below_2_53;
use crate::error::StoreError;

/// Whether the server still has what it had: a random number that it keeps under a key without end.
///
/// The number tells a data set from its successor. So each process sees the loss, also if another one has
/// marked the data set anew already.
pub(super) struct DataSet(Mutex<State>);

struct State {
    /// None after a loss, until there is a new mark.
    mark: Option<u64>,
    /// How often `mark` has changed. An answer to a question from before the last change tells nothing.
    changes: u64,
    is_lost_untold: bool,
}

/// How often the mark had changed when a question was asked.
#[derive(Clone, Copy)]
pub(super) struct Asked(u64);

impl DataSet {
    pub(super) fn new(mark: Option<u64>) -> Self {
        Self(Mutex::new(State { mark, changes: 0, is_lost_untold: false }))
    }

    pub(super) fn asked(&self) -> Asked {
        Asked(self.lock().changes)
    }

    /// Takes note of the mark that an answer had. True if there has to be a new one.
    pub(super) fn seen(&self, mark: Option<u64>, asked: Asked) -> bool {
        let mut state = self.lock();
        if state.mark != mark && state.changes == asked.0 {
            state.is_lost_untold |= state.mark.is_some();
            state.mark = mark;
            state.changes = state.changes.wrapping_add(1);
        }
        mark.is_none() && state.mark.is_none()
    }

    /// Whether the data set was lost. It is told once.
    pub(super) fn is_lost_untold(&self) -> bool {
        std::mem::take(&mut self.lock().is_lost_untold)
    }

    /// A panic under the lock leaves nothing half done.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A number that no data set had before.
pub(super) fn new_mark() -> Result<u64, StoreError> {
    let mut bytes = [0; 8];
    crate::random::system(&mut bytes).map_err(StoreError::new)?;
    Ok(number_below_2_53(u64::from_le_bytes(bytes) >> 11))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_is_told_once() {
        let data_set = DataSet::new(Some(1));
        assert!(!data_set.seen(Some(1), data_set.asked()) && !data_set.is_lost_untold());
        assert!(data_set.seen(None, data_set.asked()), "there has to be a new mark");
        assert!(data_set.seen(None, data_set.asked()), "the new one was not stored");
        assert!(data_set.is_lost_untold());
        assert!(!data_set.seen(Some(2), data_set.asked()) && !data_set.is_lost_untold());
    }

    #[test]
    fn a_loss_is_seen_by_the_mark_that_another_process_has_set() {
        let data_set = DataSet::new(Some(1));
        assert!(!data_set.seen(Some(2), data_set.asked()));
        assert!(data_set.is_lost_untold() && !data_set.is_lost_untold());
    }

    #[test]
    fn late_answers_tell_nothing() {
        let data_set = DataSet::new(Some(1));
        let early = data_set.asked();
        data_set.seen(Some(2), early);
        assert!(data_set.is_lost_untold());
        assert!(!data_set.seen(Some(1), early) && !data_set.is_lost_untold());
        assert!(!data_set.seen(None, early) && !data_set.is_lost_untold());
        assert!(!data_set.seen(Some(2), data_set.asked()) && !data_set.is_lost_untold());
    }
}
