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
//! A write by somebody whose version is no longer the newest is a conflict.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::SessionError;
use crate::live::{Live, Origin};
use crate::manager::SessionManager;
use crate::session::{IronSession, Session};
use crate::set_cookies::SetCookies;
use crate::state::State;

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
pub struct SessionSlot<T: IronSession>(Shared<T>);

type Shared<T> = Arc<Mutex<Slot<T>>>;

pub(crate) struct Slot<T: IronSession> {
    sessions: Arc<SessionManager<T>>,
    /// The session, when nobody has it.
    at_rest: Option<Live<T>>,
    /// What another value is read from while somebody has it; none before anybody asked.
    origin: Option<Origin>,
    /// What ended, if the session was destroyed.
    destroyed: Option<State>,
    /// How often the session was written.
    version: u32,
    /// Whether somebody is writing.
    writing: bool,
    conflict: bool,
    finished: bool,
}

impl<T: IronSession> SessionSlot<T> {
    /// A slot for one request.
    #[must_use]
    pub fn new(sessions: Arc<SessionManager<T>>) -> Self {
        Self(Arc::new(Mutex::new(Slot {
            sessions,
            at_rest: None,
            origin: None,
            destroyed: None,
            version: 0,
            writing: false,
            conflict: false,
            finished: false,
        })))
    }

    pub(crate) fn from_shared(shared: Arc<Mutex<Slot<T>>>) -> Self {
        Self(shared)
    }

    pub(crate) fn into_shared(self) -> Arc<Mutex<Slot<T>>> {
        self.0
    }

    /// Lends the session, which goes back when it is dropped. `cookies` are the values of all `Cookie` headers of the request,
    /// `host` is that of its `Host` header.
    ///
    /// # Errors
    ///
    /// [`SessionError::InUse`] if somebody has the session and has changed it, [`SessionError::Conflict`] if two did.
    pub fn check_out<'a>(
        &self,
        cookies: impl IntoIterator<Item = &'a [u8]>,
        host: Option<&[u8]>,
    ) -> Result<Session<T>, SessionError> {
        let mut slot = lock(&self.0);
        let lent = slot.lend(|sessions| sessions.load_live(cookies, host));
        let (sessions, version) = (Arc::clone(&slot.sessions), slot.version);
        drop(slot);
        let live = lent.inspect_err(|error| sessions.report(error))?;
        Ok(Session::lent(live, Lease { slot: Arc::clone(&self.0), version, writing: false }))
    }

    /// Seals what was changed. None if nobody asked for the session; then the response is none of its business.
    ///
    /// Call it once, when the response's headers are ready. An error has been reported to the manager's observer; answer 500
    /// in place of the response, without any Set-Cookie for the session.
    ///
    /// # Errors
    ///
    /// [`SessionError::Held`] if somebody still has the changed session, [`SessionError::Conflict`] if two changed it,
    /// [`SessionError::Save`] if it cannot be sealed.
    pub fn finish(&self) -> Result<Option<SetCookies>, SessionError> {
        let mut slot = lock(&self.0);
        let finished = slot.finish();
        let sessions = Arc::clone(&slot.sessions);
        drop(slot);
        finished.inspect_err(|error| sessions.report(error))
    }
}

impl<T: IronSession> Slot<T> {
    fn lend(&mut self, load: impl FnOnce(&SessionManager<T>) -> Live<T>) -> Result<Live<T>, SessionError> {
        let cookie = self.sessions.cookie();
        if self.conflict {
            return Err(SessionError::Conflict { cookie });
        }
        if self.writing {
            return Err(SessionError::InUse { cookie });
        }
        if self.origin.is_none() {
            let live = self.at_rest.get_or_insert_with(|| load(&self.sessions));
            self.origin = Some(Origin::of(live)?);
        }
        let another = || self.origin.as_ref().and_then(Origin::read);
        self.at_rest.take().or_else(another).ok_or(SessionError::InUse { cookie })
    }

    fn finish(&mut self) -> Result<Option<SetCookies>, SessionError> {
        self.finished = true;
        let cookie = self.sessions.cookie();
        if self.conflict {
            return Err(SessionError::Conflict { cookie });
        }
        if self.writing {
            return Err(SessionError::Held { cookie });
        }
        // Somebody may have the unchanged session still, or have panicked with the changed one.
        let live = self.at_rest.take().or_else(|| self.origin.as_ref()?.read());
        let written = live.map(Live::set_cookies_at_last).transpose()?;
        let removal = self.destroyed.as_ref().map(SetCookies::removal);
        Ok(written.filter(|cookies| !cookies.is_empty() || removal.is_none()).or(removal))
    }
}

/// What ties a lent session to its slot.
pub(crate) struct Lease<T: IronSession> {
    slot: Shared<T>,
    /// How often the session had been written when it was lent.
    version: u32,
    writing: bool,
}

impl<T: IronSession> Lease<T> {
    /// Tells the slot that the session is about to be changed.
    pub(crate) fn begin_write(&mut self) {
        if !self.writing {
            self.writing = true;
            self.become_writer();
        }
    }

    #[cold]
    fn become_writer(&self) {
        let mut slot = lock(&self.slot);
        slot.conflict |= slot.writing || slot.version != self.version;
        slot.writing = true;
        if slot.finished {
            let sessions = Arc::clone(&slot.sessions);
            drop(slot);
            sessions.report(&SessionError::TooLate { cookie: sessions.cookie() });
        }
    }

    /// Puts a dropped session back. What a panicking holder changed is left out.
    pub(crate) fn give_back(self, live: Live<T>) {
        let mut slot = lock(&self.slot);
        if !self.writing {
            if slot.version == self.version && !slot.writing {
                slot.at_rest.get_or_insert(live);
            }
            return;
        }
        slot.writing = false;
        if !std::thread::panicking() {
            slot.version += 1;
            slot.origin = None;
            slot.at_rest = Some(live);
        }
    }

    /// Leaves a fresh session in place of the one that ended.
    pub(crate) fn give_back_destroyed(self, live: &Live<T>) {
        let mut slot = lock(&self.slot);
        slot.writing = false;
        slot.version += 1;
        slot.origin = None;
        slot.at_rest = Some(Live::new(T::default(), live.state.afresh()));
        slot.destroyed = Some(live.state.clone());
    }
}

/// A panic of the application's own code, such as a `Default`, leaves nothing in a slot half done.
fn lock<T: IronSession>(slot: &Mutex<Slot<T>>) -> MutexGuard<'_, Slot<T>> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
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
