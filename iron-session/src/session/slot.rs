//! [`SessionSlot`]: one session of one request, lent to whatever handles it and saved once.
//!
//! Whoever asks is lent a value. As long as nobody writes, any number may hold one, each read from the same seal. The first
//! write makes its holder the writer, and from then to its return there is only that one:
//!
//! ```text
//! check_out --> read .. read --> give_back                      the value rests, version n
//!           \-> read --> begin_write .. --> give_back           the value rests, version n + 1
//!                                      \-> (panic)              nothing was written, version n
//! ```
//!
//! A write by somebody whose version is no longer the newest is a conflict. A logout never is: it wins over whatever else was
//! written, and over whatever fails.

use std::fmt;
use std::sync::Arc;

use super::handle::Session;
use crate::error::SessionError;
use crate::lending::{Lease, Shared};
use crate::members::IronSession;
use crate::request::{SessionManager, SetCookies};

/// One session of one request, for the layers of frameworks. A clone is the same slot.
///
/// A layer makes one for each request, extractors [`check_out`](Self::check_out) the session, and the layer calls
/// [`finish`](Self::finish) when the response's headers are ready. Nothing is read from the request before somebody asks.
///
/// ```
/// use std::sync::Arc;
/// use iron_session::{IronSession, Keyring, SessionManager, SessionSlot};
///
/// #[derive(IronSession)]
/// #[iron(cookie = "visit")]
/// struct Visit {
///     count: u32,
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sessions = Arc::new(SessionManager::<Visit>::new(Keyring::generate()?));
/// let slot = SessionSlot::new(sessions);
///
/// let mut session = slot.check_out([b"other=1".as_slice()], None)?;
/// *session.count_mut() += 1;
/// drop(session);
///
/// let cookies = slot.finish()?.expect("the session was looked at");
/// assert_eq!(cookies.into_iter().count(), 1);
/// # Ok(())
/// # }
/// ```
pub struct SessionSlot<T: IronSession>(Arc<Shared<T>>);

impl<T: IronSession> SessionSlot<T> {
    /// A slot for one request.
    #[must_use]
    pub fn new(sessions: Arc<SessionManager<T>>) -> Self {
        Self(Arc::new(Shared::new(sessions)))
    }

    pub(crate) fn from_shared(shared: Arc<Shared<T>>) -> Self {
        Self(shared)
    }

    pub(crate) fn into_shared(self) -> Arc<Shared<T>> {
        self.0
    }

    /// Lends the session, which goes back when it is dropped. `cookies` are the values of all `Cookie` headers of the request,
    /// `host` is that of its `Host` header.
    ///
    /// # Errors
    ///
    /// [`SessionError::InUse`] if somebody has the session and has changed it, [`SessionError::Conflict`] if two did,
    /// [`SessionError::Unreadable`] if somebody has it and what was written before does not read back.
    pub fn check_out<'a>(
        &self,
        cookies: impl IntoIterator<Item = &'a [u8]>,
        host: Option<&[u8]>,
    ) -> Result<Session<T>, SessionError> {
        let sessions = &self.0.sessions;
        // Outside the lock, since a clock and an observer are the application's.
        let is_unread = self.0.lock().is_unread();
        let loaded = is_unread.then(|| sessions.load_session(cookies, host));
        let lent = self.0.lock().lend(sessions.cookie(), loaded);
        let (loaded, loan) = lent.inspect_err(|error| sessions.report(error))?;
        Ok(Session::lent(loaded, Lease::new(&self.0, loan)))
    }

    /// Seals what was changed. None if nobody asked for the session; then the response is none of its business.
    ///
    /// Call it when the response's headers are ready and the handler is done with; a second call has nothing to say, and what is
    /// written later is reported as [`SessionError::TooLate`]. An error has been reported to the manager's observer: answer 500
    /// in place of the response, with the cookies that others set and, of this session, its [`removal`](Self::removal).
    ///
    /// # Errors
    ///
    /// [`SessionError::Held`] if somebody still has the changed session, [`SessionError::Conflict`] if two changed it,
    /// [`SessionError::Save`] if it cannot be sealed, [`SessionError::Unreadable`] if it cannot be read to be sealed.
    pub fn finish(&self) -> Result<Option<SetCookies>, SessionError> {
        let finished = self.0.lock().finish(self.0.sessions.cookie());
        // The lock is free again, since the observer is the application's.
        finished.inspect_err(|error| self.0.sessions.report(error))
    }

    /// What a response says even if [`finish`](Self::finish) failed: that the session was destroyed, if it was.
    #[must_use]
    pub fn removal(&self) -> Option<SetCookies> {
        self.0.lock().removal()
    }

    /// Ends the slot of a request that gets no response through its layer, and reports what is lost by that.
    pub fn abandon(&self) {
        let is_lost = self.0.lock().abandon();
        if is_lost {
            self.0.sessions.report(&SessionError::Unanswered { cookie: self.0.sessions.cookie() });
        }
    }

    /// The name of the cookie, as it holds at run time.
    #[must_use]
    pub fn cookie(&self) -> &'static str {
        self.0.sessions.cookie()
    }
}

impl<T: IronSession> Clone for SessionSlot<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: IronSession> fmt::Debug for SessionSlot<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionSlot").finish_non_exhaustive()
    }
}
