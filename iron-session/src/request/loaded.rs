//! [`Loaded`]: a session's data with its state, from load to save.

use super::set_cookies::SetCookies;
use super::state::{Due, State};
use crate::error::Error;
use crate::members::{self, IronSession};
use crate::seal::Draft;

/// A Set-Cookie value.
pub(crate) struct Sealed {
    pub(crate) text: String,
    /// Whether it says nothing that the browser does not hold already: a mere refresh or reseal.
    pub(crate) is_optional: bool,
}

/// A session's data, and everything else about it in a request.
pub(crate) struct Loaded<T> {
    pub(crate) data: T,
    pub(crate) state: State,
    /// What a handler saved by itself under a layer, which then says the same. Boxed, since it is rare and a session moves.
    saved: Option<Box<SetCookies>>,
}

impl<T: IronSession> Loaded<T> {
    pub(crate) fn new(data: T, state: State) -> Self {
        Self { data, state, saved: None }
    }

    /// The session, to be changed.
    pub(crate) fn write(&mut self) -> &mut Self {
        self.saved = None;
        self
    }

    /// Resets the data to its defaults and begins a new session.
    pub(crate) fn restart(&mut self) {
        self.data = T::default();
        self.state.restart();
    }

    /// The Set-Cookie values that are due.
    pub(crate) fn set_cookies(&mut self) -> Result<SetCookies, Error> {
        let sealed = self.seal()?;
        Ok(SetCookies::new(&self.state, sealed))
    }

    /// The Set-Cookie values that are due, and that the layer is to write as they are unless the session changes again.
    pub(crate) fn set_cookies_ahead(&mut self) -> Result<SetCookies, Error> {
        let cookies = self.set_cookies()?;
        self.saved = Some(Box::new(cookies.clone()));
        Ok(cookies)
    }

    /// What the layer writes.
    pub(crate) fn set_cookies_at_last(&mut self) -> Result<SetCookies, Error> {
        self.saved.take().map_or_else(|| self.set_cookies(), |saved| Ok(*saved))
    }

    /// The Set-Cookie value of the session, if one is due.
    fn seal(&mut self) -> Result<Option<Sealed>, Error> {
        let due = self.state.due();
        if !self.state.touched && due == Due::No {
            return Ok(None);
        }
        let now = self.state.now.to_seal()?;
        self.state.ensure_id()?;
        let mut draft = self.state.draft();
        let sealed = self.complete(&mut draft, now, due);
        self.state.put_back(draft);
        sealed
    }

    /// Fills the draft, finds out whether it has to be sealed, and seals it.
    fn complete(&mut self, draft: &mut Draft, now: u32, due: Due) -> Result<Option<Sealed>, Error> {
        let changed = self.state.touched && {
            self.write_json(now, draft.writer())?;
            self.differs(now, draft)?
        };
        let due = if changed { Due::NewTimes } else { due };
        if due == Due::No {
            return Ok(None);
        }
        let is_optional = !changed && self.state.is_optional();
        match self.seal_draft(draft, due, changed, now) {
            // Nothing is lost by leaving a cookie as it is, and a read must not fail over it.
            Err(Error::TooLarge(_) | Error::Unsealable { .. } | Error::TooDeep) if is_optional => Ok(None),
            sealed => sealed.map(|text| Some(Sealed { text, is_optional })),
        }
    }

    /// Seals what the draft holds if the data has changed, and otherwise what was opened.
    fn seal_draft(&mut self, draft: &mut Draft, due: Due, changed: bool, now: u32) -> Result<String, Error> {
        match &self.state.opened {
            // Sealed anew as it is, so that members which only a newer program or a peer knows survive.
            Some(_) if !changed && !self.state.migrated => draft.repeat_held(),
            _ if !self.state.touched => self.write_json(now, draft.writer())?,
            _ => {}
        }
        self.state.seal(T::SCHEMA, T::MEMBERS, draft, due)
    }

    /// Appends the data as JSON.
    pub(crate) fn write_json(&self, now: u32, out: &mut Vec<u8>) -> Result<(), Error> {
        members::write_session(&self.data, now, self.state.policy.numbers(), out)
    }

    /// Whether the draft says other than what the browser holds. Without a cookie, a default session counts as held.
    fn differs(&self, now: u32, draft: &mut Draft) -> Result<bool, Error> {
        let held = match &self.state.opened {
            // What is held is empty only if a serializer that panicked took it along.
            Some(_) if self.state.is_restarted() || draft.held().is_empty() => return Ok(true),
            Some(opened) if !self.state.migrated && !opened.is_fe26() => {
                return Ok(draft.held() != draft.json());
            }
            // What an older schema or a peer sealed is compared as it would be written here.
            Some(opened) => {
                members::read_session(opened.record().schema, draft.held(), now.into()).unwrap_or_default()
            }
            None => T::default(),
        };
        let numbers = self.state.policy.numbers();
        Ok(!draft.says(|out| members::write_session(&held, now, numbers, out))?)
    }
}
