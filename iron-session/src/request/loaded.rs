//! [`Loaded`]: a session's data with its state, from load to save.

use super::choice;
use super::due;
use super::elsewhere;
use super::fetch_metadata::FetchMetadata;
use super::host;
use super::room::Measured;
use super::sealable::Sealable;
use super::sealing;
use super::set_cookies::SetCookies;
use super::settling;
use super::state::{Due, State};
use super::subject;
use super::telling;
use crate::error::Error;
use crate::json;
use crate::members::IronSession;
use crate::revocation::Question;

/// A session's data, and all else that is known about the session in a request.
pub(crate) struct Loaded<T> {
    pub(crate) data: T,
    pub(crate) state: State,
    /// What a handler saved by itself under a layer; the layer then writes the same. Boxed, since it is rare,
    /// and a smaller session is cheaper to move.
    saved: Option<Box<SetCookies>>,
}

impl<T: IronSession> Loaded<T> {
    pub(crate) fn new(data: T, state: State) -> Self {
        Self { data, state, saved: None }
    }

    /// Reads the session from a request. It is filled in place, which avoids a copy at each return.
    #[inline]
    pub(crate) fn read<'a, 'h>(
        &mut self,
        cookies: impl IntoIterator<Item = &'a [u8]>,
        host: impl FnOnce() -> Option<&'h [u8]>,
        metadata: impl FnOnce() -> FetchMetadata,
    ) {
        let state = &mut self.state;
        choice::open_into(&mut self.data, state, cookies);
        if !state.received.sent {
            let (same_site, marker_sent) = (state.policy.config.same_site, state.received.marker_sent);
            state.received.is_held_back = elsewhere::is_held_back(same_site, metadata(), marker_sent);
        } else if due::unasked(state) != Due::No {
            state.received.is_background = metadata().is_background();
        }
        if let Some(traces) = &mut state.received.traces {
            traces.host = host().and_then(host::name).map(Box::from);
        }
    }

    /// The session, for a change: what was saved ahead is dropped.
    #[inline]
    pub(crate) fn write(&mut self) -> &mut Self {
        if self.saved.is_some() {
            self.drop_saved();
        }
        self
    }

    #[cold]
    fn drop_saved(&mut self) {
        self.saved = None;
    }

    /// Whether the session is another's now. A save renews it then.
    pub(crate) fn is_of_another(&self) -> Result<bool, Error> {
        if !self.state.changes.touched {
            return Ok(false);
        }
        let json = self.state.received.contents.as_ref().map_or(&[] as &[u8], |contents| contents.json());
        subject::is_anothers(&self.data, &self.state, json, self.state.now.to_seal()?)
    }

    /// Resets the data to its defaults and begins a new session.
    pub(crate) fn restart(&mut self) {
        self.data = T::default();
        self.state.restart();
    }

    /// The data as JSON.
    pub(crate) fn to_json(&self) -> Result<Vec<u8>, Error> {
        let mut json = Vec::new();
        self.data.write_json(&self.state, self.state.now.to_seal()?, &mut json)?;
        Ok(json)
    }

    /// The Set-Cookie values that are due. In builds with `debug_assertions` it is an error if a change is
    /// withheld.
    #[inline]
    fn sealed(&mut self) -> Result<SetCookies, Error> {
        match sealing::seal(&self.data, &mut self.state) {
            Ok(Some(cookie)) => Ok(SetCookies::of(&self.state, cookie)),
            Ok(None) => Ok(SetCookies::nothing(&self.state)),
            Err(Error::Withheld { .. }) if !cfg!(debug_assertions) => Ok(SetCookies::withheld(&self.state)),
            Err(error) => Err(error),
        }
    }

    /// The same, with what a store of revocations has to be told before they are sent.
    #[inline]
    pub(crate) fn set_cookies(&mut self) -> Result<SetCookies, Error> {
        let mut saved = self.sealed();
        if self.state.policy.screen.is_some() {
            settling::add_settlement(&mut saved, &self.data, &self.state);
        }
        saved
    }

    /// The Set-Cookie values that are due, for a response that no layer sees. The operator is told of them.
    ///
    /// A store of revocations that answers at once is told too. Another one has to be waited for, which is an
    /// error here.
    #[inline]
    pub(crate) fn set_cookies_by_hand(&mut self) -> Result<SetCookies, Error> {
        let mut saved = self.sealed();
        if self.state.policy.screen.is_some() {
            settling::settle_by_hand(&mut saved, &self.data, &mut self.state);
        }
        self.tell_saved_by_hand(&saved);
        saved
    }

    /// Notes that a store of revocations is told of what this session has written.
    pub(crate) fn note_told(&mut self, begun: Option<Question>) {
        self.state.note_told(begun);
    }

    #[inline]
    pub(crate) fn tell_saved_by_hand(&self, saved: &Result<SetCookies, Error>) {
        if self.state.policy.observer.is_listening() {
            telling::saved_by_hand(&self.state.policy, saved);
        }
    }

    /// The Set-Cookie values that are due. The layer is to write the same, unless the session changes again.
    pub(crate) fn set_cookies_ahead(&mut self) -> Result<SetCookies, Error> {
        let mut cookies = self.set_cookies()?;
        self.saved = Some(Box::new(cookies.clone()));
        // The layer tells the store.
        let _settlement = cookies.take_settlement();
        Ok(cookies)
    }

    /// Whether a holder has taken what was to be written, to save it by hand, and has changed nothing since.
    pub(crate) fn is_saved(&self) -> bool {
        self.saved.as_ref().is_some_and(|saved| !saved.is_empty())
    }

    /// The Set-Cookie values that the layer writes.
    #[inline]
    pub(crate) fn set_cookies_at_last(&mut self) -> Result<SetCookies, Error> {
        self.saved.take().map_or_else(|| self.set_cookies(), |saved| Ok(*saved))
    }
}

impl<T: IronSession> Measured for Loaded<T> {
    fn json_bytes(&self) -> Option<usize> {
        self.to_json().ok().filter(|json| json::check_depth(json).is_ok()).map(|json| json.len())
    }
}
