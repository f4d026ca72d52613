//! [`Cache`]: what is kept with a request from the guards to the fairing.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rocket::request::Request;

use crate::error::SessionError;
use crate::session::SessionSlots;

/// What a request remembers of its sessions.
#[derive(Default)]
pub(super) struct Cache {
    pub(super) slots: Mutex<SessionSlots>,
    pub(super) error: Mutex<Option<Arc<SessionError>>>,
    /// Where a visitor who was turned away may sign in, for the response that no route gave.
    pub(super) page: Mutex<Option<&'static str>>,
}

impl Cache {
    pub(super) fn of<'r>(request: &'r Request<'_>) -> &'r Self {
        request.local_cache(Self::default)
    }

    /// Tells the developer, to whom Rocket's catchers say nothing but a status.
    pub(super) fn fail(&self, error: SessionError) -> Arc<SessionError> {
        log::error!("{error}");
        let error = Arc::new(error);
        *lock(&self.error) = Some(Arc::clone(&error));
        error
    }
}

/// A panic of the application's own code leaves nothing here half done.
pub(super) fn lock<V>(value: &Mutex<V>) -> MutexGuard<'_, V> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
