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
    /// Whether the request carried a cookie of the name.
    pub(crate) sent: bool,
    /// Whether the seal was of an older schema.
    pub(crate) migrated: bool,
    pub(crate) beginning: Beginning,
    /// A shorter length than the type's, asked for at this beginning; seconds.
    pub(crate) own_max_age: Option<u32>,
    pub(crate) own_persistent: Option<bool>,
    /// The id that was drawn in this request.
    new_id: Option<Id>,
    /// Whether the data was borrowed mutably.
    pub(crate) touched: bool,
    /// What was written in this request: the times, and whether they are other than the opened seal's.
    written: Option<(Times, Due)>,
}

/// 128 bits from the operating system.
pub(crate) type Id = [u8; 16];

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

/// Whether a seal has to be written, as far as the data does not tell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    No,
    /// Sealed anew with the times it has: another key, another schema.
    SameTimes,
    NewTimes,
}

impl State {
    pub(crate) fn new(policy: Policy, now: Now) -> Self {
        Self {
            policy,
            now,
            opened: None,
            rejection: None,
            sent: false,
            migrated: false,
            beginning: Beginning::Kept,
            own_max_age: None,
            own_persistent: None,
            new_id: None,
            touched: false,
            written: None,
        }
    }

    /// `renew`: a new beginning, and a new id if this one was sealed already.
    pub(crate) fn renew(&mut self) {
        if self.beginning == Beginning::Kept {
            self.beginning = Beginning::Renewed;
        }
        if self.written.is_some() {
            self.new_id = None;
        }
    }

    /// `restart`: a new beginning with nothing of the old session.
    pub(crate) fn restart(&mut self) {
        self.touched = true;
        self.beginning = Beginning::Restarted;
        (self.own_max_age, self.own_persistent, self.new_id) = (None, None, None);
    }

    /// What is due even if the data is as it was opened.
    ///
    /// Once a seal was written in this request, a later save has to replace it, even if it undoes the change.
    pub(crate) fn due(&self) -> Due {
        if self.beginning != Beginning::Kept || self.refresh_is_due() {
            return Due::NewTimes;
        }
        match (&self.written, &self.opened) {
            (Some((_, due)), _) => *due,
            (None, Some(opened)) if opened.needs_reseal() || self.migrated => Due::SameTimes,
            _ => Due::No,
        }
    }

    /// Whether using the session now counts as writing it, and gains it any time.
    fn refresh_is_due(&self) -> bool {
        let (Some(opened), Some(after)) = (&self.opened, self.policy.config.refresh_after_secs()) else {
            return false;
        };
        let (times, limits) = (opened.times(), self.policy.config.limits());
        // A session with a life of its own may be too short for the type's `refresh_after`; half of it has to do.
        let length = u64::from(times.length());
        let after = if length <= after { length / 2 } else { after };
        let gains = || {
            let extended = times.extend(self.now.to_seal()?, limits)?;
            Ok::<_, Error>(extended.expires > times.effective_end(limits))
        };
        self.now.to_open() >= u64::from(times.issued) + after && gains().unwrap_or(false)
    }

    /// Draws the session's id, if its type has one and the session has not.
    pub(crate) fn ensure_id(&mut self) -> Result<(), Error> {
        // A mere refresh or reseal does not grow: a read must not fail because the type has gained an id.
        let may_grow = self.touched || self.kept().is_none();
        if self.policy.config.id && may_grow && self.id().is_none() {
            let mut id = Id::default();
            (self.policy.random)(&mut id)?;
            self.new_id = Some(id);
        }
        Ok(())
    }

    /// The id that is or will be sealed.
    fn id(&self) -> Option<Id> {
        let opened = self.kept().and_then(|opened| opened.record().id);
        self.new_id.or(opened).filter(|_| self.policy.config.id)
    }

    /// The id of the seal written last: in this request, or before it.
    pub(crate) fn sealed_id(&self) -> Option<Id> {
        if self.written.is_some() { self.id() } else { self.kept()?.record().id }
    }

    /// The opened seal, if the session still goes on from it.
    pub(crate) fn kept(&self) -> Option<&Opened> {
        self.opened.as_ref().filter(|_| self.beginning == Beginning::Kept)
    }

    pub(crate) fn draft(&self) -> Result<Draft, Error> {
        /// A session that is not the first of its visitor rarely grows by more.
        const GROWTH: usize = 256;
        let opened = self.opened.as_ref().map_or(0, |opened| opened.json().len());
        Draft::new(self.policy.config.cookie, self.id().is_some(), opened + GROWTH)
    }

    /// The times of the seal written last: in this request, or before it.
    pub(crate) fn times(&self) -> Option<Times> {
        let written = self.written.map(|(times, _)| times);
        written.or_else(|| self.kept().map(Opened::times))
    }

    /// The times to seal now.
    fn next_times(&self, due: Due) -> Result<Times, Error> {
        let now = self.now.to_seal()?;
        let limits = self.policy.config.limits();
        match (&self.opened, self.beginning) {
            (Some(opened), Beginning::Kept) if due == Due::SameTimes => Ok(opened.times()),
            (Some(opened), Beginning::Kept) => opened.times().extend(now, limits),
            (Some(opened), Beginning::Renewed) => {
                let length = self.own_max_age.unwrap_or_else(|| opened.times().own_length(limits));
                Times::begin(now, length, limits)
            }
            (None, _) | (_, Beginning::Restarted) => {
                Times::begin(now, self.own_max_age.unwrap_or(limits.max_age), limits)
            }
        }
    }

    /// Completes the draft to a Set-Cookie value.
    ///
    /// `members` are the names that an error may tell.
    pub(crate) fn seal(
        &mut self,
        schema: u16,
        members: &'static [&'static str],
        draft: Draft,
        due: Due,
    ) -> Result<String, Error> {
        json::check_depth(draft.json())?;
        let times = self.next_times(due)?;
        let record = Record {
            created: times.created,
            issued: times.issued,
            expires: times.expires,
            schema,
            id: self.id(),
            transient: self.transient(),
        };
        let text = self.set_cookie(&record, members, draft)?;
        self.written = Some((times, due));
        Ok(text)
    }

    fn set_cookie(
        &self,
        record: &Record,
        members: &'static [&'static str],
        draft: Draft,
    ) -> Result<String, Error> {
        let Policy { keys, config, random, .. } = &self.policy;
        let excess = draft.excess(config.cookie);
        if excess > 0 {
            return Err(Error::TooLarge(TooLarge {
                excess,
                largest: json::largest_members(draft.json(), members),
            }));
        }
        let mut nonce = Nonce::default();
        random(&mut nonce)?;

        let attributes = self.policy.attributes();
        let mut text = String::with_capacity(
            config.cookie.len() + 1 + draft.chars() + cookie::MAX_AGE_BYTES + attributes.most_bytes(),
        );
        text.push_str(config.cookie);
        text.push('=');
        let key = keys.sealing();
        draft.seal_onto(&mut text, record, key.tag(), key.session(), &nonce);
        if !record.transient {
            let times = Times { created: record.created, issued: record.issued, expires: record.expires };
            // A clock behind the one that issued the seal must not ask for more than the session's length.
            let now = self.now.to_seal()?.max(record.issued);
            let end = times.effective_end(config.limits());
            cookie::write_max_age(&mut text, end.saturating_sub(now));
        }
        attributes.write_onto(&mut text);
        Ok(text)
    }

    /// Whether the browser is to forget the cookie at exit: by today's configuration, or since this session was begun so.
    fn transient(&self) -> bool {
        let opened = self.opened.as_ref().filter(|_| self.beginning != Beginning::Restarted);
        let kept = opened.is_some_and(|opened| opened.record().transient);
        self.own_persistent.map_or(kept, |persistent| !persistent) || !self.policy.config.persistent
    }

    /// Removals for the shapes of this cookie that an earlier configuration may have left.
    ///
    /// A browser does not tell the shape of what it sends, so they follow every write after a cookie was sent.
    pub(crate) fn other_shapes(&self) -> Vec<String> {
        if !self.sent {
            return Vec::new();
        }
        self.policy.other_shapes().map(|shape| cookie::removal(self.policy.config.cookie, shape)).collect()
    }
}
