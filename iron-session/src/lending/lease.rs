//! [`Lease`]: a lent session, and what ties it to its lender.

use std::panic::Location;
use std::sync::Arc;

use super::lender::Loan;
use super::shared::Shared;
use crate::error::{Error, SessionError};
use crate::members::IronSession;
use crate::request::{Loaded, SetCookies, State};

/// A lent session, and what ties it to its lender. It goes back when it is dropped.
pub(crate) struct Lease<T: IronSession> {
    /// None after the session has gone back, which is when the lease ends.
    loaded: Option<Box<Loaded<T>>>,
    shared: Arc<Shared<T>>,
    loan: Loan,
}

#[expect(
    clippy::expect_used,
    reason = "only the end of a lease takes its session, and nobody has the lease after that"
)]
impl<T: IronSession> Lease<T> {
    pub(crate) fn new(loaded: Box<Loaded<T>>, shared: Arc<Shared<T>>, loan: Loan) -> Self {
        Self { loaded: Some(loaded), shared, loan }
    }

    #[inline]
    pub(crate) fn loaded(&self) -> &Loaded<T> {
        self.loaded.as_ref().expect(UNTIL_ITS_END)
    }

    #[inline]
    pub(crate) fn loaded_mut(&mut self) -> &mut Loaded<T> {
        self.loaded.as_mut().expect(UNTIL_ITS_END)
    }

    /// The session, after the lender was told that the caller is about to change it.
    #[track_caller]
    pub(crate) fn write(&mut self) -> &mut Loaded<T> {
        if !self.loan.writing {
            self.become_writer(Location::caller());
        }
        self.loaded_mut()
    }

    #[cold]
    fn become_writer(&mut self, place: &'static Location<'static>) {
        let is_late = self.shared.enter().map(|entered| entered.lock().begin_write(self.loan, place));
        // A holder that the lender does not know as the writer must not give back as one.
        self.loan.writing = is_late.is_ok();
        self.report(is_late.unwrap_or(false));
    }

    /// The Set-Cookie values of a save by hand.
    pub(crate) fn set_cookies(&mut self) -> Result<SetCookies, Error> {
        let cookies = self.loaded_mut().set_cookies_ahead()?;
        // If the thread is inside, then in code of the data, and that has no session to save.
        if let Ok(entered) = self.shared.enter() {
            entered.lock().remember(&cookies, self.loaded().state.sealed_id());
        }
        Ok(cookies)
    }

    /// Puts a fresh session in place of the one that ends. Gives the state of that, and whether the lender
    /// knows that it ended.
    #[track_caller]
    pub(crate) fn destroy(mut self) -> (State, bool) {
        let place = Location::caller();
        let fresh = Box::new(Loaded::new(T::default(), self.loaded().state.afresh()));
        let loaded = self.loaded.take().expect(UNTIL_ITS_END);
        let ended = loaded.state.clone();
        let taken = if self.loan.writing {
            Ok(self.shared.lock_as_writer().take_back_destroyed(ended, fresh, self.loan, place))
        } else {
            let entered = self.shared.enter();
            entered.map(|entered| entered.lock().take_back_destroyed(ended, fresh, self.loan, place))
        };
        let is_known = taken.is_ok();
        self.report(taken.is_ok_and(|(is_late, _unneeded)| is_late));
        (loaded.state, is_known)
    }

    fn take_back(&self, loaded: Box<Loaded<T>>) -> (bool, Option<Box<Loaded<T>>>) {
        if self.loan.writing {
            return self.shared.lock_as_writer().take_back(loaded, self.loan);
        }
        match self.shared.enter() {
            Ok(entered) => entered.lock().take_back(loaded, self.loan),
            // Nothing is lost: it was not changed, or was refused when it began to change.
            Err(_) => (false, Some(loaded)),
        }
    }

    /// Call it when this has left the lender: the observer is code of the application.
    fn report(&self, is_late: bool) {
        if is_late {
            let cookie = self.shared.sessions.cookie();
            self.shared.report(&SessionError::TooLate { cookie });
        }
    }
}

/// Why a lease has a session.
const UNTIL_ITS_END: &str = "a lease loses its session when it ends";

impl<T: IronSession> Drop for Lease<T> {
    fn drop(&mut self) {
        let Some(loaded) = self.loaded.take() else { return };
        // The data may have a `Drop` of the application's: it runs when the lock is free again.
        let (is_lost, _unneeded) = self.take_back(loaded);
        if is_lost {
            let cookie = self.shared.sessions.cookie();
            self.shared.report(&SessionError::Panicked { cookie });
        }
    }
}
