//! [`SignedIn`]: a session of a visitor who is signed in, and what becomes of everybody else.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::destroyed::Destroyed;
use super::handle::Session;
use crate::error::SessionError;
use crate::members::IronSession;

/// What it means to be signed in, for a session type whose handlers take [`SignedIn`].
///
/// ```
/// use iron_session::{IronSession, Login};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     username: Option<String>,
/// }
///
/// impl Login for SessionData {
///     const PAGE: Option<&str> = Some("/login");
///
///     fn is_signed_in(&self) -> bool {
///         self.username().is_some()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say who is signed in",
    label = "`SignedIn` asks for `Login` on the session type",
    note = "write `impl Login for {Self} {{ fn is_signed_in(&self) -> bool {{ .. }} }}`"
)]
pub trait Login: IronSession {
    /// Where a visitor who is not signed in is sent, by a 303; without one the answer is 401.
    const PAGE: Option<&'static str> = None;

    /// Whether this is the session of somebody who is signed in.
    fn is_signed_in(&self) -> bool;
}

/// A session of a visitor who is signed in, as an extractor of the frameworks that have such.
///
/// It derefs to the [`Session`], and with it to the data. That it was signed in when it was extracted is all it says; a handler
/// may sign it out.
pub struct SignedIn<T: Login>(Session<T>);

impl<T: Login> SignedIn<T> {
    /// The session, if it is signed in.
    ///
    /// # Errors
    ///
    /// [`Denied::NotSignedIn`] if it is not; the session is dropped.
    pub fn admit(session: Session<T>) -> Result<Self, Denied> {
        if session.is_signed_in() { Ok(Self(session)) } else { Err(Denied::NotSignedIn { page: T::PAGE }) }
    }

    /// Ends the session, as [`Session::destroy`] does.
    pub fn destroy(self) -> Destroyed<T> {
        self.0.destroy()
    }

    /// The session, whoever it belongs to from now on.
    ///
    /// No method, so that it hides none of the data's.
    #[must_use]
    pub fn into_session(this: Self) -> Session<T> {
        this.0
    }
}

impl<T: Login> Deref for SignedIn<T> {
    type Target = Session<T>;

    fn deref(&self) -> &Session<T> {
        &self.0
    }
}

impl<T: Login> DerefMut for SignedIn<T> {
    fn deref_mut(&mut self) -> &mut Session<T> {
        &mut self.0
    }
}

impl<T: Login> fmt::Debug for SignedIn<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SignedIn").field(&self.0).finish()
    }
}

/// Why a visitor was turned away.
#[derive(Debug)]
#[non_exhaustive]
pub enum Denied {
    /// The session is not signed in.
    NotSignedIn {
        /// Where to sign in, from [`Login::PAGE`].
        page: Option<&'static str>,
    },
    /// There was no session to look at.
    NoSession(SessionError),
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSignedIn { .. } => f.write_str("not signed in"),
            Self::NoSession(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for Denied {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Its own text is told already.
            Self::NoSession(error) => error.source(),
            Self::NotSignedIn { .. } => None,
        }
    }
}

impl From<SessionError> for Denied {
    fn from(error: SessionError) -> Self {
        Self::NoSession(error)
    }
}
