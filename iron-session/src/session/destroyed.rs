//! [`Destroyed`]: a session that has ended.

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::members::IronSession;
use crate::request::{SetCookies, State, events};

/// A session that has ended; saving it tells the browser. If a framework's layer lent the session, it does so by itself.
///
/// Dropping one that was loaded by hand without saving it is an event of the feature `tracing`: nobody was logged out.
pub struct Destroyed<T: IronSession> {
    state: State,
    /// Whether the browser learns of it.
    is_told: AtomicBool,
    session: PhantomData<T>,
}

impl<T: IronSession> Destroyed<T> {
    pub(crate) fn new(state: State, is_told: bool) -> Self {
        Self { state, is_told: AtomicBool::new(is_told), session: PhantomData }
    }

    /// The Set-Cookie values that remove the cookie, in this shape and in those of earlier configurations.
    pub fn set_cookies(&self) -> SetCookies {
        self.is_told.store(true, Ordering::Relaxed);
        SetCookies::removal(&self.state)
    }
}

impl<T: IronSession> Drop for Destroyed<T> {
    fn drop(&mut self) {
        if !*self.is_told.get_mut() {
            events::logout_lost(self.state.policy.config.cookie);
        }
    }
}

impl<T: IronSession> fmt::Debug for Destroyed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Destroyed").finish_non_exhaustive()
    }
}
