//! [`Lease`]: what ties a lent session to its slot.

use std::sync::Arc;

use super::shared::Shared;
use crate::error::SessionError;
use crate::members::IronSession;
use crate::request::Loaded;

/// What ties a lent session to its slot.
pub(crate) struct Lease<T: IronSession> {
    shared: Arc<Shared<T>>,
    /// How often the session had been written when it was lent.
    version: u32,
    /// Whether it was at rest, rather than read anew beside somebody else's.
    is_original: bool,
    writing: bool,
}

impl<T: IronSession> Lease<T> {
    pub(crate) fn new(shared: &Arc<Shared<T>>, version: u32, is_original: bool) -> Self {
        Self { shared: Arc::clone(shared), version, is_original, writing: false }
    }

    /// Tells the slot that the session is about to be changed.
    pub(crate) fn begin_write(&mut self) {
        if !self.writing {
            self.writing = true;
            self.become_writer();
        }
    }

    #[cold]
    fn become_writer(&self) {
        let mut slot = self.shared.lock();
        slot.conflict |= slot.writing || slot.version != self.version;
        slot.writing = true;
        let is_late = slot.finished;
        drop(slot);
        self.report_if_late(is_late);
    }

    /// Puts a dropped session back. What a panicking holder changed is left out.
    pub(crate) fn give_back(self, live: Loaded<T>) {
        let mut slot = self.shared.lock();
        if !self.writing {
            // Only the original has the members that are not sealed.
            let fits = slot.version == self.version && !slot.writing;
            if fits && (self.is_original || slot.at_rest.is_none()) {
                slot.at_rest = Some(live);
            }
            return;
        }
        slot.writing = false;
        if slot.version != self.version {
            // It was destroyed meanwhile, and must not come back.
            slot.conflict = true;
        } else if !std::thread::panicking() {
            slot.rest(live);
        }
    }

    /// Leaves a fresh session in place of the one that ended.
    pub(crate) fn give_back_destroyed(self, ended: &Loaded<T>) {
        let fresh = Loaded::new(T::default(), ended.state.afresh());
        let mut slot = self.shared.lock();
        slot.writing &= !self.writing;
        slot.destroyed = Some(ended.state.clone());
        slot.rest(fresh);
        let is_late = slot.finished;
        drop(slot);
        self.report_if_late(is_late);
    }

    fn report_if_late(&self, is_late: bool) {
        if is_late {
            let sessions = &self.shared.sessions;
            sessions.report(&SessionError::TooLate { cookie: sessions.cookie() });
        }
    }
}
