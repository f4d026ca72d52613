//! [`Shared`]: the manager, and the lender under its lock.

use std::cell::RefCell;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::lender::Lender;
use crate::error::SessionError;
use crate::events::{KeptLine, RequestLine};
use crate::members::IronSession;
use crate::request::{SessionManager, SetCookies};

/// What all clones of a slot, and all leases of it, have in common.
pub(crate) struct Shared<T: IronSession> {
    pub(crate) sessions: Arc<SessionManager<T>>,
    lender: Mutex<Lender<T>>,
    /// Whether the request was read, so that the lender has a session. It is known without the lock.
    was_read: AtomicBool,
    /// What the operator is told of the request, if anybody hears of events.
    request: OnceLock<KeptLine>,
    /// Whether somebody was refused because its thread was inside already, and it is not reported yet.
    refused: AtomicBool,
}

thread_local! {
    /// The addresses of what this thread has entered, the last one innermost.
    static ENTERED: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// Notes that this thread enters something, unless it is inside already.
fn note_entered(address: usize) -> bool {
    let enters = ENTERED.try_with(|entered| {
        let mut entered = entered.borrow_mut();
        let enters = !entered.contains(&address);
        entered.extend(enters.then_some(address));
        enters
    });
    // A thread that is about to end has no list any more; no code of the data runs in it but `Drop`.
    enters.unwrap_or(true)
}

/// Notes that this thread leaves what it has entered last, which is left first.
fn note_left() {
    let _ = ENTERED.try_with(|entered| entered.borrow_mut().pop());
}

impl<T: IronSession> Shared<T> {
    pub(crate) fn new(sessions: Arc<SessionManager<T>>) -> Self {
        Self {
            sessions,
            lender: Mutex::default(),
            was_read: AtomicBool::new(false),
            request: OnceLock::new(),
            refused: AtomicBool::new(false),
        }
    }

    /// Whether the lender has a session of the request. Two threads that find none may both read the request;
    /// the lender takes what the first one brings.
    pub(crate) fn was_read(&self) -> bool {
        self.was_read.load(Ordering::Acquire)
    }

    /// Finishes the session, see [`Lender::finish`].
    pub(crate) fn finish(&self) -> Result<Option<SetCookies>, SessionError> {
        self.enter()?.lock().finish(self.sessions.cookie())
    }

    /// As [`finish`](Self::finish). If the caller has the last slot of the request, nobody is inside, and
    /// nobody can come: then there is no lock to take.
    #[inline]
    pub(crate) fn finish_last(this: &mut Arc<Self>) -> Result<Option<SetCookies>, SessionError> {
        let Some(shared) = Arc::get_mut(this) else { return this.finish() };
        if !*shared.was_read.get_mut() {
            return Ok(None);
        }
        let lender = shared.lender.get_mut().unwrap_or_else(PoisonError::into_inner);
        lender.finish(shared.sessions.cookie())
    }

    pub(crate) fn note_read(&self) {
        self.was_read.store(true, Ordering::Release);
    }

    /// Enters what takes the lock, or runs code of the data: its `Serialize`, `Deserialize`, `Default` or
    /// `Drop`.
    ///
    /// Such code may ask for the session that it belongs to. It would wait for this thread's own lock, or
    /// load the session again without end. So a thread enters only once. Who is refused is reported when the
    /// thread has left: the observer is code of the application too, and may ask for the session.
    pub(crate) fn enter(&self) -> Result<Entered<'_, T>, SessionError> {
        if !note_entered(ptr::from_ref(self).addr()) {
            self.refused.store(true, Ordering::Relaxed);
            return Err(SessionError::Reentrant { cookie: self.sessions.cookie() });
        }
        Ok(Entered(self))
    }

    /// Takes the lock for a holder that the lender knows as a writer.
    ///
    /// Its thread may be inside. It does not wait for itself all the same: while somebody writes, no code of
    /// the data runs under the lock.
    pub(super) fn lock_as_writer(&self) -> MutexGuard<'_, Lender<T>> {
        self.lock()
    }

    /// A panic in code of the application under the lock, such as in a serializer, leaves nothing half done.
    /// So the lock is taken even after one.
    fn lock(&self) -> MutexGuard<'_, Lender<T>> {
        self.lender.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the request's method and path for later events.
    #[cold]
    pub(crate) fn keep_request(&self, request: Option<RequestLine<'_>>) {
        if let Some(request) = request {
            let _first = self.request.get_or_init(|| request.into());
        }
    }

    /// The request's method and path, if they are known.
    pub(crate) fn request(&self) -> Option<RequestLine<'_>> {
        self.request.get().map(KeptLine::line)
    }

    /// Tells the operator that the session could not be saved, or could not be lent.
    #[cold]
    pub(crate) fn report(&self, error: &SessionError) {
        self.sessions.report(error, self.request());
    }

    #[cold]
    fn report_refused(&self) {
        self.report(&SessionError::Reentrant { cookie: self.sessions.cookie() });
    }
}

/// What the thread has entered, until this is dropped.
pub(crate) struct Entered<'a, T: IronSession>(&'a Shared<T>);

impl<T: IronSession> Entered<'_, T> {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Lender<T>> {
        self.0.lock()
    }
}

impl<T: IronSession> Drop for Entered<'_, T> {
    fn drop(&mut self) {
        note_left();
        if self.0.refused.load(Ordering::Relaxed) && self.0.refused.swap(false, Ordering::Relaxed) {
            self.0.report_refused();
        }
    }
}
