//! [`SignedIn`]: a session of a visitor who is signed in, and [`Denied`]: why another visitor gets none.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::destroyed::Destroyed;
use super::handle::Session;
use crate::error::SessionError;
use crate::members::IronSession;

/// What it means to be signed in, for a session type whose handlers take [`SignedIn`].
///
/// # Examples
///
/// ```
/// # use iron_session::Keyring;
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
///
/// # fn main() -> Result<(), iron_session::Error> {
/// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// # assert!(!session.is_signed_in());
/// session.set_username("ada");
/// assert!(session.is_signed_in());
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say who is signed in",
    label = "`SignedIn` asks for `Login` on the session type",
    note = "write `impl Login for {Self} {{ fn is_signed_in(&self) -> bool {{ .. }} }}`"
)]
pub trait Login: IronSession {
    /// The page to sign in on. Visitors who are not signed in are sent there by a 303; without a page the
    /// answer is 401.
    const PAGE: Option<&'static str> = None;

    /// Whether this is the session of somebody who is signed in.
    fn is_signed_in(&self) -> bool;
}

/// The session of a visitor who is signed in; an extractor in the frameworks that have extractors.
///
/// It derefs to the [`Session`], and through it to the data. The type says only that the visitor was signed
/// in when the session was extracted. A handler may sign the visitor out after that.
///
/// # Examples
///
/// ```
/// # use iron_session::{IronSession, Keyring, Login, SignedIn};
/// #
/// # #[derive(IronSession)]
/// # struct SessionData {
/// #     username: Option<String>,
/// # }
/// #
/// # impl Login for SessionData {
/// #     fn is_signed_in(&self) -> bool {
/// #         self.username().is_some()
/// #     }
/// # }
/// #
/// fn greeting(session: &SignedIn<SessionData>) -> String {
///     format!("hello, {}", session.username().unwrap_or_default())
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// session.set_username("ada");
/// assert_eq!(greeting(&SignedIn::admit(session)?), "hello, ada");
/// # Ok(())
/// # }
/// ```
pub struct SignedIn<T: Login>(Session<T>);

impl<T: Login> SignedIn<T> {
    /// The session, if its visitor is signed in.
    ///
    /// # Errors
    ///
    /// [`Denied::NotSignedIn`] if the visitor is not signed in; the session is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Denied, IronSession, Keyring, Login, SignedIn};
    /// #
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     username: Option<String>,
    /// # }
    /// #
    /// # impl Login for SessionData {
    /// #     const PAGE: Option<&str> = Some("/login");
    /// #
    /// #     fn is_signed_in(&self) -> bool {
    /// #         self.username().is_some()
    /// #     }
    /// # }
    /// #
    /// let session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// let denied = SignedIn::admit(session).err();
    /// assert!(matches!(denied, Some(Denied::NotSignedIn { page: Some("/login") })));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn admit(session: Session<T>) -> Result<Self, Denied> {
        if session.is_signed_in() { Ok(Self(session)) } else { Err(Denied::NotSignedIn { page: T::PAGE }) }
    }

    /// Ends the session, as [`Session::destroy`] does.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, Login, SignedIn};
    /// #
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     username: Option<String>,
    /// # }
    /// #
    /// # impl Login for SessionData {
    /// #     fn is_signed_in(&self) -> bool {
    /// #         self.username().is_some()
    /// #     }
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut response = http::Response::new(());
    /// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// # session.set_username("ada");
    /// let session = SignedIn::admit(session)?;
    /// session.destroy().save(&mut response)?;
    /// assert!(response.headers()["set-cookie"].to_str()?.contains("Max-Age=0"));
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn destroy(self) -> Destroyed<T> {
        self.0.destroy()
    }

    /// The session, whether or not its visitor stays signed in.
    ///
    /// It is an associated function, so that it cannot hide a method of the data.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, Login, Session, SignedIn};
    /// #
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     username: Option<String>,
    /// # }
    /// #
    /// # impl Login for SessionData {
    /// #     fn is_signed_in(&self) -> bool {
    /// #         self.username().is_some()
    /// #     }
    /// # }
    /// #
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// # session.set_username("ada");
    /// let signed_in = SignedIn::admit(session)?;
    /// let mut session: Session<SessionData> = SignedIn::into_session(signed_in);
    /// session.clear_username();
    /// assert!(!session.is_signed_in());
    /// # Ok(())
    /// # }
    /// ```
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

/// Why there is no [`SignedIn`] for a visitor.
///
/// The frameworks' extractors make a response of it by themselves.
///
/// # Examples
///
/// ```
/// # use http::StatusCode;
/// # use iron_session::{Denied, SessionError};
/// #
/// fn status(denied: &Denied) -> StatusCode {
///     match denied {
///         Denied::NotSignedIn { page: Some(_) } => StatusCode::SEE_OTHER,
///         Denied::NotSignedIn { page: None } => StatusCode::UNAUTHORIZED,
///         _ => StatusCode::INTERNAL_SERVER_ERROR,
///     }
/// }
///
/// let denied = Denied::from(SessionError::TooLate { cookie: "visit" });
/// assert_eq!(status(&denied), StatusCode::INTERNAL_SERVER_ERROR);
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Denied {
    /// The visitor is not signed in. Send the visitor to `page`, or answer 401 if there is none.
    NotSignedIn {
        /// Where to sign in, from [`Login::PAGE`].
        page: Option<&'static str>,
    },
    /// No layer lent the session. Answer 500; the text of the [`SessionError`] says what to change in the
    /// program.
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
            // `Display` shows the error's own text.
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
