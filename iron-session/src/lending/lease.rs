//! [`Lease`]: what ties a lent session to its lender.

use std::panic::Location;
use std::sync::Arc;

use super::lender::Loan;
use super::shared::Shared;
use crate::error::SessionError;
use crate::members::IronSession;
use crate::request::{Loaded, SetCookies, State};

/// What ties a lent session to its lender.
pub(crate) struct Lease<T: IronSession> {
    shared: Arc<Shared<T>>,
    loan: Loan,
}

impl<T: IronSession> Lease<T> {
    pub(crate) fn new(shared: Arc<Shared<T>>, loan: Loan) -> Self {
        Self { shared, loan }
    }

    /// Tells the lender that the session is about to be changed, by the caller.
    #[track_caller]
    pub(crate) fn begin_write(&mut self) {
        if !self.loan.writing {
            self.become_writer(Location::caller());
        }
    }

    #[cold]
    fn become_writer(&mut self, place: &'static Location<'static>) {
        let is_late = self.shared.enter().map(|entered| entered.lock().begin_write(self.loan, place));
        // A holder that the lender does not know as the writer must not give back as one.
        self.loan.writing = is_late.is_ok();
        self.report(is_late.unwrap_or(false));
    }

    /// Tells the lender what its holder takes to save it by hand.
    pub(crate) fn remember(&self, cookies: &SetCookies) {
        // Only code of the data is inside already, and it has no session to save.
        if let Ok(entered) = self.shared.enter() {
            entered.lock().remember(cookies);
        }
    }

    /// Puts a dropped session back.
    pub(crate) fn give_back(self, loaded: Box<Loaded<T>>) {
        // The data may have a `Drop` of the application's: it runs when the lock is free again.
        let (is_lost, _unneeded) = self.take_back(loaded);
        if is_lost {
            let cookie = self.shared.sessions.cookie();
            self.shared.report(&SessionError::Panicked { cookie });
        }
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

    /// Puts a fresh session in place of the one that ended, and tells whether the lender knows that it ended.
    #[track_caller]
    pub(crate) fn give_back_destroyed(self, ended: &State) -> bool {
        let fresh = Box::new(Loaded::new(T::default(), ended.afresh()));
        let place = Location::caller();
        let ended = ended.clone();
        let taken = if self.loan.writing {
            Ok(self.shared.lock_as_writer().take_back_destroyed(ended, fresh, self.loan, place))
        } else {
            let entered = self.shared.enter();
            entered.map(|entered| entered.lock().take_back_destroyed(ended, fresh, self.loan, place))
        };
        let is_known = taken.is_ok();
        self.report(taken.is_ok_and(|(is_late, _unneeded)| is_late));
        is_known
    }

    /// Call it when this has left the lender: the observer is code of the application.
    fn report(&self, is_late: bool) {
        if is_late {
            let cookie = self.shared.sessions.cookie();
            self.shared.report(&SessionError::TooLate { cookie });
        }
    }
}
