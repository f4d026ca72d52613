//! [`SignedIn`]: a session of a visitor who is signed in, and may do what the handler does.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use super::denied::Denied;
use super::destroyed::Destroyed;
use super::handle::Session;
use super::rule::{Anyone, Rule, assert_page};
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
    /// The page to sign in on. Visitors who open a page and are not signed in are sent there by a 303. A
    /// script gets a 401, and without a page everybody does; see [`Denied::answering`].
    ///
    /// A path of the site gets `next` in its query: where the visitor was, for
    /// [`return_path`](crate::return_path). The text is in visible ASCII, or the program does not compile.
    const PAGE: Option<&'static str> = None;

    /// Whether this is the session of somebody who is signed in.
    fn is_signed_in(&self) -> bool;
}

/// The session of a visitor who is signed in; an extractor in the frameworks that have extractors.
///
/// It derefs to the [`Session`], and through it to the data. The type says only that the visitor was signed
/// in when the session was extracted. A handler may sign the visitor out after that.
///
/// All others are turned away by an answer that fits the request; see [`Denied::answering`]. `R` is a
/// [`Rule`] for those who are signed in: with `SignedIn<SessionData, Admin>` the others get a 403.
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
pub struct SignedIn<T: Login, R: Rule<T> = Anyone>(Session<T>, PhantomData<fn() -> R>);

impl<T: Login> SignedIn<T> {
    /// The session, if its visitor is signed in.
    ///
    /// # Errors
    ///
    /// [`Denied::NotSignedIn`] if the visitor is not signed in; the session is dropped. Its answer is for a
    /// visitor who opened a page; [`Denied::answering`] makes the one for a request.
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
    /// assert!(matches!(denied, Some(Denied::NotSignedIn(answer)) if answer.page() == Some("/login")));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn admit(session: Session<T>) -> Result<Self, Denied> {
        Self::admit_by(session)
    }

    /// The session, if its visitor is signed in and the rule `R` allows it.
    ///
    /// # Errors
    ///
    /// [`Denied::NotSignedIn`], as for [`admit`](Self::admit), and [`Denied::NotAllowed`] if the visitor is
    /// signed in and the rule does not allow it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Denied, IronSession, Keyring, Login, Rule, Session, SignedIn};
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     username: Option<String>,
    /// #     verified: bool,
    /// # }
    /// # impl Login for SessionData {
    /// #     fn is_signed_in(&self) -> bool {
    /// #         self.username().is_some()
    /// #     }
    /// # }
    /// struct EmailVerified;
    ///
    /// impl Rule<SessionData> for EmailVerified {
    ///     fn allows(session: &Session<SessionData>) -> bool {
    ///         session.verified()
    ///     }
    /// }
    ///
    /// # fn main() -> Result<(), iron_session::Error> {
    /// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// session.set_username("ada");
    /// let denied = SignedIn::admit_by::<EmailVerified>(session).err();
    /// assert!(matches!(denied, Some(Denied::NotAllowed(answer)) if answer.status() == 403));
    /// # Ok(())
    /// # }
    /// ```
    pub fn admit_by<R: Rule<T>>(session: Session<T>) -> Result<SignedIn<T, R>, Denied> {
        const { assert_page(T::PAGE) };
        if !session.is_signed_in() {
            return Err(Denied::not_signed_in(T::PAGE));
        }
        R::judge(&session).map_err(Denied::not_allowed)?;
        Ok(SignedIn(session, PhantomData))
    }
}

impl<T: Login, R: Rule<T>> SignedIn<T, R> {
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

impl<T: Login, R: Rule<T>> Deref for SignedIn<T, R> {
    type Target = Session<T>;

    fn deref(&self) -> &Session<T> {
        &self.0
    }
}

impl<T: Login, R: Rule<T>> DerefMut for SignedIn<T, R> {
    fn deref_mut(&mut self) -> &mut Session<T> {
        &mut self.0
    }
}

impl<T: Login, R: Rule<T>> fmt::Debug for SignedIn<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SignedIn").field(&self.0).finish()
    }
}
