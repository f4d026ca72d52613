//! [`PerRequest`]: what a request keeps about its sessions, from the first guard until the fairing.

use std::any::Any;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rocket::request::Request;

use crate::error::SessionError;
use crate::frameworks::pending::Pending;
use crate::members::IronSession;
use crate::request::SessionManager;
use crate::session::{Answer, SessionSlot, SessionSlots};

/// What a request keeps about its sessions.
#[derive(Default)]
pub(super) struct PerRequest {
    slots: Mutex<SessionSlots>,
    /// The [`Pending`] of each slot. They are dropped with the request. A request without a response is
    /// dropped when it was cancelled, or by a panic in a fairing.
    pending: Mutex<Vec<Box<dyn Any + Send + Sync>>>,
    pub(super) error: Mutex<Option<Arc<SessionError>>>,
    /// What a visitor who was turned away is told. It is used if no route answers.
    pub(super) answer: Mutex<Option<Answer>>,
    /// Whether the method was HEAD. Rocket looks for a route of GET then, and changes the method.
    pub(super) by_head: AtomicBool,
}

impl PerRequest {
    pub(super) fn of<'r>(request: &'r Request<'_>) -> &'r Self {
        request.local_cache(Self::default)
    }

    /// The slot of a session type, which is made if the request has none yet.
    pub(super) fn slot<T: IronSession>(
        &self,
        sessions: &Arc<SessionManager<T>>,
    ) -> Result<SessionSlot<T>, SessionError> {
        let mut slots = lock(&self.slots);
        if let Some(slot) = slots.add(sessions)? {
            lock(&self.pending).push(Box::new(Pending::from(slot)));
        }
        slots.get()
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
