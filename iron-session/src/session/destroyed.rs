//! [`Destroyed`]: a session that has ended.

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::Error;
use crate::events::Event;
use crate::members::IronSession;
use crate::request::{SetCookies, State, settle_at_once, settlement_of_removal};

/// A session that has ended; saving it tells the browser to forget the cookie.
///
/// If a framework's layer lent the session, the layer tells the browser with its response, and this value may
/// be dropped. One that was loaded by hand has to be saved. If it is dropped without that, the visitor stays
/// signed in, and [`Event::LogoutLost`] is told.
///
/// # Examples
///
/// ```
/// # use iron_session::{IronSession, Keyring};
/// #
/// # #[derive(IronSession)]
/// # struct SessionData {
/// #     username: Option<String>,
/// # }
/// #
/// # fn main() -> Result<(), iron_session::Error> {
/// # let (request, mut response) = (http::Request::new(()), http::Response::new(()));
/// # let keys = Keyring::generate()?;
/// let session = SessionData::load(&request, &keys);
/// session.destroy().save(&mut response)?;
///
/// let cookie = response.headers()["set-cookie"].to_str().unwrap_or_default();
/// assert!(cookie.starts_with("__Host-session=; Max-Age=0; "));
/// # Ok(())
/// # }
/// ```
pub struct Destroyed<T: IronSession> {
    state: State,
    /// Whether the browser is told, by a layer or by a save.
    is_told: AtomicBool,
    /// Whether a layer tells a store of revocations too.
    is_layers: bool,
    session: PhantomData<T>,
}

impl<T: IronSession> Destroyed<T> {
    pub(crate) fn new(state: State, is_told: bool) -> Self {
        Self { state, is_told: AtomicBool::new(is_told), is_layers: is_told, session: PhantomData }
    }

    /// The Set-Cookie values that remove the cookie, as text for any transport.
    ///
    /// There may be several: a cookie that an earlier configuration wrote with another domain or path is
    /// removed too.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// let session = Visit::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// let removals: Vec<String> = session.destroy().set_cookies().into_iter().collect();
    /// assert_eq!(removals.len(), 1);
    /// assert!(removals[0].starts_with("visit=; Max-Age=0; "));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn set_cookies(&self) -> SetCookies {
        let mut removal = self.removal();
        self.note_told(&removal);
        if self.settle_at_once(&mut removal).is_err() {
            self.state.report(Event::LogoutLost);
        }
        removal
    }

    /// The Set-Cookie values, with what a store of revocations has to be told before they are sent. Below a
    /// layer, the layer tells the store.
    pub(super) fn removal(&self) -> SetCookies {
        let mut removal = SetCookies::removal(&self.state);
        if !self.is_layers {
            removal.add_settlement(settlement_of_removal::<T>(&self.state));
        }
        removal
    }

    /// Notes that the browser is told by this removal.
    pub(super) fn note_told(&self, removal: &SetCookies) {
        if !self.is_told.swap(true, Ordering::Relaxed) {
            self.state.report_removal(removal);
        }
    }

    /// Ends the session in a store of revocations that answers at once.
    pub(super) fn settle_at_once(&self, removal: &mut SetCookies) -> Result<(), Error> {
        self.check_loaded()?;
        match removal.take_settlement() {
            Some(settlement) => settle_at_once(*settlement, &self.state).map(drop),
            None => Ok(()),
        }
    }

    /// Ends the session in a store of revocations.
    pub(super) async fn settle(&self, removal: &mut SetCookies) -> Result<(), Error> {
        self.check_loaded()?;
        if let Some(settlement) = removal.take_settlement() {
            settlement.settle().await?.events().for_each(|event| self.state.report(event));
        }
        Ok(())
    }

    /// A session that was loaded without its store has an id that nobody knows.
    fn check_loaded(&self) -> Result<(), Error> {
        let is_unknown = self.state.is_unchecked() && !self.is_layers;
        if is_unknown { Err(Error::Unsettled { cookie: self.state.policy.config.cookie }) } else { Ok(()) }
    }
}

impl<T: IronSession> Drop for Destroyed<T> {
    fn drop(&mut self) {
        if !*self.is_told.get_mut() {
            self.state.report(Event::LogoutLost);
        }
    }
}

impl<T: IronSession> fmt::Debug for Destroyed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Destroyed").finish_non_exhaustive()
    }
}
