//! [`Slot`]: what is known of the session of one request, and the rules by which it is lent and saved.

use super::snapshot::Origin;
use crate::error::SessionError;
use crate::members::IronSession;
use crate::request::{Loaded, SetCookies, State};

/// The session of one request, wherever it is.
pub(crate) struct Slot<T> {
    /// The session, when nobody has it.
    pub(crate) at_rest: Option<Loaded<T>>,
    /// What another value is read from while somebody has it; none before anybody asked, and while a write is yet to be lent.
    origin: Option<Origin>,
    /// What ended, if the session was destroyed.
    pub(crate) destroyed: Option<State>,
    /// How often the session was written.
    pub(crate) version: u32,
    /// Whether somebody is writing.
    pub(crate) writing: bool,
    pub(crate) conflict: bool,
    pub(crate) finished: bool,
}

impl<T: IronSession> Slot<T> {
    /// Whether nobody has asked for the session yet.
    pub(crate) fn is_unread(&self) -> bool {
        self.at_rest.is_none() && self.origin.is_none()
    }

    /// The value at rest, or else another one of the same session; and which of the two it is.
    pub(crate) fn lend(
        &mut self,
        cookie: &'static str,
        loaded: Option<Loaded<T>>,
    ) -> Result<(Loaded<T>, bool), SessionError> {
        if self.conflict {
            return Err(SessionError::Conflict { cookie });
        }
        if self.writing {
            return Err(SessionError::InUse { cookie });
        }
        if self.is_unread() {
            self.at_rest = loaded;
        }
        if let (Some(live), None) = (&self.at_rest, &self.origin) {
            self.origin = Some(Origin::of(live));
        }
        if let Some(live) = self.at_rest.take() {
            return Ok((live, true));
        }
        let another = self.origin.as_ref().and_then(Origin::read);
        another.map(|live| (live, false)).ok_or(SessionError::Unreadable { cookie })
    }

    /// The Set-Cookie values of the session as it is now; none if nobody asked for it.
    pub(crate) fn finish(&mut self, cookie: &'static str) -> Result<Option<SetCookies>, SessionError> {
        if std::mem::replace(&mut self.finished, true) {
            return Ok(None);
        }
        if self.conflict {
            return Err(SessionError::Conflict { cookie });
        }
        if self.writing {
            return Err(SessionError::Held { cookie });
        }
        let removal = self.destroyed.as_ref().map(SetCookies::removal);
        let written = match (&mut self.at_rest, &self.origin) {
            (Some(live), _) => live.set_cookies_at_last()?,
            // Somebody has the unchanged session still, or has panicked with the changed one.
            (None, Some(origin)) => {
                let mut live: Loaded<T> = origin.read().ok_or(SessionError::Unreadable { cookie })?;
                live.set_cookies_at_last()?
            }
            (None, None) => return Ok(None),
        };
        Ok(Some(removal.filter(|_| written.is_empty()).unwrap_or(written)))
    }

    /// Takes what was written.
    pub(crate) fn rest(&mut self, live: Loaded<T>) {
        self.version += 1;
        self.origin = None;
        self.at_rest = Some(live);
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self {
            at_rest: None,
            origin: None,
            destroyed: None,
            version: 0,
            writing: false,
            conflict: false,
            finished: false,
        }
    }
}
