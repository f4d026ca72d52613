//! [`Session`]: one visitor's data with the seal it came from.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::destroyed::Destroyed;
use crate::error::Error;
use crate::lending::Lease;
use crate::members::IronSession;
use crate::request::{Loaded, Meta, Renewal, SetCookies};

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
    loaded: Option<Loaded<T>>,
    /// Where it goes back to, if a layer lent it.
    lease: Option<Lease<T>>,
}

impl<T: IronSession> Session<T> {
    pub(crate) fn new(loaded: Loaded<T>) -> Self {
        Self { loaded: Some(loaded), lease: None }
    }

    pub(crate) fn lent(loaded: Loaded<T>, lease: Lease<T>) -> Self {
        Self { loaded: Some(loaded), lease: Some(lease) }
    }

    /// Gives the session a new beginning, and a new id if it has one; keeps its data.
    ///
    /// Call it at login and at every change of privilege, so that nothing known or planted before outlives the change.
    /// It is the only way, besides [`restart`](Self::restart), past the absolute timeout. What it returns can give this
    /// session a shorter life than its type's, as for a login without "remember me".
    pub fn renew(&mut self) -> Renewal<'_> {
        let loaded = self.write();
        loaded.state.renew();
        Renewal::new(&mut loaded.state)
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
        let loaded = self.take_loaded();
        let lease = self.lease.take();
        let is_told = lease.is_some();
        if let Some(lease) = lease {
            lease.give_back_destroyed(&loaded.state);
        }
        Destroyed::new(loaded.state, is_told)
    }

    /// When the session began and ends, which key sealed it, and why a cookie was refused.
    #[must_use]
    pub fn meta(&self) -> Meta<'_> {
        Meta::new(&self.loaded().state)
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
        if self.lease.is_some() {
            self.loaded_mut().set_cookies_ahead()
        } else {
            self.loaded_mut().set_cookies()
        }
    }

    fn loaded(&self) -> &Loaded<T> {
        self.loaded.as_ref().expect(LOADED)
    }

    /// The session, to be changed.
    fn write(&mut self) -> &mut Loaded<T> {
        if let Some(lease) = &mut self.lease {
            lease.begin_write();
        }
        self.loaded_mut().write()
    }

    pub(crate) fn loaded_mut(&mut self) -> &mut Loaded<T> {
        self.loaded.as_mut().expect(LOADED)
    }

    fn take_loaded(&mut self) -> Loaded<T> {
        self.loaded.take().expect(LOADED)
    }
}

/// Why a session has a value wherever it can be called.
const LOADED: &str = "only what consumes a session takes it";

impl<T: IronSession> Deref for Session<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.loaded().data
    }
}

impl<T: IronSession> DerefMut for Session<T> {
    fn deref_mut(&mut self) -> &mut T {
        let loaded = self.write();
        loaded.state.changes.touched = true;
        &mut loaded.data
    }
}

impl<T: IronSession> Drop for Session<T> {
    fn drop(&mut self) {
        // Most sessions are not lent, and their data is dropped where it lies.
        let Some(lease) = self.lease.take() else { return };
        if let Some(loaded) = self.loaded.take() {
            lease.give_back(loaded);
        }
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
