//! [`Revocations`]: what ends sessions from the server.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::device::{Device, DeviceText};
use super::fact::{Question, SubjectHash, hash_of};
use super::revoker::{Outage, Revoker};
use super::store::RevocationStore;
use crate::error::{JsonError, RevocationError};
use crate::members::IronSession;
use crate::seal::{Id, id_of};
use crate::times::Clock;

/// Ends sessions of one type from the server, before their seals expire.
///
/// A store remembers what was ended, and nothing of the sessions that live: for "log out everywhere" one
/// moment of a user, and for each ended session its id. Entries are forgotten after `keep_for`, when no seal
/// of that time is valid any more.
///
/// The session type needs `#[iron(id, subject = field)]`; with `id` alone, single sessions can be ended, and
/// nothing by its user. Give the revocations to the layer or the manager,
/// and keep a clone for the handlers. Call [`group`](Self::group), [`devices`](Self::devices),
/// [`cache_for`](Self::cache_for) and [`clock`](Self::clock) before: a copy in memory that is changed later
/// ends nothing, and says so. From then on:
///
/// - A session that was ended is refused at the next request, with the reason
///   [`Rejection::Revoked`](crate::Rejection::Revoked).
/// - A logout, `restart` and `renew` end the old session, so that copies of its cookie are worth nothing.
/// - A seal of a time when the type had no `id` yet is ended by [`end_all`](Self::end_all) only.
/// - A session that [`begins`](crate::Meta::created) after [`end_all`](Self::end_all) is valid, in the same
///   second too.
///
/// With [`in_memory`](Self::in_memory) nothing has to be waited for. With a store elsewhere, the layers ask
/// it before the first handler runs, in one round trip, and only if a cookie opens. Without a layer, load by
/// [`load_checked`](crate::SessionManager::load_checked) and save by
/// [`save_checked`](crate::Session::save_checked).
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use iron_session::{IronSession, Keyring, Rejection, Revocations, SessionManager};
///
/// #[derive(IronSession)]
/// #[iron(cookie = "app", id, subject = user)]
/// struct SessionData {
///     user: Option<u64>,
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let keep_for = Duration::from_secs(90 * 86_400); // the absolute timeout of the type
/// let revocations = Revocations::<SessionData>::in_memory(keep_for);
/// let sessions = SessionManager::new(Keyring::generate()?).revocations(&revocations)?;
///
/// let mut session = sessions.load(&http::HeaderMap::new());
/// session.set_user(7);
/// let cookie: String = session.set_cookies()?.into_iter().collect();
///
/// revocations.end_all(&7).await?; // "log out everywhere"
/// let session = sessions.load_bytes([cookie.as_bytes()], None);
/// assert_eq!((session.user(), session.meta().rejection()), (None, Some(Rejection::Revoked)));
/// # Ok(())
/// # }
/// ```
pub struct Revocations<T: IronSession> {
    revoker: Arc<Revoker>,
    session: PhantomData<fn() -> T>,
}

impl<T: IronSession> Revocations<T> {
    /// Revocations in the memory of this process, for an application that runs as one process.
    ///
    /// They are forgotten when it ends: then a session that was ended is valid again. `keep_for` is at least
    /// the type's `absolute_timeout`, and the longest one that it had in any release whose seals may still be
    /// in use.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::{IronSession, Keyring, Revocations, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(id, subject = user, absolute_timeout = "30d")]
    /// # struct SessionData { user: Option<u64> }
    /// const DAY: Duration = Duration::from_secs(86_400);
    /// let too_short = Revocations::<SessionData>::in_memory(DAY);
    /// let sessions = SessionManager::new(Keyring::generate()?);
    /// assert!(sessions.clone().revocations(&too_short).is_err());
    /// assert!(sessions.revocations(&Revocations::in_memory(30 * DAY)).is_ok());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn in_memory(keep_for: Duration) -> Self {
        Self::of(Revoker::in_memory(keep_for, Self::GROUP))
    }

    /// Revocations in a store of your own, which several servers share.
    ///
    /// `keep_for` is as for [`in_memory`](Self::in_memory). `outage` says what happens while the store does
    /// not answer.
    ///
    /// # Examples
    ///
    /// See [`RevocationStore`].
    #[must_use]
    pub fn new(store: impl RevocationStore, outage: Outage, keep_for: Duration) -> Self {
        Self::of(Revoker::new(Arc::new(store), outage, keep_for, Self::GROUP))
    }

    /// The name of the type's cookie.
    const GROUP: &'static str = {
        assert!(T::CONFIG.id, "`Revocations` need a type with `#[iron(id)]`: a session is ended by its id");
        T::CONFIG.cookie
    };

    fn of(revoker: Revoker) -> Self {
        Self { revoker: Arc::new(revoker), session: PhantomData }
    }

    fn with(mut self, change: impl FnOnce(&mut Revoker)) -> Self {
        let revoker = Arc::make_mut(&mut self.revoker);
        change(revoker);
        revoker.note_change();
        self
    }

    /// Keeps verdicts in this process for so long, and does not ask the store meanwhile.
    ///
    /// So a session that another process has ended may live that much longer here. What this process ends is
    /// ended at once; after `end_all` and `end_others` all verdicts are asked for anew. At most 65,536 are
    /// kept. It is for stores elsewhere.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::{IronSession, Revocations};
    /// # #[derive(IronSession)]
    /// # #[iron(id, subject = user)]
    /// # struct SessionData { user: Option<u64> }
    /// # fn with(revocations: Revocations<SessionData>) -> Revocations<SessionData> {
    /// revocations.cache_for(Duration::from_secs(5))
    /// # }
    /// # let _ = with(Revocations::in_memory(Duration::from_secs(90 * 86_400)));
    /// ```
    #[must_use]
    pub fn cache_for(self, length: Duration) -> Self {
        self.with(|revoker| revoker.set_cache(length))
    }

    /// Names the group of subjects. Without this call it is the name of the cookie that the type declares.
    ///
    /// Applications that share a store need groups of their own. For two session types of one application
    /// whose subjects are the same users, there is [`for_type`](Self::for_type).
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::{IronSession, Revocations};
    /// # #[derive(IronSession)]
    /// # #[iron(id, subject = user)]
    /// # struct SessionData { user: Option<u64> }
    /// let keep_for = Duration::from_secs(90 * 86_400);
    /// let revocations = Revocations::<SessionData>::in_memory(keep_for).group("shop");
    /// # drop(revocations);
    /// ```
    #[must_use]
    pub fn group(self, group: &str) -> Self {
        self.with(|revoker| revoker.set_group(group))
    }

    /// The same revocations for another session type, whose subjects are the same users: `end_all` of one
    /// ends the sessions of both.
    ///
    /// Both have one store, one group, one list of devices, and one memory of verdicts. So call this after
    /// the methods that change those.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// use iron_session::{IronSession, Keyring, Revocations, SessionManager};
    ///
    /// #[derive(IronSession)]
    /// #[iron(cookie = "shop", id, subject = user)]
    /// struct Visit {
    ///     user: Option<u64>,
    /// }
    ///
    /// #[derive(IronSession)]
    /// #[iron(cookie = "desk", id, subject = clerk)]
    /// struct Desk {
    ///     clerk: Option<u64>,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let keep_for = Duration::from_secs(90 * 86_400);
    /// let of_visits = Revocations::<Visit>::in_memory(keep_for).group("users");
    /// let of_desks = of_visits.for_type::<Desk>();
    /// let keys = Keyring::generate()?;
    /// let visits = SessionManager::new(keys.clone()).revocations(&of_visits)?;
    /// let desks = SessionManager::new(keys).revocations(&of_desks)?;
    /// # let _ = visits;
    ///
    /// let mut session = desks.load(&http::HeaderMap::new());
    /// session.set_clerk(7);
    /// let mut headers = http::HeaderMap::new();
    /// session.save(&mut headers)?;
    /// let cookie = headers.remove("set-cookie").ok_or("no cookie")?;
    ///
    /// of_visits.end_all(&7).await?;
    /// assert_eq!(desks.load_bytes([cookie.as_bytes()], None).clerk(), None);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn for_type<U: IronSession>(&self) -> Revocations<U> {
        // It does not compile for a type without an id.
        let _ = Revocations::<U>::GROUP;
        Revocations { revoker: Arc::clone(&self.revoker), session: PhantomData }
    }

    /// Keeps a list of each subject's devices: of the sessions that [`label`](crate::Renewal::label) names.
    ///
    /// It is a setting for the start, and [`list`](Self::list) gives the list. That is one of living
    /// sessions, with personal data: nothing of it is kept without this call. Sessions without a label are
    /// not in it. An entry stays until the session ends by a logout or by its `absolute_timeout`, also if the
    /// visitor has been away for longer than `max_age`. Of one subject the newest 100 are kept.
    ///
    /// # Examples
    ///
    /// See [`Device`].
    #[must_use]
    pub fn devices(self) -> Self {
        self.with(|revoker| revoker.keeps_devices = true)
    }

    /// Takes the time from `clock`. For tests. Call it before anything is ended, and give the manager the
    /// same clock.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, UNIX_EPOCH};
    /// # use iron_session::{IronSession, Revocations};
    /// # #[derive(IronSession)]
    /// # #[iron(id, subject = user)]
    /// # struct SessionData { user: Option<u64> }
    /// let now = UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    /// let keep_for = Duration::from_secs(90 * 86_400);
    /// let revocations = Revocations::<SessionData>::in_memory(keep_for).clock(move || now);
    /// # drop(revocations);
    /// ```
    #[must_use]
    pub fn clock(self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.with(|revoker| revoker.take_time_from(Clock::new(clock)))
    }

    /// Ends all sessions of a subject that have begun until now, that of the request included.
    ///
    /// A session that begins afterwards is valid, in the same second too. To sign the visitor in after it, in
    /// the same request, call [`restart`](crate::Session::restart) before the subject is set. A message that
    /// is to be seen at the next page belongs into such a session too: what is written to the ended one is
    /// lost with it. To keep this session, there is [`end_others`](Self::end_others).
    ///
    /// # Errors
    ///
    /// - [`RevocationError::NotInUse`] if no layer has these revocations.
    /// - [`RevocationError::Store`] if the store did not acknowledge it.
    /// - [`RevocationError::Subject`] if the subject has no form in JSON.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::{IronSession, RevocationError, Revocations};
    /// # #[derive(IronSession)]
    /// # #[iron(id, subject = username)]
    /// # struct SessionData { username: Option<String> }
    /// # async fn sign_out(revocations: Revocations<SessionData>) -> Result<(), RevocationError> {
    /// revocations.end_all("ada").await?;
    /// # Ok(())
    /// # }
    /// # let _ = sign_out;
    /// ```
    pub async fn end_all(&self, subject: &T::Subject) -> Result<(), RevocationError> {
        self.cut_off(self.hash(subject)?).await.map(drop)
    }

    /// Ends one session, by its [`id`](crate::Meta::id).
    ///
    /// It does not ask whose session it is. For an id that a form brings, use
    /// [`end_device`](Self::end_device).
    ///
    /// # Errors
    ///
    /// - [`RevocationError::NotInUse`] if no layer has these revocations.
    /// - [`RevocationError::Store`] if the store did not acknowledge it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::{IronSession, RevocationError, Revocations, Session};
    /// # #[derive(IronSession)]
    /// # #[iron(id, subject = user)]
    /// # struct SessionData { user: Option<u64> }
    /// async fn end_this(
    ///     session: Session<SessionData>,
    ///     revocations: Revocations<SessionData>,
    /// ) -> Result<(), RevocationError> {
    ///     match session.meta().id() {
    ///         Some(id) => revocations.end(id).await,
    ///         None => Ok(()), // it was not saved yet
    ///     }
    /// }
    /// # let _ = end_this;
    /// ```
    pub async fn end(&self, id: [u8; 16]) -> Result<(), RevocationError> {
        self.check_use()?;
        Ok(self.revoker.end(id, self.revoker.kept_for()).await?)
    }

    /// Ends one of a subject's devices, by its [`id_text`](Device::id_text), and tells whether it was one.
    ///
    /// Use it for an id that a form brings: nobody can end the session of somebody else by it.
    ///
    /// # Errors
    ///
    /// - [`RevocationError::NoDevices`] without [`devices`](Self::devices).
    /// - [`RevocationError::NotInUse`] if no layer has these revocations.
    /// - [`RevocationError::Store`] if the store did not answer or acknowledge it.
    /// - [`RevocationError::Subject`] if the subject has no form in JSON.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::{IronSession, RevocationError, Revocations, Session};
    /// # #[derive(IronSession)]
    /// # #[iron(id, subject = user)]
    /// # struct SessionData { user: Option<u64> }
    /// async fn sign_out_there(
    ///     session: Session<SessionData>,
    ///     revocations: Revocations<SessionData>,
    ///     device: String, // from the form
    /// ) -> Result<bool, RevocationError> {
    ///     let Some(user) = session.user() else { return Ok(false) };
    ///     revocations.end_device(&user, &device).await
    /// }
    /// # let _ = sign_out_there;
    /// ```
    pub async fn end_device(&self, subject: &T::Subject, id_text: &str) -> Result<bool, RevocationError> {
        self.check_use()?;
        let devices = self.list(subject).await?;
        let Some(device) = devices.iter().find(|device| device.id_text() == id_text) else {
            return Ok(false);
        };
        self.end(device.id).await?;
        Ok(true)
    }

    pub(crate) fn check_use(&self) -> Result<(), RevocationError> {
        if self.revoker.is_used() { Ok(()) } else { Err(RevocationError::NotInUse) }
    }

    /// The devices of a subject, the one that signed in last first. Sessions that were ended are left out.
    ///
    /// # Errors
    ///
    /// - [`RevocationError::NoDevices`] without [`devices`](Self::devices).
    /// - [`RevocationError::Store`] if the store did not answer.
    /// - [`RevocationError::Subject`] if the subject has no form in JSON.
    ///
    /// # Examples
    ///
    /// See [`Device`].
    pub async fn list(&self, subject: &T::Subject) -> Result<Vec<Device>, RevocationError> {
        if !self.revoker.keeps_devices {
            return Err(RevocationError::NoDevices);
        }
        let subject = self.hash(subject)?;
        let texts = self.revoker.devices(subject).await?;
        let known = texts.iter().filter_map(|(id, text)| Some((id_of(id)?, DeviceText::of(text)?)));
        let known: Vec<_> = known.collect();
        let question = |(id, device): &(Id, DeviceText)| Question {
            id: Some(*id),
            subject: Some(subject),
            created: device.created,
        };
        let questions: Vec<_> = known.iter().map(question).collect();
        let verdicts = if known.is_empty() { Vec::new() } else { self.revoker.verdicts(&questions).await? };
        let living = known.iter().zip(verdicts).filter(|(_, is_void)| !is_void);
        let mut devices: Vec<_> = living.map(|((id, device), _)| device.to_device(*id)).collect();
        devices.sort_by_key(|device| std::cmp::Reverse(device.began));
        Ok(devices)
    }

    /// Raises the cut-off of a subject.
    pub(crate) async fn cut_off(&self, subject: SubjectHash) -> Result<u64, RevocationError> {
        self.check_use()?;
        Ok(self.revoker.cut_off(subject).await?)
    }

    /// The hash of a subject in this group.
    pub(crate) fn hash(&self, subject: &T::Subject) -> Result<SubjectHash, RevocationError> {
        let json =
            serde_json::to_vec(subject).map_err(|error| RevocationError::Subject(JsonError::new(error)))?;
        Ok(hash_of(self.revoker.group(), &json))
    }

    pub(crate) fn revoker(&self) -> &Arc<Revoker> {
        &self.revoker
    }
}

impl<T: IronSession> Clone for Revocations<T> {
    fn clone(&self) -> Self {
        Self { revoker: Arc::clone(&self.revoker), session: PhantomData }
    }
}

impl<T: IronSession> fmt::Debug for Revocations<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Revocations").field(&self.revoker).finish()
    }
}
