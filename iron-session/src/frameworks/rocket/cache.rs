//! [`Cache`]: what a request keeps, from the guards until the fairing.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rocket::request::Request;

use crate::error::SessionError;
use crate::session::SessionSlots;

/// What a request keeps about its sessions.
#[derive(Default)]
pub(super) struct Cache {
    pub(super) slots: Mutex<SessionSlots>,
    pub(super) error: Mutex<Option<Arc<SessionError>>>,
    /// Where a visitor who was turned away can sign in. It is used if no route answers.
    pub(super) page: Mutex<Option<&'static str>>,
}

impl Cache {
    pub(super) fn of<'r>(request: &'r Request<'_>) -> &'r Self {
        request.local_cache(Self::default)
    }

    /// Logs the error and keeps it. Rocket's catchers tell the developer only a status.
    pub(super) fn fail(&self, error: SessionError) -> Arc<SessionError> {
        log::error!("{error}");
        let error = Arc::new(error);
        *lock(&self.error) = Some(Arc::clone(&error));
        error
    }
}

/// Locks a value, even after a panic: a panic of the application's code leaves no value half changed.
pub(super) fn lock<V>(value: &Mutex<V>) -> MutexGuard<'_, V> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
