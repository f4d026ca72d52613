//! [`Shared`]: the manager, and the lender under its lock.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::lender::Lender;
use crate::members::IronSession;
use crate::request::SessionManager;

/// What all clones of a slot, and all leases of it, have in common.
pub(crate) struct Shared<T: IronSession> {
    pub(crate) sessions: Arc<SessionManager<T>>,
    lender: Mutex<Lender<T>>,
}

impl<T: IronSession> Shared<T> {
    pub(crate) fn new(sessions: Arc<SessionManager<T>>) -> Self {
        Self { sessions, lender: Mutex::default() }
    }

    /// A panic in code of the application under the lock, such as in a serializer, leaves nothing half done.
    /// So the lock is taken even after one.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Lender<T>> {
        self.lender.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
