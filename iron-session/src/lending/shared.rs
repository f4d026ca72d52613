//! [`Shared`]: what all who have to do with the session of one request have in common.

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

    /// A panic of the application's own code under the lock, such as a serializer's, leaves nothing half done.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Lender<T>> {
        self.lender.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
