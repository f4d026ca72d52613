//! Tokens with what is sealed beside their members: [`SealedToken`], [`OpenedToken`] and [`TokenMeta`].

use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::contract::IronToken;
use super::format::IsNative;
use super::kind::Facts;
use crate::seal::id_text;
use crate::times::system_time;

/// A token that was sealed, from [`TokenManager::seal`](crate::TokenManager::seal).
///
/// `Debug` does not show the text, since whoever has it has the token.
///
/// # Examples
///
/// ```
/// # use iron_session::{IronToken, Keyring, TokenManager};
/// # #[derive(IronToken)]
/// # #[iron(purpose = "invite", max_age = "7d")]
/// # struct Invite { team: u64 }
/// let invites = TokenManager::<Invite>::new(Keyring::generate()?);
/// let sealed = invites.seal(&Invite { team: 7 })?;
/// let link = format!("https://shop.example/join?invite={}", sealed.text);
/// let id = sealed.meta.id(); // for a list of invitations that are still open
/// # assert_eq!(id.len(), 22);
/// # assert!(!format!("{sealed:?}").contains(&sealed.text));
/// # Ok::<(), iron_session::Error>(())
/// ```
#[non_exhaustive]
pub struct SealedToken<T> {
    /// The text for the link.
    pub text: String,
    /// Its id and its times.
    pub meta: TokenMeta<T>,
}

/// A token that was opened, from [`TokenManager::open`](crate::TokenManager::open).
///
/// `Debug` does not show the token.
///
/// # Examples
///
/// ```
/// # use iron_session::{IronToken, Keyring, TokenManager};
/// # #[derive(IronToken)]
/// # #[iron(purpose = "invite", max_age = "7d")]
/// # struct Invite { team: u64 }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let invites = TokenManager::<Invite>::new(Keyring::generate()?);
/// let sealed = invites.seal(&Invite { team: 7 })?;
///
/// let opened = invites.open(&sealed.text)?;
/// assert_eq!(opened.token.team, 7);
/// assert_eq!(opened.meta.id(), sealed.meta.id());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct OpenedToken<T> {
    /// The token.
    pub token: T,
    /// Its id and its times.
    pub meta: TokenMeta<T>,
}

/// What is sealed beside the members of a token: its id and its times.
///
/// `Debug` does not show the id, since whoever reads it in a log can follow the token.
///
/// # Examples
///
/// ```
/// # use std::time::{Duration, UNIX_EPOCH};
/// # use iron_session::{IronToken, Keyring, TokenManager};
/// # #[derive(IronToken)]
/// # #[iron(purpose = "invite", max_age = "7d")]
/// # struct Invite { team: u64 }
/// let noon = UNIX_EPOCH + Duration::from_secs(43_200);
/// let invites = TokenManager::<Invite>::new(Keyring::generate()?).clock(move || noon);
/// let meta = invites.seal(&Invite { team: 7 })?.meta;
/// assert_eq!(meta.created(), noon);
/// assert_eq!(meta.expires(), Some(noon + Duration::from_secs(7 * 86_400)));
/// # Ok::<(), iron_session::Error>(())
/// ```
pub struct TokenMeta<T>(Facts, PhantomData<fn() -> T>);

impl<T> TokenMeta<T> {
    pub(super) fn new(facts: Facts) -> Self {
        Self(facts, PhantomData)
    }

    /// The id, if the format has one.
    pub(super) fn raw_id(&self) -> Option<[u8; 16]> {
        self.0.id
    }

    /// When the token ends. None if it never ends.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronToken, Keyring, TokenManager};
    /// #[derive(IronToken)]
    /// #[iron(purpose = "unsubscribe", max_age = "never")]
    /// struct Unsubscribe {
    ///     user: u64,
    /// }
    ///
    /// let tokens = TokenManager::<Unsubscribe>::new(Keyring::generate()?);
    /// assert_eq!(tokens.seal(&Unsubscribe { user: 7 })?.meta.expires(), None);
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn expires(&self) -> Option<SystemTime> {
        self.0.end.and_then(|end: Duration| UNIX_EPOCH.checked_add(end))
    }
}

impl<T: IronToken> TokenMeta<T> {
    /// The random id of the token, as 22 characters of base64url.
    ///
    /// Two tokens with the same members have different ids. Seals of iron-session for JavaScript have none,
    /// so for `format = "fe26"` this does not compile.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronToken, Keyring, TokenManager};
    /// # #[derive(IronToken)]
    /// # #[iron(purpose = "invite", max_age = "7d")]
    /// # struct Invite { team: u64 }
    /// let invites = TokenManager::<Invite>::new(Keyring::generate()?);
    /// let (one, other) = (invites.seal(&Invite { team: 7 })?, invites.seal(&Invite { team: 7 })?);
    /// assert_eq!(one.meta.id().len(), 22);
    /// assert_ne!(one.meta.id(), other.meta.id());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn id(&self) -> String
    where
        T::Format: IsNative,
    {
        // Every native token has one.
        id_text(&self.0.id.unwrap_or_default())
    }

    /// When the token was sealed. For `format = "fe26"`, whose seals do not say it, this does not compile.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::UNIX_EPOCH;
    /// # use iron_session::{IronToken, Keyring, TokenManager};
    /// # #[derive(IronToken)]
    /// # #[iron(purpose = "invite", max_age = "7d")]
    /// # struct Invite { team: u64 }
    /// let invites = TokenManager::<Invite>::new(Keyring::generate()?).clock(|| UNIX_EPOCH);
    /// assert_eq!(invites.seal(&Invite { team: 7 })?.meta.created(), UNIX_EPOCH);
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn created(&self) -> SystemTime
    where
        T::Format: IsNative,
    {
        system_time(self.0.created)
    }
}

impl<T> Clone for TokenMeta<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for TokenMeta<T> {}

impl<T> fmt::Debug for TokenMeta<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenMeta").field("expires", &self.expires()).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for SealedToken<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealedToken").field("text", &"<redacted>").field("meta", &self.meta).finish()
    }
}

impl<T> fmt::Debug for OpenedToken<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenedToken").field("token", &"<redacted>").field("meta", &self.meta).finish()
    }
}
