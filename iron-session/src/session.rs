//! [`IronSession`], what the derive implements, and [`Session`], one visitor's data with the seal it came from.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use serde::de::MapAccess;
use serde::ser::SerializeMap;

use crate::config::Config;
use crate::cookie;
use crate::error::{Error, Rejection};
use crate::http::RequestHead;
use crate::json;
use crate::keyring::Keyring;
use crate::manager::SessionManager;
use crate::meta::Meta;
use crate::private::{MemberReader, MemberWriter, Rest};
use crate::renewal::Renewal;
use crate::set_cookies::SetCookies;
use crate::state::{Due, State};

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
    fn write_members<M: SerializeMap>(&self, out: &mut MemberWriter<M>) -> Result<(), M::Error>;

    #[doc(hidden)]
    fn read_member<'de, A: MapAccess<'de>>(
        &mut self,
        index: usize,
        source: &mut MemberReader<'_, A>,
    ) -> Result<(), A::Error>;

    #[doc(hidden)]
    fn read_rest(&mut self, _rest: Rest) -> Result<(), serde_json::Error> {
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
pub struct Session<T: IronSession> {
    data: T,
    state: State,
}

impl<T: IronSession> Session<T> {
    pub(crate) fn new(data: T, state: State) -> Self {
        Self { data, state }
    }

    /// Gives the session a new beginning, and a new id if it has one; keeps its data.
    ///
    /// Call it at login and at every change of privilege, so that nothing known or planted before outlives the change.
    /// It is the only way, besides [`restart`](Self::restart), past the absolute timeout. What it returns can give this
    /// session a shorter life than its type's, as for a login without "remember me".
    pub fn renew(&mut self) -> Renewal<'_> {
        self.state.renew();
        Renewal::new(&mut self.state)
    }

    /// Resets the data to its defaults and begins a new session.
    pub fn restart(&mut self) {
        self.data = T::default();
        self.state.restart();
    }

    /// Ends the session. The browser is told when the result is saved; a copy of the cookie made before stays valid until
    /// it expires, since no server remembers it.
    ///
    /// Log out this way rather than by clearing members: a cookie that was refused here, such as one of a newer schema, may
    /// still open on another node, and clearing what is empty writes nothing.
    pub fn destroy(self) -> Destroyed<T> {
        Destroyed { state: self.state, session: PhantomData }
    }

    /// When the session began and ends, which key sealed it, and why a cookie was refused.
    #[must_use]
    pub fn meta(&self) -> Meta<'_> {
        Meta::new(&self.state)
    }

    /// The Set-Cookie values that the response needs, as text for any transport; none if nothing has to be written.
    ///
    /// [`save`](Self::save) calls this for responses of the `http` crate, and adds the caching headers.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] if name and value exceed 4096 bytes, [`Error::Unsealable`] for a member that JSON cannot carry,
    /// [`Error::TooDeep`], [`Error::Random`], [`Error::Clock`] and [`Error::Lifetime`]; [`Error::SealingKeys`], or
    /// `Error::NoFe26Password`, if the keyring has nothing that seals the type's format. After an error nothing was written.
    pub fn set_cookies(&mut self) -> Result<SetCookies, Error> {
        let session = self.seal()?;
        Ok(SetCookies::new(&self.state, session))
    }

    /// The Set-Cookie value of the session, if one is due.
    fn seal(&mut self) -> Result<Option<String>, Error> {
        let state = &mut self.state;
        let mut due = state.due();
        if !state.touched && due == Due::No {
            return Ok(None);
        }
        let now = state.now.to_seal()?;
        state.ensure_id()?;
        let mut draft = state.draft()?;
        let changed = self.state.touched && {
            json::write_session(&self.data, now, self.state.policy.config.numbers(), draft.writer())?;
            self.differs(now, draft.json())?
        };
        match &self.state.opened {
            // Sealed anew as it is, so that members which only a newer program or a peer knows survive.
            Some(opened) if !changed && !self.state.migrated => draft.replace_json(opened.json()),
            _ if !self.state.touched => {
                json::write_session(&self.data, now, self.state.policy.config.numbers(), draft.writer())?;
            }
            _ => {}
        }
        if changed {
            due = Due::NewTimes;
        }
        if due == Due::No {
            return Ok(None);
        }
        let optional = !changed && self.state.is_optional();
        match self.state.seal(T::SCHEMA, T::MEMBERS, draft, due) {
            // Nothing is lost by leaving a cookie as it is, and a read must not fail over it.
            Err(Error::TooLarge(_)) if optional => Ok(None),
            sealed => sealed.map(Some),
        }
    }

    /// Whether `json` is other than what the browser holds. Without a cookie, a default session counts as held.
    fn differs(&self, now: u32, json: &[u8]) -> Result<bool, Error> {
        let held = match &self.state.opened {
            Some(_) if self.state.is_restarted() => return Ok(true),
            Some(opened) if !self.state.migrated && !opened.is_fe26() => return Ok(opened.json() != json),
            // What an older schema or a peer sealed is compared as it would be written here.
            Some(opened) => {
                json::read_session(opened.record().schema, opened.json(), now.into()).unwrap_or_default()
            }
            None => T::default(),
        };
        let mut held_json = Vec::with_capacity(json.len());
        json::write_session(&held, now, self.state.policy.config.numbers(), &mut held_json)?;
        Ok(held_json != json)
    }
}

impl<T: IronSession> Deref for Session<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.data
    }
}

impl<T: IronSession> DerefMut for Session<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.state.touched = true;
        &mut self.data
    }
}

impl<T: IronSession> fmt::Debug for Session<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("data", &"<redacted>")
            .field("touched", &self.state.touched)
            .field("meta", &self.meta())
            .finish()
    }
}

/// A session that has ended; saving it tells the browser.
#[must_use = "the browser still has its cookie; call `save` with the response"]
pub struct Destroyed<T: IronSession> {
    state: State,
    session: PhantomData<T>,
}

impl<T: IronSession> Destroyed<T> {
    /// The Set-Cookie values that remove the cookie, in this shape and in those of earlier configurations.
    pub fn set_cookies(&self) -> SetCookies {
        let name = self.state.policy.config.cookie;
        let removal = cookie::removal(name, self.state.policy.attributes());
        SetCookies::new(&self.state, Some(removal))
    }
}

impl<T: IronSession> fmt::Debug for Destroyed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Destroyed").finish_non_exhaustive()
    }
}
