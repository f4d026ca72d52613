//! [`SessionSlots`]: the session slots of one request, one for each type.

use std::any::{Any, type_name};
use std::fmt;
use std::sync::Arc;

use http::uri::PathAndQuery;

use super::slot::SessionSlot;
use crate::error::SessionError;
use crate::events;
use crate::lending::Shared;
use crate::members::IronSession;
use crate::request::{CookieNames, SessionManager};

/// The session slots of one request, one for each type.
///
/// Layers of frameworks keep them in the request's extensions.
///
/// # Examples
///
/// ```
/// # use std::sync::Arc;
/// # use iron_session::{IronSession, Keyring, SessionError, SessionManager, SessionSlots};
/// #
/// #[derive(IronSession)]
/// #[iron(cookie = "__Host-user")]
/// struct User { name: Option<String> }
///
/// #[derive(IronSession)]
/// #[iron(cookie = "__Host-admin")]
/// struct Admin { name: Option<String> }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let users = Arc::new(SessionManager::<User>::new(Keyring::generate()?));
/// let mut slots = SessionSlots::default();
/// slots.add(&users)?;
/// assert!(slots.get::<User>().is_ok());
/// assert!(matches!(slots.get::<Admin>(), Err(SessionError::NoLayer { .. })));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct SessionSlots {
    /// The `Shared<T>` of the first session type. Most requests have one, which needs no list.
    first: Option<Arc<dyn AnyShared>>,
    others: Vec<Arc<dyn AnyShared>>,
    /// The path and query that the request had in the outermost layer. A router inside may shorten them.
    target: Option<PathAndQuery>,
}

/// The `Shared<T>` of any session type.
trait AnyShared: Any + Send + Sync {
    fn cookie_names(&self) -> CookieNames;

    /// Tells the observer of the type's manager of an error, if there is one.
    #[allow(dead_code, reason = "only the frameworks have extractors")]
    fn tell(&self, error: &SessionError) -> bool;
}

impl<T: IronSession> AnyShared for Shared<T> {
    fn cookie_names(&self) -> CookieNames {
        self.sessions.cookie_names()
    }

    fn tell(&self, error: &SessionError) -> bool {
        self.sessions.tell_observer(error)
    }
}

impl SessionSlots {
    /// Makes a slot for a session type. None if the request has one already; the layer that made it will
    /// finish it.
    ///
    /// # Errors
    ///
    /// [`SessionError::SameCookie`] if another type has the same cookie name. It has been reported to the
    /// manager's observer.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use iron_session::{IronSession, Keyring, SessionManager, SessionSlots};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sessions = Arc::new(SessionManager::<Visit>::new(Keyring::generate()?));
    /// let mut slots = SessionSlots::default();
    /// assert!(slots.add(&sessions)?.is_some()); // by the outer layer
    /// assert!(slots.add(&sessions)?.is_none()); // by an inner layer for the same type
    /// # Ok(())
    /// # }
    /// ```
    pub fn add<T: IronSession>(
        &mut self,
        sessions: &Arc<SessionManager<T>>,
    ) -> Result<Option<SessionSlot<T>>, SessionError> {
        if self.find::<T>().is_some() {
            return Ok(None);
        }
        let slot = SessionSlot::new(Arc::clone(sessions));
        let shared = slot.clone().into_shared();
        if self.first.is_none() {
            self.first = Some(shared);
        } else {
            self.check_names(sessions)?;
            self.others.push(shared);
        }
        Ok(Some(slot))
    }

    /// Whether all types have cookies of their own.
    fn check_names<T: IronSession>(&self, sessions: &SessionManager<T>) -> Result<(), SessionError> {
        let others = self.all().map(|slot| slot.cookie_names());
        let Some(cookie) = sessions.cookie_names().shared_with(others) else { return Ok(()) };
        let error = SessionError::SameCookie { cookie };
        sessions.report(&error, None);
        Err(error)
    }

    fn all(&self) -> impl Iterator<Item = &Arc<dyn AnyShared>> {
        self.first.iter().chain(&self.others)
    }

    /// Notes the path and query of the request, unless a layer outside has noted them.
    #[allow(dead_code, reason = "only tower's layer stands inside and outside of routers")]
    pub(crate) fn note_target(&mut self, target: Option<PathAndQuery>) {
        if self.target.is_none() {
            self.target = target;
        }
    }

    /// The path and query that were noted.
    pub(crate) fn target(&self) -> Option<&str> {
        self.target.as_ref().map(PathAndQuery::as_str)
    }

    /// The slot of a session type.
    ///
    /// # Errors
    ///
    /// [`SessionError::NoLayer`] if no layer has made one.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use iron_session::{IronSession, Keyring, SessionManager, SessionSlots};
    /// #
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sessions = Arc::new(SessionManager::<Visit>::new(Keyring::generate()?));
    /// # let mut slots = SessionSlots::default();
    /// let slot = slots.add(&sessions)?.ok_or("the request has one already")?;
    /// slots.get::<Visit>()?.check_out([], None)?.set_count(1); // in an extractor
    /// assert!(slot.finish()?.is_some_and(|cookies| !cookies.is_empty())); // in the layer
    /// # Ok(())
    /// # }
    /// ```
    pub fn get<T: IronSession>(&self) -> Result<SessionSlot<T>, SessionError> {
        self.find().ok_or_else(Self::no_layer::<T>)
    }

    /// The slot of a session type, for an extractor. `slots` is none for a request that no layer has seen.
    #[allow(dead_code, reason = "only the frameworks have extractors")]
    pub(crate) fn slot_in<T: IronSession>(slots: Option<&Self>) -> Result<SessionSlot<T>, SessionError> {
        slots.and_then(Self::find).ok_or_else(|| {
            let tell_all = |error: &_| slots.is_some_and(|slots| slots.tell_all(error));
            Self::report_no_layer::<T>(tell_all)
        })
    }

    /// Tells the observers of all types' managers of an error, and whether there is one.
    #[allow(dead_code, reason = "only the frameworks have extractors")]
    fn tell_all(&self, error: &SessionError) -> bool {
        // Each of them is told, so the first that hears does not end it.
        self.all().filter(|slot| slot.tell(error)).count() > 0
    }

    /// Tells the operator of a request that has no slot for a session type. Its manager is not at hand, so
    /// `tell_all` tells the observers of the layers of other types, and whether there is one.
    #[allow(dead_code, reason = "only the frameworks have extractors")]
    #[cold]
    pub(crate) fn report_no_layer<T>(tell_all: impl FnOnce(&SessionError) -> bool) -> SessionError {
        let error = Self::no_layer::<T>();
        let is_heard = tell_all(&error);
        events::not_lent(&error, is_heard);
        error
    }

    /// The error of a request that has no slot for a session type.
    pub(crate) fn no_layer<T>() -> SessionError {
        SessionError::NoLayer { session: type_name::<T>() }
    }

    pub(crate) fn find<T: IronSession>(&self) -> Option<SessionSlot<T>> {
        let is_it = |slot: &&Arc<dyn AnyShared>| (&***slot as &dyn Any).is::<Shared<T>>();
        let slot: Arc<dyn Any + Send + Sync> = Arc::clone(self.all().find(is_it)?) as _;
        slot.downcast().ok().map(SessionSlot::from_shared)
    }
}

impl fmt::Debug for SessionSlots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.all().map(|slot| slot.cookie_names())).finish()
    }
}
