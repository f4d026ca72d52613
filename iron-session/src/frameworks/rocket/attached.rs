//! [`Attached`] and [`AllAttached`]: what the fairings leave in Rocket's state.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use rocket::{Phase, Rocket};

use super::per_request::lock;
use crate::error::SessionError;
use crate::members::IronSession;
use crate::request::{CookieNames, SessionManager};
use crate::session::SessionSlots;

/// What the guards find in Rocket's state.
pub(super) struct Attached<T: IronSession>(pub(super) Arc<SessionManager<T>>);

/// All attached fairings, of whatever type.
#[derive(Default)]
pub(super) struct AllAttached {
    all: Mutex<Vec<AnyAttached>>,
    /// Whether the route for requests that are refused is there.
    pub(super) refuses: AtomicBool,
}

#[derive(Clone)]
struct AnyAttached {
    cookies: CookieNames,
    /// Tells the observer of the manager, and whether there is one.
    tell: Arc<dyn Fn(&SessionError) -> bool + Send + Sync>,
}

impl AllAttached {
    /// Adds a fairing's manager, or returns a cookie name of it that another fairing has already.
    pub(super) fn add<T: IronSession>(&self, sessions: &Arc<SessionManager<T>>) -> Result<(), &'static str> {
        let cookies = sessions.cookie_names();
        let mut all = lock(&self.all);
        if let Some(taken) = cookies.shared_with(all.iter().map(|it| it.cookies)) {
            return Err(taken);
        }
        let sessions = Arc::clone(sessions);
        all.push(AnyAttached { cookies, tell: Arc::new(move |error| sessions.tell_observer(error)) });
        Ok(())
    }

    /// Tells the observers of all fairings of an error, and whether there is one.
    fn tell_all(&self, error: &SessionError) -> bool {
        // The observers are code of the application, so the lock is free again.
        let all = lock(&self.all).clone();
        // Each of them is told, so the first that hears does not end it.
        all.iter().filter(|it| (it.tell)(error)).count() > 0
    }
}

/// Tells the operator of a session type without a fairing, and returns the error.
pub(super) fn report_no_fairing<T, P: Phase>(rocket: &Rocket<P>) -> SessionError {
    let all = rocket.state::<AllAttached>();
    SessionSlots::report_no_layer::<T>(|error| all.is_some_and(|all| all.tell_all(error)))
}
