//! [`Session`]: one visitor's data with the seal it came from.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::destroyed::Destroyed;
use crate::error::Error;
use crate::lending::Lease;
use crate::members::IronSession;
use crate::request::{Loaded, Meta, Renewal, SetCookies};
use crate::revocation::Settled;

/// One visitor's session in one request: the data, by `Deref`, and the seal it came from.
///
/// Borrowing the data mutably marks the session as touched. Then [`save`](Self::save) writes a cookie if the
/// data to seal differs from what was opened. To write what depends on what is read, use a separate `let`, or
/// change the value in place: `*session.visits_mut() += 1` compiles, but
/// `session.set_visits(session.visits() + 1)` borrows twice.
///
/// A session that a framework's extractor gave is saved by the framework's layer. The layer saves it when the
/// response is ready, and by then it has to be dropped. A session that was loaded by hand is saved by hand.
///
/// # Examples
///
/// ```
/// # use iron_session::{IronSession, Keyring, Session};
/// #
/// #[derive(IronSession)]
/// struct SessionData {
///     visits: u32,
/// }
///
/// # fn main() -> Result<(), iron_session::Error> {
/// # let (request, mut response) = (http::Request::new(()), http::Response::new(()));
/// # let keys = Keyring::generate()?;
/// let mut session: Session<SessionData> = SessionData::load(&request, &keys);
/// *session.visits_mut() += 1;
/// assert_eq!(session.visits(), 1);
/// session.save(&mut response)?;
/// assert!(response.headers().contains_key("set-cookie"));
/// # Ok(())
/// # }
/// ```
pub struct Session<T: IronSession>(Held<T>);

/// What a holder has.
#[expect(clippy::large_enum_variant, reason = "a box for `Own` would be an allocation at each load by hand")]
enum Held<T: IronSession> {
    /// A session that was loaded by hand. It is no allocation of its own.
    Own(Loaded<T>),
    /// A session that a layer lent.
    Lent(Lease<T>),
}

impl<T: IronSession> Session<T> {
    pub(crate) fn new(loaded: Loaded<T>) -> Self {
        Self(Held::Own(loaded))
    }

    pub(crate) fn lent(lease: Lease<T>) -> Self {
        Self(Held::Lent(lease))
    }

    /// Gives the session a new beginning, and a new id if it has one; keeps its data.
    ///
    /// Call it at login and at every change of privilege. Then a seal that was known or planted before the
    /// change shares neither its beginning nor its id with the session after it. Only this and
    /// [`restart`](Self::restart) lead past the absolute timeout. By the returned [`Renewal`] this session
    /// gets a shorter `max_age` than its type's, for example for a login without "remember me".
    ///
    /// With `#[iron(subject = ..)]`, a save with another subject renews by itself. Then call this only where
    /// the subject stays and its rights change, or for the settings of the returned [`Renewal`].
    ///
    /// It also says that this is a login: what follows is written even if a page of another site made the
    /// request, see [`Meta::withheld`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(id)]
    /// # struct SessionData {
    /// #     user: Option<u64>,
    /// # }
    /// #
    /// let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// session.set_user(7);
    /// let _cookies = session.set_cookies()?;
    /// let before = session.meta().id();
    ///
    /// session.renew();
    /// let _cookies = session.set_cookies()?;
    /// assert_eq!(session.user(), Some(7));
    /// assert_ne!(session.meta().id(), before);
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[track_caller]
    pub fn renew(&mut self) -> Renewal<'_> {
        let loaded = self.write();
        loaded.state.renew();
        Renewal::new(&mut loaded.state)
    }

    /// Resets the data to its defaults and begins a new session.
    ///
    /// It is no login: call [`renew`](Self::renew) after it if one follows. As a logout it leaves a session
    /// that can hold a last message, which [`destroy`](Self::destroy) does not.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     user: Option<u64>,
    /// # }
    /// #
    /// let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// session.set_user(7);
    /// session.restart();
    /// assert_eq!(session.user(), None);
    /// assert!(!session.set_cookies()?.is_empty()); // the new session is written, although it holds nothing
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[track_caller]
    pub fn restart(&mut self) {
        self.write().restart();
    }

    /// Ends the session.
    ///
    /// Under a framework's layer that is all. **Without one, the result has to be saved**, or the browser
    /// keeps its cookie and the visitor stays signed in. A copy of the cookie that was made before stays
    /// valid until it expires, since no server remembers sessions; the page [`security`](crate::security)
    /// says what to do about that.
    ///
    /// Under a layer `destroy` wins over all other writes to the session in the same request. The browser is
    /// told by every response that passes the layer, whatever its status, and by the layer's own 500. If no
    /// response passes the layer, the browser is not told and the visitor stays signed in: a timeout outside
    /// the layer or a closed connection has cancelled the request, or a panic has ended it. Then
    /// [`SessionError::Unanswered`](crate::SessionError::Unanswered) is reported. So put timeouts inside the
    /// layer.
    ///
    /// A request that overlaps with the logout can undo it, if it saves a change of its own after it. What
    /// nobody asked for, such as a refresh, rarely does; the page [`security`](crate::security) says when.
    ///
    /// Log out this way, and not by clearing members. A cookie that was refused here, such as one of a newer
    /// schema, may still open on another server. Then the members are empty here, and clearing them writes
    /// nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, Session};
    /// #
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     username: Option<String>,
    /// # }
    /// #
    /// # fn main() -> Result<(), iron_session::Error> {
    /// # let mut response = http::Response::new(());
    /// # let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// session.set_username("ada");
    /// session.save(&mut response)?;
    ///
    /// session.destroy().save(&mut response)?;
    /// let cookies: Vec<_> = response.headers().get_all("set-cookie").into_iter().collect();
    /// assert_eq!(cookies.len(), 1); // the removal, in place of what was saved before
    /// assert!(cookies[0].to_str().is_ok_and(|text| text.contains("Max-Age=0")));
    /// # Ok(())
    /// # }
    /// ```
    #[track_caller]
    pub fn destroy(self) -> Destroyed<T> {
        // Not in a closure, which has no caller of its own to name.
        let (state, is_told) = match self.0 {
            Held::Own(loaded) => (loaded.state, false),
            Held::Lent(lease) => lease.destroy(),
        };
        Destroyed::new(state, is_told)
    }

    /// When the session began and ends, which key sealed it, why a cookie was refused, how much more fits.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # struct SessionData {
    /// #     user: Option<u64>,
    /// # }
    /// #
    /// let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// assert!(session.meta().is_new());
    /// assert_eq!(session.meta().rejection(), None);
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[must_use]
    pub fn meta(&self) -> Meta<'_> {
        let loaded = self.loaded();
        Meta::new(&loaded.state, loaded)
    }

    /// The Set-Cookie values that the response needs, as text for any transport; none if nothing has to be
    /// written.
    ///
    /// [`save`](Self::save) calls this for responses of the `http` crate, and adds the caching headers. Under
    /// a framework's layer neither is needed. If you call this there all the same, the layer writes the same
    /// values, unless the session is changed again. If the layer then answers 500, none of them is kept.
    ///
    /// # Errors
    ///
    /// - [`Error::TooLarge`] if name and value exceed 4096 bytes, or what all chunks hold.
    /// - [`Error::Unsealable`] for a member that JSON cannot carry, and [`Error::Unreadable`] for one that
    ///   the next request could not read.
    /// - [`Error::Withheld`], in builds with `debug_assertions`, for a change that is
    ///   [withheld](Meta::withheld).
    /// - [`Error::TooDeep`], [`Error::Random`], [`Error::Clock`] and [`Error::Lifetime`].
    /// - [`Error::SealingKeys`], or `Error::NoFe26Password`, if the keyring has nothing that seals the type's
    ///   format.
    ///
    /// After an error nothing was written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring};
    /// #
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit", max_age = "1h")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// #
    /// let mut session = Visit::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// assert!(session.set_cookies()?.is_empty());
    ///
    /// session.set_count(1);
    /// let text: String = session.set_cookies()?.into_iter().collect();
    /// assert!(text.starts_with("visit="));
    /// assert!(text.ends_with("; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax"));
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    pub fn set_cookies(&mut self) -> Result<SetCookies, Error> {
        match &mut self.0 {
            Held::Own(loaded) => loaded.set_cookies_by_hand(),
            Held::Lent(lease) => lease.set_cookies(),
        }
    }

    /// The Set-Cookie values that are due, with what a store of revocations has to be told before they are
    /// sent. Below a layer, the layer tells it.
    pub(super) fn set_cookies_to_settle(&mut self) -> Result<SetCookies, Error> {
        if let Held::Own(loaded) = &mut self.0 { loaded.set_cookies() } else { self.set_cookies() }
    }

    /// The same, after the store of revocations was told.
    pub(super) async fn settled(&mut self, saved: Result<SetCookies, Error>) -> Result<SetCookies, Error> {
        let saved = match saved {
            Ok(cookies) => self.settle(cookies).await,
            Err(error) => Err(error),
        };
        if let Held::Own(loaded) = &self.0 {
            loaded.tell_saved_by_hand(&saved);
        }
        saved
    }

    async fn settle(&mut self, mut cookies: SetCookies) -> Result<SetCookies, Error> {
        let Some(settlement) = cookies.take_settlement() else { return Ok(cookies) };
        let begun = settlement.begun();
        // After a lost answer, a second save finds the opened session ended: the safe side.
        let settled = settlement.settle().await?;
        settled.events().for_each(|event| self.loaded().state.report(event));
        match settled {
            Settled::Alive { .. } => self.loaded_mut().note_told(begun),
            Settled::Dead => cookies.withdraw(),
        }
        Ok(cookies)
    }

    #[inline]
    pub(crate) fn loaded(&self) -> &Loaded<T> {
        match &self.0 {
            Held::Own(loaded) => loaded,
            Held::Lent(lease) => lease.loaded(),
        }
    }

    /// The session, for a change: a layer is told first, and what was saved ahead of it is dropped.
    #[track_caller]
    pub(super) fn write(&mut self) -> &mut Loaded<T> {
        let loaded = match &mut self.0 {
            Held::Own(loaded) => loaded,
            Held::Lent(lease) => lease.write(),
        };
        loaded.write()
    }

    /// The session, for what a save has to know of it.
    #[inline]
    pub(crate) fn loaded_mut(&mut self) -> &mut Loaded<T> {
        match &mut self.0 {
            Held::Own(loaded) => loaded,
            Held::Lent(lease) => lease.loaded_mut(),
        }
    }
}

impl<T: IronSession> Deref for Session<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.loaded().data
    }
}

impl<T: IronSession> DerefMut for Session<T> {
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        let loaded = self.write();
        loaded.state.changes.touched = true;
        &mut loaded.data
    }
}

impl<T: IronSession> fmt::Debug for Session<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("data", &"<redacted>")
            .field("touched", &self.loaded().state.changes.touched)
            .field("meta", &self.meta())
            .finish()
    }
}
