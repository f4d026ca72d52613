//! [`SessionSlot`]: one session of one request, lent to whatever handles it and saved once.
//!
//! Each holder that asks is lent a value. As long as no holder writes, there may be any number of them, each
//! with a value that was read from the same seal. The first write makes its holder the writer. From then
//! until the writer gives the value back, nothing more is lent:
//!
//! ```text
//! check_out --> read .. read --> take_back                      the value rests, version n
//!           \-> read --> begin_write .. --> take_back           the value rests, version n + 1
//!                                      \-> (panic)              nothing was written, version n
//! ```
//!
//! A write by a holder whose version is no longer the newest is a conflict. A logout is never a conflict: it
//! wins over all other writes, and over all that fails.

use std::fmt;
use std::sync::Arc;

use super::handle::Session;
use crate::error::SessionError;
use crate::events::RequestLine;
use crate::lending::{Lease, Shared};
use crate::members::IronSession;
use crate::request::{FetchMetadata, SessionManager, SetCookies};

/// One session of one request, for the layers of frameworks. A clone is the same slot.
///
/// A layer makes a slot for each request. Extractors [`check_out`](Self::check_out) the session. The layer
/// calls [`finish`](Self::finish) when the response's headers are ready. Nothing is read from the request
/// before the first `check_out`.
///
/// A layer that is made for every application also waits for a store of
/// [revocations](crate::SessionManager::revocations). It calls [`look_ahead`](Self::look_ahead) before the
/// handler runs, which reads the request only if there is such a store. It calls [`settle`](Self::settle)
/// after `finish`. Without `look_ahead` no session of such a store is lent: each seal is refused with
/// [`Rejection::Unchecked`](crate::Rejection::Unchecked).
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use iron_session::{IronSession, Keyring, SessionManager, SessionSlot};
/// #
/// # #[derive(IronSession)]
/// # #[iron(cookie = "visit")]
/// # struct Visit {
/// #     count: u32,
/// # }
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
pub struct SessionSlot<T: IronSession>(pub(super) Arc<Shared<T>>);

impl<T: IronSession> SessionSlot<T> {
    /// A slot for one request.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use iron_session::{IronSession, Keyring, SessionManager, SessionSlot};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sessions = Arc::new(SessionManager::<Visit>::new(Keyring::generate()?));
    /// let slot = SessionSlot::new(Arc::clone(&sessions));
    /// let same = slot.clone();
    /// let session = same.check_out([], None)?;
    /// drop(session);
    /// assert!(slot.finish()?.is_some()); // the session was asked for, by the clone
    /// # Ok(())
    /// # }
    /// ```
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

    /// Lends the session, which goes back when it is dropped.
    ///
    /// `cookies` are the values of all `Cookie` headers of the request. `host` is the value of its `Host`
    /// header.
    ///
    /// # Errors
    ///
    /// - [`SessionError::InUse`] if another holder has the session and has changed it.
    /// - [`SessionError::Conflict`] if two holders have changed it.
    /// - [`SessionError::Unreadable`] if another holder has it, and the change that was made before cannot be
    ///   read back.
    /// - [`SessionError::SkippedField`] if another holder has it, it was changed before, and its type has a
    ///   field with `#[iron(skip)]`.
    /// - [`SessionError::Reentrant`] if the session's own data asks for it while it is read or sealed.
    /// - [`SessionError::Unavailable`] if the store of revocations did not answer
    ///   [`look_ahead`](Self::look_ahead). Answer 503.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use iron_session::{IronSession, Keyring, SessionError, SessionManager, SessionSlot};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let slot = SessionSlot::new(Arc::new(SessionManager::<Visit>::new(Keyring::generate()?)));
    /// let cookies = [b"visit=..; other=1".as_slice()];
    /// let mut session = slot.check_out(cookies, None)?;
    /// session.set_count(1);
    /// let error = slot.check_out(cookies, None).err();
    /// assert!(matches!(error, Some(SessionError::InUse { cookie: "visit", .. })));
    ///
    /// drop(session);
    /// assert_eq!(slot.check_out(cookies, None)?.count(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn check_out<'a>(
        &self,
        cookies: impl IntoIterator<Item = &'a [u8]>,
        host: Option<&[u8]>,
    ) -> Result<Session<T>, SessionError> {
        self.clone().lend(cookies, || host, FetchMetadata::default, || None)
    }

    /// As [`check_out`](Self::check_out), with what the request tells of the page that caused it.
    ///
    /// `metadata` is called only if it matters, as in
    /// [`load_bytes_with`](crate::SessionManager::load_bytes_with).
    ///
    /// # Errors
    ///
    /// Those of [`check_out`](Self::check_out).
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use iron_session::{IronSession, Keyring, RequestHead, SessionManager, SessionSlot};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let slot = SessionSlot::new(Arc::new(SessionManager::<Visit>::new(Keyring::generate()?)));
    /// let request = http::Request::new(());
    /// let metadata = || request.fetch_metadata();
    /// let session = slot.check_out_with(request.cookies(), request.host(), metadata)?;
    /// assert!(!session.meta().withheld());
    /// # Ok(())
    /// # }
    /// ```
    pub fn check_out_with<'a>(
        &self,
        cookies: impl IntoIterator<Item = &'a [u8]>,
        host: Option<&[u8]>,
        metadata: impl FnOnce() -> FetchMetadata,
    ) -> Result<Session<T>, SessionError> {
        self.clone().lend(cookies, || host, metadata, || None)
    }

    /// As [`check_out_with`](Self::check_out_with), with the request's method and path for the operator. The
    /// session keeps the slot.
    pub(crate) fn lend<'a, 'h, 'r>(
        self,
        cookies: impl IntoIterator<Item = &'a [u8]>,
        host: impl Fn() -> Option<&'h [u8]>,
        metadata: impl FnOnce() -> FetchMetadata,
        request: impl FnOnce() -> Option<RequestLine<'r>>,
    ) -> Result<Session<T>, SessionError> {
        let sessions = &self.0.sessions;
        let mut entered = self.0.enter()?;
        let mut loaded = None;
        if !self.0.was_read() {
            let mut read = sessions.begin(&host);
            read.read(cookies, &host, metadata);
            if sessions.is_listening() {
                // Observers are called after the slot was left: they may ask for the session.
                drop(entered);
                self.0.keep_request(request());
                sessions.report_received(&mut read, host, || self.0.request());
                entered = self.0.enter()?;
            }
            loaded = Some(Box::new(read));
        }
        let lent = entered.lock().lend(sessions.cookie(), &mut loaded);
        drop(entered);
        let (loaded, loan) = lent.inspect_err(|error| self.0.report(error))?;
        self.0.note_read();
        Ok(Session::lent(Lease::new(loaded, self.0, loan)))
    }

    /// Seals what was changed. None if the session was never asked for; then leave the response alone.
    ///
    /// Call it when the handler has returned and the response's headers are ready. A second call gives none.
    /// What is written later is reported as [`SessionError::TooLate`].
    ///
    /// If the manager has [revocations](crate::Revocations) in a store elsewhere, that has to be told before
    /// the response goes out: call [`settle`](Self::settle). A store in memory is told here.
    ///
    /// An error has already been reported to the manager's observer. Answer 500 in place of the response.
    /// Keep the cookies that others set and, of this session, its [`removal`](Self::removal).
    ///
    /// # Errors
    ///
    /// - [`SessionError::Held`] if a holder still has the changed session.
    /// - [`SessionError::Conflict`] if two holders have changed it.
    /// - [`SessionError::Save`] if it cannot be sealed.
    /// - [`SessionError::Unreadable`] if it cannot be read to be sealed.
    /// - [`SessionError::Reentrant`] if the session's own data calls this while it is read or sealed. Then
    ///   the slot is not finished.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use iron_session::{IronSession, Keyring, SessionError, SessionManager, SessionSlot};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sessions = Arc::new(SessionManager::<Visit>::new(Keyring::generate()?));
    /// let slot = SessionSlot::new(Arc::clone(&sessions));
    /// slot.check_out([], None)?.set_count(1);
    /// let cookies = slot.finish()?.ok_or("never asked for")?;
    /// assert_eq!(cookies.name(), "visit");
    ///
    /// let slot = SessionSlot::new(Arc::clone(&sessions));
    /// let mut held = slot.check_out([], None)?;
    /// held.set_count(1);
    /// assert!(matches!(slot.finish(), Err(SessionError::Held { .. })));
    /// # Ok(())
    /// # }
    /// ```
    pub fn finish(&self) -> Result<Option<SetCookies>, SessionError> {
        let Some(mut finished) = self.0.finish().transpose() else { return Ok(None) };
        self.tell(&mut finished);
        finished.map(Some)
    }

    /// Tells a store in memory, and the operator, what is written.
    #[inline]
    pub(super) fn tell(&self, finished: &mut Result<SetCookies, SessionError>) {
        if self.0.sessions.revoker().is_some_and(|revoker| !revoker.may_wait()) {
            // A store in memory answers at once.
            let _told = self.settle(finished.as_mut().ok());
        }
        // The lock is free again: the observer is code of the application.
        match finished {
            // What a store elsewhere is told of is reported when it was told.
            Ok(cookies) if cookies.is_to_be_settled() => {}
            Ok(cookies) => self.0.sessions.report_saved(cookies, self.0.request()),
            // What was refused because the thread is inside is reported when it has left.
            Err(SessionError::Reentrant { .. }) => {}
            Err(error) => self.report_unsaved(error),
        }
    }

    /// Reports a session that could not be saved, and the removal that is written all the same.
    #[cold]
    fn report_unsaved(&self, error: &SessionError) {
        self.0.report(error);
        if let Some(removal) = self.removal() {
            self.0.sessions.report_saved(&removal, self.0.request());
        }
    }

    /// Asks whether `cookies` would undo a Set-Cookie of the same cookie that was not made by this slot.
    ///
    /// `cookies` are what [`finish`](Self::finish) gave, and `present` are the Set-Cookie values of the
    /// response. Somebody else has changed the session then: an inner service with a layer and a request of
    /// its own, a session that was loaded and saved by hand, or another library. Cookies that are empty or
    /// [give way](SetCookies::gives_way) undo nothing. Ask before a store elsewhere is told by
    /// [`settle`](Self::settle): what is not written must not end the session that the browser keeps.
    ///
    /// # Errors
    ///
    /// [`SessionError::Conflict`], which has already been reported to the manager's observer. Answer 500, as
    /// after an error of [`finish`](Self::finish).
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use iron_session::{IronSession, Keyring, SessionManager, SessionSlot};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let slot = SessionSlot::new(Arc::new(SessionManager::<Visit>::new(Keyring::generate()?)));
    /// slot.check_out([], None)?.set_count(1);
    /// let cookies = slot.finish()?.ok_or("never asked for")?;
    /// assert!(slot.check_rivals(&cookies, [b"theme=dark".as_slice()]).is_ok());
    /// assert!(slot.check_rivals(&cookies, [b"visit=of-another-hand".as_slice()]).is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn check_rivals<'a>(
        &self,
        cookies: &SetCookies,
        present: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<(), SessionError> {
        self.find_rivals(cookies, present).inspect_err(|error| self.0.report(error))
    }

    /// The same, without a report.
    pub(super) fn find_rivals<'a>(
        &self,
        cookies: &SetCookies,
        present: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<(), SessionError> {
        if cookies.is_empty() || cookies.gives_way() {
            return Ok(());
        }
        let is_rival = |value: &&[u8]| cookies.replaces(value) && !self.has_made(value);
        if !present.into_iter().any(|value| is_rival(&value)) {
            return Ok(());
        }
        Err(SessionError::Conflict { cookie: self.0.sessions.cookie(), changed: None })
    }

    /// Whether a Set-Cookie value of the response was made of this session.
    pub(crate) fn has_made(&self, set_cookie: &[u8]) -> bool {
        self.0.enter().is_ok_and(|entered| entered.lock().has_made(set_cookie))
    }

    /// Whether a Set-Cookie value of the response is of this session, and so does not belong into a 500.
    #[allow(dead_code, reason = "only the frameworks answer with a 500")]
    pub(crate) fn is_of_session(&self, set_cookie: &[u8]) -> bool {
        self.0.sessions.cookie_names().are_set_by(set_cookie) || self.has_made(set_cookie)
    }

    /// What a response says even if [`finish`](Self::finish) failed: that the session was destroyed.
    ///
    /// None if it was not destroyed. Called by the session's own data while that is read or sealed, it is
    /// none too, and [`SessionError::Reentrant`] is reported.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use iron_session::{IronSession, Keyring, SessionManager, SessionSlot};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let slot = SessionSlot::new(Arc::new(SessionManager::<Visit>::new(Keyring::generate()?)));
    /// slot.check_out([], None)?.destroy();
    /// let mut held = slot.check_out([], None)?; // a new session, after the one that ended
    /// held.set_count(1);
    ///
    /// assert!(slot.finish().is_err());
    /// let removal: String = slot.removal().into_iter().flatten().collect();
    /// assert!(removal.starts_with("visit=; Max-Age=0; "));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn removal(&self) -> Option<SetCookies> {
        self.0.enter().ok()?.lock().removal()
    }

    /// Ends the slot of a request that gets no response through its layer.
    ///
    /// Call it when the service below has failed, and in the `Drop` of the layer's future, after the future
    /// of the service below was dropped: the request was cancelled, or it panicked.
    ///
    /// If a change is lost by that, [`SessionError::Unanswered`] is reported to the manager's observer. After
    /// [`finish`](Self::finish) it does nothing. Called by the session's own data while that is read or
    /// sealed, it does nothing either, and [`SessionError::Reentrant`] is reported.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use iron_session::{IronSession, Keyring, SessionManager, SessionSlot};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let (lost, reported) = std::sync::mpsc::channel();
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?)
    ///     .on_event(move |report| drop(lost.send(report.to_string())));
    /// let slot = SessionSlot::new(Arc::new(sessions));
    ///
    /// slot.check_out([], None)?.set_count(1);
    /// slot.abandon(); // the service below has failed
    /// assert!(reported.try_recv()?.contains("is not saved"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn abandon(&self) {
        let is_lost = self.0.enter().map(|entered| entered.lock().abandon());
        if is_lost.unwrap_or(false) {
            self.report_unanswered();
        }
    }

    /// Reports a change that the browser is not told.
    pub(crate) fn report_unanswered(&self) {
        self.0.report(&SessionError::Unanswered { cookie: self.0.sessions.cookie() });
    }

    /// Whether the request was read: for somebody who asked for the session, or for a store of revocations.
    #[allow(dead_code, reason = "only salvo has a second place for cookies")]
    pub(crate) fn was_read(&self) -> bool {
        self.0.was_read()
    }

    /// Whether a holder has changed the session, or destroyed it.
    #[allow(dead_code, reason = "only actix-web has errors that become responses outside of the layer")]
    pub(crate) fn is_changed(&self) -> bool {
        self.0.enter().is_ok_and(|entered| entered.lock().is_changed())
    }

    /// What a 500 with this error says, see [`SessionManager::on_event`].
    #[allow(dead_code, reason = "only the frameworks answer with a 500")]
    pub(crate) fn text_for_developers(&self, error: &SessionError) -> String {
        self.0.sessions.text_for_developers(error)
    }

    /// The name of the cookie: the type's, or the one that [`SessionManager::configure`] has set.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use iron_session::{Config, IronSession, Keyring, SessionManager, SessionSlot};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// assert_eq!(SessionSlot::new(Arc::new(sessions.clone())).cookie(), "__Host-session");
    ///
    /// let sessions = sessions.configure(|_| Config::new("__Host-tenant"))?;
    /// assert_eq!(SessionSlot::new(Arc::new(sessions)).cookie(), "__Host-tenant");
    /// # Ok::<(), iron_session::Error>(())
    /// ```
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
