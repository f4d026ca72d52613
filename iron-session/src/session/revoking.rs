//! [`Revocations::end_others`]: everywhere but here.

use super::handle::Session;
use crate::error::RevocationError;
use crate::members::IronSession;
use crate::request::former_of;
use crate::revocation::{Revocations, SubjectHash};

impl<T: IronSession> Revocations<T> {
    /// Ends all sessions of this session's subject but this one, for example after a change of password.
    ///
    /// The session is [renewed](Session::renew), so copies of its own cookie are worth nothing either. It has
    /// to be saved, as after each change.
    ///
    /// Store the new password first, then call this, and then change the session further. After an error
    /// answer 503 and say that the password is changed, and that other devices may still be signed in. A
    /// login whose old password was checked a moment before may survive.
    ///
    /// # Errors
    ///
    /// - [`RevocationError::NoSubject`] if nobody is signed in.
    /// - [`RevocationError::Ended`] if this session was ended itself while the request was at work.
    /// - [`RevocationError::NotInUse`] if no layer has these revocations.
    /// - [`RevocationError::Store`] if the store did not acknowledge it. Some may have ended all the same,
    ///   this one included.
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
    /// async fn change_password(
    ///     mut session: Session<SessionData>,
    ///     revocations: Revocations<SessionData>,
    /// ) -> Result<(), RevocationError> {
    ///     // .. the new password is stored ..
    ///     revocations.end_others(&mut session).await
    /// }
    /// # let _ = change_password;
    /// ```
    pub async fn end_others(&self, session: &mut Session<T>) -> Result<(), RevocationError> {
        const { assert!(T::HAS_SUBJECT, "`end_others` needs a type with `#[iron(id, subject = field)]`") };
        self.check_use()?;
        let subject = session.subject_member().ok_or(RevocationError::NoSubject)?;
        let subject = self.hash(subject)?;
        if self.is_ended(session, subject).await? {
            return Err(RevocationError::Ended);
        }
        session.renew();
        let cut_off = self.cut_off(subject).await?;
        // The save spares this session from it, and from no later one.
        session.loaded_mut().state.outlive(cut_off);
        Ok(())
    }

    /// Whether this session was ended itself, by others than its own request.
    async fn is_ended(&self, session: &Session<T>, subject: SubjectHash) -> Result<bool, RevocationError> {
        let state = &session.loaded().state;
        let Some(former) = former_of::<T>(self.revoker(), subject, state) else { return Ok(false) };
        let known = self.revoker().read(former.facts()).await?;
        Ok(state.is_ended_by_others(former, |fact| known.number(fact)))
    }
}
