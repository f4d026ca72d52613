//! [`TokenManager::open_once`]: tokens that work once.

use super::contract::IronToken;
use super::format::IsNative;
use super::issued::OpenedToken;
use super::manager::TokenManager;
use crate::error::{OnceError, StoreError};
use crate::members::IronSession;
use crate::revocation::Revocations;
use crate::times::whole_seconds;

/// By how many seconds another server's clock may be behind.
const SKEW_SECS: u64 = 60;

impl<T: IronToken> TokenManager<T>
where
    T::Format: IsNative,
{
    /// Opens a token as [`open`](Self::open) does, but each token only once.
    ///
    /// The store of the revocations remembers the token's id until the token ends. So open a token with
    /// revocations of one store everywhere; those [`in_memory`](Revocations::in_memory) have one of their
    /// own. Of several requests at once, one opens it. Nothing of it is taken from a cache, and it is never
    /// opened while the store does not answer, whatever the rule for [outages](crate::Outage) is. A type with
    /// `max_age = "never"` does not compile here: it would have to be remembered for ever.
    ///
    /// # Errors
    ///
    /// - [`OnceError::Used`] if it was opened before.
    /// - [`OnceError::Rejected`] with the reasons of [`open`](Self::open). Such a text uses nothing up.
    /// - [`OnceError::Store`] if the store did not answer. If it was told and the answer was lost, the token
    ///   is used up.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    /// use iron_session::{IronSession, IronToken, Keyring, OnceError, Revocations, TokenManager};
    ///
    /// #[derive(IronToken)]
    /// #[iron(purpose = "magic-link", max_age = "15m")]
    /// struct MagicLink {
    ///     email: String,
    /// }
    ///
    /// # #[derive(IronSession)]
    /// # #[iron(id, subject = user)]
    /// # struct SessionData { user: Option<u64> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let revocations = Revocations::<SessionData>::in_memory(Duration::from_secs(90 * 86_400));
    /// let links = TokenManager::<MagicLink>::new(Keyring::generate()?);
    /// let text = links.seal(&MagicLink { email: "ada@shop.example".to_owned() })?.text;
    ///
    /// let link = links.open_once(&text, &revocations).await?;
    /// assert_eq!(link.token.email, "ada@shop.example");
    /// assert!(matches!(links.open_once(&text, &revocations).await, Err(OnceError::Used)));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn open_once<S: IronSession>(
        &self,
        text: &str,
        revocations: &Revocations<S>,
    ) -> Result<OpenedToken<T>, OnceError> {
        self.used_up(self.open(text)?, revocations).await
    }

    /// As [`open_once`](Self::open_once), for a token that was [bound](Self::seal_bound).
    ///
    /// # Errors
    ///
    /// Those of [`open_once`](Self::open_once).
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use iron_session::{IronSession, IronToken, Keyring, OnceError, Revocations, TokenManager};
    /// # #[derive(IronToken)]
    /// # #[iron(purpose = "confirm", max_age = "15m")]
    /// # struct Confirm { amount: u32 }
    /// # #[derive(IronSession)]
    /// # #[iron(id, subject = user)]
    /// # struct SessionData { user: Option<u64> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let revocations = Revocations::<SessionData>::in_memory(Duration::from_secs(90 * 86_400));
    /// # let tokens = TokenManager::<Confirm>::new(Keyring::generate()?);
    /// let text = tokens.seal_bound(&Confirm { amount: 7 }, "order 12")?.text;
    /// assert!(tokens.open_bound_once(&text, "order 13", &revocations).await.is_err());
    /// assert_eq!(tokens.open_bound_once(&text, "order 12", &revocations).await?.token.amount, 7);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn open_bound_once<S: IronSession>(
        &self,
        text: &str,
        to: &str,
        revocations: &Revocations<S>,
    ) -> Result<OpenedToken<T>, OnceError> {
        self.used_up(self.open_bound(text, to)?, revocations).await
    }

    async fn used_up<S: IronSession>(
        &self,
        opened: OpenedToken<T>,
        revocations: &Revocations<S>,
    ) -> Result<OpenedToken<T>, OnceError> {
        const { assert!(T::MAX_AGE.is_some(), "a token that never ends cannot be opened once: write a `max_age`") }
        let (Some(id), Some(end)) = (opened.meta.raw_id(), opened.meta.expires()) else {
            return Err(StoreError::new("a token without an id, or without an end").into());
        };
        let left = whole_seconds(end).saturating_sub(self.now().to_open()).saturating_add(SKEW_SECS);
        let keep_for = u32::try_from(left).unwrap_or(u32::MAX);
        let is_first = revocations.revoker().open_first(id, keep_for).await?;
        if is_first { Ok(opened) } else { Err(OnceError::Used) }
    }
}
