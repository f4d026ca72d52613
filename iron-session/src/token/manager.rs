//! [`TokenManager`]: a token type with its keys and a clock.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use super::contract::{IronToken, OfToken, check_bound, check_opens_bound};
use super::format::{IsNative, SealsTokens};
use super::issued::{OpenedToken, SealedToken, TokenMeta};
use super::kind::Facts;
use crate::error::{Error, Rejection};
use crate::keyring::{Keyring, Subkeys};
use crate::times::{Clock, Now};

/// Seals and opens tokens of one type, and tells their ids and times.
///
/// Make it once, at the start: it derives the seal key of the purpose from each key of the keyring. The
/// methods of [`IronToken`] derive it at each call. A clone is cheap.
///
/// # Examples
///
/// ```
/// use iron_session::{IronToken, Keyring, TokenManager};
///
/// #[derive(IronToken)]
/// #[iron(purpose = "magic-link", max_age = "15m")]
/// struct MagicLink {
///     email: String,
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let links = TokenManager::<MagicLink>::new(Keyring::generate()?);
/// let sealed = links.seal(&MagicLink { email: "demo@shop.example".to_owned() })?;
/// let opened = links.open(&sealed.text)?;
/// assert_eq!(opened.token.email, "demo@shop.example");
/// # Ok(())
/// # }
/// ```
pub struct TokenManager<T: IronToken> {
    keys: Keyring,
    subkeys: Arc<Subkeys>,
    clock: Clock,
    token: PhantomData<fn() -> T>,
}

impl<T: IronToken> TokenManager<T> {
    /// A manager with these keys and the system's clock.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronToken, Keyring, TokenManager};
    /// # #[derive(IronToken)]
    /// # #[iron(purpose = "invite", max_age = "7d")]
    /// # struct Invite { team: u64 }
    /// let keys = Keyring::generate()?; // in production: Keyring::from_env("IRON_SESSION_PASSWORD")?
    /// let invites = TokenManager::<Invite>::new(keys);
    /// # invites.seal(&Invite { team: 7 })?;
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn new(keys: Keyring) -> Self {
        let subkeys = Arc::new(T::Format::ready(&keys, T::PURPOSE));
        Self { keys, subkeys, clock: Clock::SYSTEM, token: PhantomData }
    }

    /// Takes moments from another clock, for tests.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::{Duration, UNIX_EPOCH};
    /// # use iron_session::{IronToken, Keyring, Rejection, TokenManager};
    /// # #[derive(IronToken)]
    /// # #[iron(purpose = "invite", max_age = "7d")]
    /// # struct Invite { team: u64 }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let keys = Keyring::generate()?;
    /// let on_day = |day: u64| {
    ///     let now = UNIX_EPOCH + Duration::from_secs(day * 86_400);
    ///     TokenManager::<Invite>::new(keys.clone()).clock(move || now)
    /// };
    /// let text = on_day(1).seal(&Invite { team: 7 })?.text;
    /// assert_eq!(on_day(7).open(&text)?.token.team, 7);
    /// assert_eq!(on_day(8).open(&text).err(), Some(Rejection::Expired));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Clock::new(clock);
        self
    }

    /// Seals a token, as [`IronToken::seal`] does.
    ///
    /// # Errors
    ///
    /// Those of [`IronToken::seal`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronToken, Keyring, TokenManager};
    /// # #[derive(IronToken)]
    /// # #[iron(purpose = "invite", max_age = "7d")]
    /// # struct Invite { team: u64 }
    /// # let invites = TokenManager::<Invite>::new(Keyring::generate()?);
    /// let sealed = invites.seal(&Invite { team: 7 })?;
    /// assert!(sealed.meta.expires().is_some());
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn seal(&self, token: &T) -> Result<SealedToken<T>, Error> {
        self.seal_to(token, "")
    }

    /// Opens a token, as [`IronToken::open`] does.
    ///
    /// # Errors
    ///
    /// Those of [`IronToken::open`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronToken, Keyring, Rejection, TokenManager};
    /// # #[derive(IronToken)]
    /// # #[iron(purpose = "invite", max_age = "7d")]
    /// # struct Invite { team: u64 }
    /// # let invites = TokenManager::<Invite>::new(Keyring::generate()?);
    /// assert_eq!(invites.open("nonsense").err(), Some(Rejection::Malformed));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn open(&self, text: &str) -> Result<OpenedToken<T>, Rejection> {
        self.open_to(text, "")
    }

    /// Seals a token that is bound to `to`, as [`IronToken::seal_bound`] does.
    ///
    /// # Errors
    ///
    /// Those of [`IronToken::seal_bound`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Error, IronToken, Keyring, TokenManager};
    /// # #[derive(IronToken)]
    /// # #[iron(purpose = "invite", max_age = "7d")]
    /// # struct Invite { team: u64 }
    /// # let invites = TokenManager::<Invite>::new(Keyring::generate()?);
    /// let sealed = invites.seal_bound(&Invite { team: 7 }, "demo@shop.example")?;
    /// assert!(invites.open_bound(&sealed.text, "demo@shop.example").is_ok());
    ///
    /// let unbound = invites.seal_bound(&Invite { team: 7 }, "");
    /// assert!(matches!(unbound, Err(Error::BoundToNothing)));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn seal_bound(&self, token: &T, to: &str) -> Result<SealedToken<T>, Error>
    where
        T::Format: IsNative,
    {
        check_bound(to)?;
        self.seal_to(token, to)
    }

    /// Opens a token that is bound to `to`, as [`IronToken::open_bound`] does.
    ///
    /// # Errors
    ///
    /// Those of [`IronToken::open_bound`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronToken, Keyring, Rejection, TokenManager};
    /// # #[derive(IronToken)]
    /// # #[iron(purpose = "invite", max_age = "7d")]
    /// # struct Invite { team: u64 }
    /// # let invites = TokenManager::<Invite>::new(Keyring::generate()?);
    /// let sealed = invites.seal_bound(&Invite { team: 7 }, "demo@shop.example")?;
    /// let opened = invites.open_bound(&sealed.text, "another@shop.example");
    /// assert_eq!(opened.err(), Some(Rejection::Forged));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn open_bound(&self, text: &str, to: &str) -> Result<OpenedToken<T>, Rejection>
    where
        T::Format: IsNative,
    {
        check_opens_bound(to)?;
        self.open_to(text, to)
    }

    pub(super) fn now(&self) -> Now {
        self.clock.now()
    }

    fn seal_to(&self, token: &T, to: &str) -> Result<SealedToken<T>, Error> {
        let keys = (&self.keys, &*self.subkeys);
        let (text, facts) = T::Format::seal::<OfToken<T>>(keys, token, to, self.clock.now())?;
        Ok(SealedToken { text, meta: TokenMeta::new(facts) })
    }

    fn open_to(&self, text: &str, to: &str) -> Result<OpenedToken<T>, Rejection> {
        let keys = (&self.keys, &*self.subkeys);
        let (token, facts): (T, Facts) = T::Format::open::<OfToken<T>>(keys, text, to, self.clock.now())?;
        Ok(OpenedToken { token, meta: TokenMeta::new(facts) })
    }
}

impl<T: IronToken> Clone for TokenManager<T> {
    fn clone(&self) -> Self {
        Self {
            keys: self.keys.clone(),
            subkeys: self.subkeys.clone(),
            clock: self.clock.clone(),
            token: PhantomData,
        }
    }
}

impl<T: IronToken> fmt::Debug for TokenManager<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenManager")
            .field("purpose", &T::PURPOSE)
            .field("keys", &self.keys)
            .finish_non_exhaustive()
    }
}
