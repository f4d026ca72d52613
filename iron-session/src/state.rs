//! A session's way from one request to its response: what was opened, what is due, and how it is sealed.

use crate::cookie;
use crate::error::{Error, Rejection, TooLarge};
use crate::json;
use crate::lifetime::{Now, Times};
use crate::manager::Policy;
use crate::seal::native::{Draft, Nonce};
use crate::seal::{Opened, Record};

/// Everything about a session in a request but its data.
pub(crate) struct State {
    pub(crate) policy: Policy,
    pub(crate) now: Now,
    /// The seal that the request brought, if one opened.
    pub(crate) opened: Option<Opened>,
    pub(crate) rejection: Option<Rejection>,
    /// Whether the request carried several cookies of the name.
    pub(crate) several: bool,
    pub(crate) beginning: Beginning,
    /// Whether the data was borrowed mutably.
    pub(crate) touched: bool,
    /// Whether a seal with other data or times than the opened one was written in this request.
    pub(crate) changed: bool,
    /// The times of the seal written in this request.
    pub(crate) sealed: Option<Times>,
}

/// Where a session's times and properties come from when it is sealed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// From the seal that was opened.
    Kept,
    /// `renew` was called: now, with the opened session's own length.
    Renewed,
    /// `restart` was called: now, with nothing of the old session.
    Restarted,
}

impl State {
    pub(crate) fn new(policy: Policy, now: Now) -> Self {
        Self {
            policy,
            now,
            opened: None,
            rejection: None,
            several: false,
            beginning: Beginning::Kept,
            touched: false,
            changed: false,
            sealed: None,
        }
    }

    /// Whether a seal is due even if the data is as it was opened.
    ///
    /// Once one was written in this request, a later save has to replace it, even if it undoes the change.
    pub(crate) fn must_write(&self) -> bool {
        self.begins() || self.sealed.is_some() || self.opened.as_ref().is_some_and(Opened::needs_reseal)
    }

    /// Whether `renew` or `restart` was called.
    pub(crate) fn begins(&self) -> bool {
        self.beginning != Beginning::Kept
    }

    pub(crate) fn draft(&self) -> Result<Draft, Error> {
        /// A session that is not the first of its visitor rarely grows by more.
        const GROWTH: usize = 256;
        let opened = self.opened.as_ref().map_or(0, |opened| opened.json().len());
        Draft::new(self.policy.config.cookie, self.id().is_some(), opened + GROWTH)
    }

    fn id(&self) -> Option<[u8; 16]> {
        self.opened.as_ref().and_then(|opened| opened.record().id)
    }

    /// The times to seal now. A key rotation alone keeps all three.
    fn times(&self, changed: bool) -> Result<Times, Error> {
        let now = self.now.to_seal()?;
        let limits = self.policy.config.limits();
        match (&self.opened, self.beginning) {
            (Some(opened), Beginning::Kept) if changed => opened.times().extend(now, limits),
            (Some(opened), Beginning::Kept) => Ok(opened.times()),
            (Some(opened), Beginning::Renewed) => opened.times().renew(now, limits),
            (None, _) | (_, Beginning::Restarted) => Times::begin(now, limits),
        }
    }

    /// Completes the draft to a Set-Cookie value.
    pub(crate) fn seal(&self, draft: Draft, changed: bool) -> Result<(Times, String), Error> {
        let Policy { keys, config, random, .. } = &self.policy;
        let excess = draft.excess(config.cookie);
        if excess > 0 {
            return Err(Error::TooLarge(TooLarge { excess, largest: json::largest_members(draft.json()) }));
        }
        let times = self.times(changed)?;
        let record = Record {
            created: times.created,
            issued: times.issued,
            expires: times.expires,
            schema: 0,
            id: self.id(),
            transient: self.transient(),
        };
        let mut nonce = Nonce::default();
        random(&mut nonce)?;

        let attributes = self.policy.attributes();
        let mut text = String::with_capacity(
            config.cookie.len() + 1 + draft.chars() + cookie::MAX_AGE_BYTES + attributes.most_bytes(),
        );
        text.push_str(config.cookie);
        text.push('=');
        let key = keys.sealing();
        draft.seal_onto(&mut text, &record, key.tag(), key.session(), &nonce);
        if !record.transient {
            let now = self.now.to_seal()?;
            cookie::write_max_age(&mut text, times.expires.saturating_sub(now));
        }
        attributes.write_onto(&mut text);
        Ok((times, text))
    }

    /// Whether the browser is to forget the cookie at exit: by today's configuration, or since this session was begun so.
    fn transient(&self) -> bool {
        let kept = self.beginning != Beginning::Restarted
            && self.opened.as_ref().is_some_and(|opened| opened.record().transient);
        kept || !self.policy.config.persistent
    }

    /// Removals for the shapes of this cookie that an earlier configuration may have left beside it.
    pub(crate) fn other_shapes(&self) -> Vec<String> {
        if !self.several {
            return Vec::new();
        }
        let name = self.policy.config.cookie;
        self.policy.attributes().other_shapes().map(|shape| cookie::removal(name, shape)).collect()
    }
}
