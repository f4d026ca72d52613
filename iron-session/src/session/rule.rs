//! [`Rule`]: what a visitor who is signed in may do.

use super::handle::Session;
use crate::members::IronSession;

/// What a visitor must fulfil besides being signed in, for handlers that take
/// [`SignedIn<T, R>`](crate::SignedIn).
///
/// A rule is a type without values. It is asked each time that a handler takes the session. A pair of rules,
/// such as `(Admin, Recent)`, is a rule too: both must allow, and the first one is asked first.
///
/// # Examples
///
/// A role, and a password that was typed in the last ten minutes, as programs ask for before dangerous
/// actions:
///
/// ```
/// use iron_session::{Expiring, IronSession, Keyring, Login, Rule, Session, SignedIn};
///
/// #[derive(IronSession)]
/// struct SessionData {
///     username: Option<String>,
///     role: String,
///     #[iron(lifetime = "10m")]
///     confirmed: Expiring<bool>,
/// }
///
/// # impl Login for SessionData {
/// #     fn is_signed_in(&self) -> bool { self.username().is_some() }
/// # }
/// struct Admin;
///
/// impl Rule<SessionData> for Admin {
///     fn allows(session: &Session<SessionData>) -> bool {
///         session.role() == "admin"
///     }
/// }
///
/// struct Recent;
///
/// impl Rule<SessionData> for Recent {
///     /// This page asks for the password again, and sets `confirmed`. It need not call `renew`, so that the
///     /// absolute timeout of the session goes on.
///     const PAGE: Option<&'static str> = Some("/confirm");
///
///     fn allows(session: &Session<SessionData>) -> bool {
///         session.confirmed().is_some()
///     }
/// }
///
/// fn delete_everything(_: SignedIn<SessionData, (Admin, Recent)>) {}
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// session.set_username("ada");
/// session.set_role("admin");
/// session.set_confirmed(true);
/// delete_everything(SignedIn::admit_by(session)?);
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no rule for the session `{T}`",
    label = "`SignedIn` asks for a `Rule` as its second type",
    note = "write `impl Rule<{T}> for {Self} {{ fn allows(session: &Session<{T}>) -> bool {{ .. }} }}`",
    note = "several rules are a pair of rules: `SignedIn<{T}, (First, (Second, Third))>`"
)]
pub trait Rule<T: IronSession>: 'static {
    /// The page on which the visitor can get what is missing, such as one that asks for the password again.
    /// Visitors who open a page are sent there by a 303; without a page the answer is 403.
    ///
    /// A path of the site gets `next` as [`Login::PAGE`](crate::Login::PAGE) does. The page of a pair is that
    /// of the rule that does not allow.
    const PAGE: Option<&'static str> = None;

    /// Whether the visitor of this session may.
    ///
    /// It is not asked for visitors who are not signed in.
    fn allows(session: &Session<T>) -> bool;

    /// The same, with the page of the rule that does not allow as an error.
    ///
    /// Implement only [`allows`](Self::allows). Pairs of rules implement this too.
    ///
    /// # Errors
    ///
    /// [`PAGE`](Self::PAGE) of the rule that does not allow.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Anyone, IronSession, Keyring, Rule, Session};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// struct Nobody;
    ///
    /// impl Rule<SessionData> for Nobody {
    ///     const PAGE: Option<&'static str> = Some("/closed");
    ///
    ///     fn allows(_: &Session<SessionData>) -> bool {
    ///         false
    ///     }
    /// }
    ///
    /// let session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// assert_eq!(<(Anyone, Nobody)>::judge(&session), Err(Some("/closed")));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    fn judge(session: &Session<T>) -> Result<(), Option<&'static str>> {
        const { assert_page(Self::PAGE) };
        if Self::allows(session) { Ok(()) } else { Err(Self::PAGE) }
    }
}

/// The rule that allows all who are signed in: the one of [`SignedIn<T>`](crate::SignedIn).
///
/// # Examples
///
/// ```
/// use iron_session::{Anyone, Rule};
/// # use iron_session::{IronSession, Keyring};
/// # #[derive(IronSession)]
/// # struct SessionData {}
/// # let session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
/// assert!(Anyone::allows(&session));
/// # Ok::<(), iron_session::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anyone;

impl<T: IronSession> Rule<T> for Anyone {
    fn allows(_: &Session<T>) -> bool {
        true
    }
}

/// Both rules. The first one that does not allow gives the answer.
impl<T: IronSession, A: Rule<T>, B: Rule<T>> Rule<T> for (A, B) {
    fn allows(session: &Session<T>) -> bool {
        Self::judge(session).is_ok()
    }

    fn judge(session: &Session<T>) -> Result<(), Option<&'static str>> {
        A::judge(session)?;
        B::judge(session)
    }
}

/// Stops the build if a page cannot stand in a header, or would be the page that was asked for.
pub(super) const fn assert_page(page: Option<&'static str>) {
    let Some(page) = page else { return };
    let mut rest = page.as_bytes();
    assert!(!rest.is_empty(), "`PAGE` is empty; write the path of a page, such as `/login`");
    while let [byte, after @ ..] = rest {
        assert!(byte.is_ascii_graphic(), "`PAGE` is not in visible ASCII; percent-encode the rest of it");
        rest = after;
    }
}
