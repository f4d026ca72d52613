//! [`SessionManager::revocations`] and [`SessionManager::not_before`]: which sessions were ended from the
//! server.

use std::sync::Arc;
use std::time::SystemTime;

use super::manager::SessionManager;
use crate::error::Error;
use crate::members::IronSession;
use crate::revocation::{Revocations, Revoker};

impl<T: IronSession> SessionManager<T> {
    /// Refuses sessions that were ended by these revocations, and ends those that log out or are renewed.
    ///
    /// [`Revocations`] tells what follows from it.
    ///
    /// # Errors
    ///
    /// - [`ConfigError::KeepFor`](crate::ConfigError::KeepFor) if revocations are forgotten before the type's
    ///   `absolute_timeout`, or if that is `"never"`.
    /// - [`ConfigError::RevocationsWithoutId`](crate::ConfigError::RevocationsWithoutId) if
    ///   [`configure`](Self::configure) has turned `id` off.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::{IronSession, Keyring, Revocations, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(id, subject = user)]
    /// # struct SessionData { user: Option<u64> }
    /// let revocations = Revocations::<SessionData>::in_memory(Duration::from_secs(90 * 86_400));
    /// let sessions = SessionManager::new(Keyring::generate()?).revocations(&revocations)?;
    /// # drop(sessions);
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn revocations(mut self, revocations: &Revocations<T>) -> Result<Self, Error> {
        let revoker = Arc::clone(revocations.revoker());
        self.policy.revoke_by(Arc::clone(&revoker))?;
        revoker.note_use();
        Ok(self)
    }

    /// Refuses sessions that began before the moment that `not_before` gives for their data, with the reason
    /// [`Rejection::Revoked`](crate::Rejection::Revoked).
    ///
    /// It is for applications that know such moments without waiting, for example from a table of users in
    /// memory. The moment counts in whole seconds: a session that began in the same second is valid. A seal
    /// of iron-session for JavaScript counts as begun in 1970. [`Revocations`] do the same with a store.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use iron_session::{IronSession, Keyring, Rejection, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "app")]
    /// # struct SessionData { user: Option<u64> }
    /// # let keys = Keyring::generate()?;
    /// # let mut session = SessionData::load(&http::HeaderMap::new(), &keys);
    /// # session.set_user(7);
    /// # let cookie: String = session.set_cookies()?.into_iter().collect();
    /// # let password_changed = SystemTime::now() + Duration::from_secs(1);
    /// let sessions = SessionManager::<SessionData>::new(keys)
    ///     .not_before(move |data| (data.user() == Some(7)).then_some(password_changed));
    /// let session = sessions.load_bytes([cookie.as_bytes()], None);
    /// assert_eq!(session.meta().rejection(), Some(Rejection::Revoked));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn not_before(
        mut self,
        not_before: impl Fn(&T) -> Option<SystemTime> + Send + Sync + 'static,
    ) -> Self {
        self.policy.not_before(Arc::new(move |data| data.downcast_ref().and_then(&not_before)));
        self
    }

    /// What ends sessions from the server.
    pub(crate) fn revoker(&self) -> Option<&Arc<Revoker>> {
        self.policy.revoker()
    }

    /// The store that has to be waited for.
    pub(crate) fn waits_for(&self) -> Option<&Arc<Revoker>> {
        self.revoker().filter(|revoker| revoker.may_wait())
    }
}
