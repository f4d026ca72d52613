//! [`Pending`]: the slot of a request that has no response yet.

use std::ops::Deref;

use crate::members::IronSession;
use crate::session::{Finished, SessionSlot};

/// The slot of a request that has no response yet.
///
/// If it is dropped before it was finished, the slot is abandoned: the request was cancelled, it panicked, or
/// the service below the layer failed. Drop it after the handler's future, so that the sessions that the
/// handler holds come back before.
pub(crate) struct Pending<T: IronSession> {
    slot: SessionSlot<T>,
    is_finished: bool,
}

impl<T: IronSession> Pending<T> {
    /// What is to be written to the response; none if it is to be left alone. After a panic in there, the
    /// slot is still abandoned.
    #[allow(dead_code, reason = "Rocket finishes the slot in a fairing, and keeps this in the request")]
    pub(crate) fn finish<'a, I: IntoIterator<Item = &'a [u8]>>(
        &mut self,
        present: impl FnOnce() -> I,
    ) -> Option<Finished> {
        let finished = self.slot.finish_to_settle(present);
        self.is_finished = true;
        finished
    }
}

impl<T: IronSession> From<SessionSlot<T>> for Pending<T> {
    fn from(slot: SessionSlot<T>) -> Self {
        Self { slot, is_finished: false }
    }
}

impl<T: IronSession> Deref for Pending<T> {
    type Target = SessionSlot<T>;

    fn deref(&self) -> &SessionSlot<T> {
        &self.slot
    }
}

impl<T: IronSession> Drop for Pending<T> {
    fn drop(&mut self) {
        if !self.is_finished {
            self.slot.abandon();
        }
    }
}
