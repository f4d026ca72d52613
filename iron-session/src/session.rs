//! [`IronSession`], what the derive implements, and [`Session`], one visitor's data with the seal it came from.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::config::Config;
use crate::error::{Error, Rejection};
use crate::events;
use crate::http::RequestHead;
use crate::keyring::Keyring;
use crate::live::Live;
use crate::manager::SessionManager;
use crate::meta::Meta;
use crate::private::{JsonError, MemberReader, MemberWriter, Rest, Unreadable};
use crate::renewal::Renewal;
use crate::set_cookies::SetCookies;
use crate::slot::Lease;
use crate::state::State;

/// A struct whose value lives in an encrypted cookie. Implemented by `#[derive(IronSession)]`, never by hand.
///
/// ```
/// use iron_session::{IronSession, Keyring};
///
/// #[derive(IronSession)]
/// #[iron(cookie = "__Host-app", max_age = "30d")]
/// struct SessionData {
///     username: Option<String>,
///     visits: u32,
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let (request, mut response) = (http::Request::new(()), http::Response::new(()));
/// let keys = Keyring::generate()?;
/// let mut session = SessionData::load(&request, &keys);
/// session.set_username("demo");
/// *session.visits_mut() += 1;
/// session.save(&mut response)?;
/// # assert!(response.headers().contains_key("set-cookie"));
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a session",
    label = "this type does not derive `IronSession`",
    note = "write `#[derive(IronSession)]` on the struct"
)]
pub trait IronSession: Default + Send + Sync + 'static {
    /// The cookie and its lifetimes, from the `#[iron(..)]` attributes.
    const CONFIG: Config;

    /// The number of the sealed schema, from `#[iron(schema = ..)]`.
    const SCHEMA: u16 = 0;

    /// The sealed names of the members, in declared order.
    #[doc(hidden)]
    const MEMBERS: &'static [&'static str];

    /// Other names that members are read under.
    #[doc(hidden)]
    const ALIASES: &'static [(&'static str, usize)] = &[];

    /// Whether a flattened field keeps the members that the struct does not name.
    #[doc(hidden)]
    const KEEPS_REST: bool = false;

    #[doc(hidden)]
    fn write_members(&self, out: &mut MemberWriter<'_>) -> Result<(), JsonError>;

    #[doc(hidden)]
    fn read_members(&mut self, source: &mut MemberReader<'_>) -> Result<(), Unreadable>;

    #[doc(hidden)]
    fn read_rest(&mut self, _rest: Rest) -> Result<(), JsonError> {
        Ok(())
    }

    #[doc(hidden)]
    fn read_older(sealed: u16, _json: &[u8], _now: u64) -> Result<Self, Rejection> {
        Err(Rejection::OlderSchema { sealed, current: Self::SCHEMA })
    }

    /// The visitor's session, or a fresh one if the request has no cookie that opens.
    ///
    /// Short for a [`SessionManager`] with nothing overridden. Why a cookie was refused is in
    /// [`Meta::rejection`].
    fn load<R: RequestHead + ?Sized>(request: &R, keys: &Keyring) -> Session<Self> {
        SessionManager::new(keys.clone()).load(request)
    }

    /// As [`load`](Self::load), for those who must tell a refused cookie from none.
    ///
    /// # Errors
    ///
    /// The [`Rejection`], if a cookie of the session's name was sent and none opened. Having none is not an error.
    fn try_load<R: RequestHead + ?Sized>(request: &R, keys: &Keyring) -> Result<Session<Self>, Rejection> {
        SessionManager::new(keys.clone()).try_load(request)
    }
}

/// One visitor's session in one request: the data, by `Deref`, and the seal it came from.
///
/// Taking the data mutably marks it as touched; [`save`](Self::save) then writes a cookie if what would be sealed is
/// not what was opened. A value may be read while it is written only through a separate `let`:
/// `*session.visits_mut() += 1` compiles, `session.set_visits(session.visits() + 1)` borrows twice.
///
/// A session that a framework's extractor gave is saved by the framework's layer, once it is dropped and the response is
/// ready; one that was loaded by hand is saved by hand.
pub struct Session<T: IronSession> {
    /// Taken only where the session is consumed.
    live: Option<Live<T>>,
    /// Where it goes back to, if a layer lent it.
    lease: Option<Lease<T>>,
}

impl<T: IronSession> Session<T> {
    pub(crate) fn new(live: Live<T>) -> Self {
        Self { live: Some(live), lease: None }
    }

    pub(crate) fn lent(live: Live<T>, lease: Lease<T>) -> Self {
        Self { live: Some(live), lease: Some(lease) }
    }

    /// Gives the session a new beginning, and a new id if it has one; keeps its data.
    ///
    /// Call it at login and at every change of privilege, so that nothing known or planted before outlives the change.
    /// It is the only way, besides [`restart`](Self::restart), past the absolute timeout. What it returns can give this
    /// session a shorter life than its type's, as for a login without "remember me".
    pub fn renew(&mut self) -> Renewal<'_> {
        let live = self.write();
        live.state.renew();
        Renewal::new(&mut live.state)
    }

    /// Resets the data to its defaults and begins a new session.
    pub fn restart(&mut self) {
        self.write().restart();
    }

    /// Ends the session. Under a framework's layer that is all; **without one, the result has to be saved**, or the browser
    /// keeps its cookie and the visitor stays signed in. A copy of the cookie made before stays valid until it expires, since no
    /// server remembers it.
    ///
    /// Under a layer it wins over whatever else is written to the session in the same request, and is told to the browser even if
    /// the request fails.
    ///
    /// Log out this way rather than by clearing members: a cookie that was refused here, such as one of a newer schema, may
    /// still open on another node, and clearing what is empty writes nothing.
    pub fn destroy(mut self) -> Destroyed<T> {
        let live = self.take_live();
        let lease = self.lease.take();
        let is_told = AtomicBool::new(lease.is_some());
        if let Some(lease) = lease {
            lease.give_back_destroyed(&live);
        }
        Destroyed { state: live.state, is_told, session: PhantomData }
    }

    /// When the session began and ends, which key sealed it, and why a cookie was refused.
    #[must_use]
    pub fn meta(&self) -> Meta<'_> {
        Meta::new(&self.live().state)
    }

    /// The Set-Cookie values that the response needs, as text for any transport; none if nothing has to be written.
    ///
    /// [`save`](Self::save) calls this for responses of the `http` crate, and adds the caching headers. Under a framework's
    /// layer neither is needed; the layer then writes the same, unless the session is changed again.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] if name and value exceed 4096 bytes, [`Error::Unsealable`] for a member that JSON cannot carry,
    /// [`Error::TooDeep`], [`Error::Random`], [`Error::Clock`] and [`Error::Lifetime`]; [`Error::SealingKeys`], or
    /// `Error::NoFe26Password`, if the keyring has nothing that seals the type's format. After an error nothing was written.
    pub fn set_cookies(&mut self) -> Result<SetCookies, Error> {
        if self.lease.is_some() { self.live_mut().set_cookies_ahead() } else { self.live_mut().set_cookies() }
    }

    fn live(&self) -> &Live<T> {
        self.live.as_ref().expect(LIVE)
    }

    /// The session, to be changed.
    fn write(&mut self) -> &mut Live<T> {
        if let Some(lease) = &mut self.lease {
            lease.begin_write();
        }
        self.live_mut().write()
    }

    pub(crate) fn live_mut(&mut self) -> &mut Live<T> {
        self.live.as_mut().expect(LIVE)
    }

    fn take_live(&mut self) -> Live<T> {
        self.live.take().expect(LIVE)
    }
}

/// Why a session has a value wherever it can be called.
const LIVE: &str = "only what consumes a session takes it";

impl<T: IronSession> Deref for Session<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.live().data
    }
}

impl<T: IronSession> DerefMut for Session<T> {
    fn deref_mut(&mut self) -> &mut T {
        let live = self.write();
        live.state.touched = true;
        &mut live.data
    }
}

impl<T: IronSession> Drop for Session<T> {
    fn drop(&mut self) {
        // Most sessions are not lent, and their data is dropped where it lies.
        let Some(lease) = self.lease.take() else { return };
        if let Some(live) = self.live.take() {
            lease.give_back(live);
        }
    }
}

impl<T: IronSession> fmt::Debug for Session<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("data", &"<redacted>")
            .field("touched", &self.live().state.touched)
            .field("meta", &self.meta())
            .finish()
    }
}

/// A session that has ended; saving it tells the browser. If a framework's layer lent the session, it does so by itself.
///
/// Dropping one that was loaded by hand without saving it is an event of the feature `tracing`: nobody was logged out.
pub struct Destroyed<T: IronSession> {
    state: State,
    /// Whether the browser learns of it.
    is_told: AtomicBool,
    session: PhantomData<T>,
}

impl<T: IronSession> Destroyed<T> {
    /// The Set-Cookie values that remove the cookie, in this shape and in those of earlier configurations.
    pub fn set_cookies(&self) -> SetCookies {
        self.is_told.store(true, Ordering::Relaxed);
        SetCookies::removal(&self.state)
    }
}

impl<T: IronSession> Drop for Destroyed<T> {
    fn drop(&mut self) {
        if !*self.is_told.get_mut() {
            events::logout_lost(self.state.policy.config.cookie);
        }
    }
}

impl<T: IronSession> fmt::Debug for Destroyed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Destroyed").finish_non_exhaustive()
    }
}
