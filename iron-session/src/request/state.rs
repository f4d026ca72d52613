//! A session's way from one request to its response: what was opened, what is due, and how it is sealed.

use std::mem;

#[cfg(feature = "fe26")]
use super::javascript;
use super::policy::Policy;
use crate::config::Format;
use crate::error::{ConfigError, Error, Rejection, TooLarge};
use crate::seal::{Draft, Id, Kept, Nonce, Opened, Record};
use crate::times::{Now, Times};
use crate::{cookie, json};

/// Everything about a session in a request but its data.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the request")]
pub(crate) struct State {
    pub(crate) policy: Policy,
    pub(crate) now: Now,
    /// The seal that the request brought, if one opened.
    pub(crate) opened: Option<Opened>,
    pub(crate) rejection: Option<Rejection>,
    /// Whether the request carried a cookie of the name.
    pub(crate) sent: bool,
    /// Whether it carried one of the name under which iron-session's seals are accepted.
    pub(crate) accepted_name_sent: bool,
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
    #[inline]
    pub(crate) fn new(policy: Policy, now: Now) -> Self {
        Self {
            policy,
            now,
            opened: None,
            rejection: None,
            sent: false,
            accepted_name_sent: false,
            migrated: false,
            beginning: Beginning::Kept,
            own_max_age: None,
            own_persistent: None,
            new_id: None,
            touched: false,
            written: None,
        }
    }

    /// The state of a session that begins after this one has ended.
    pub(crate) fn afresh(&self) -> Self {
        let (sent, accepted_name_sent) = (self.sent, self.accepted_name_sent);
        Self { sent, accepted_name_sent, ..Self::new(self.policy.clone(), self.now) }
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
    #[inline]
    pub(crate) fn due(&self) -> Due {
        if self.beginning != Beginning::Kept || self.refresh_is_due() {
            return Due::NewTimes;
        }
        // Within its grace a seal of iron-session's is past its end, which sealing anew would make it meet.
        let lives = |opened: &Opened| u64::from(opened.times().expires) > self.now.to_open();
        match (&self.written, &self.opened) {
            (Some((_, due)), _) => *due,
            (None, Some(opened)) if lives(opened) && self.is_to_be_sealed_anew(opened) => Due::SameTimes,
            _ => Due::No,
        }
    }

    fn is_to_be_sealed_anew(&self, opened: &Opened) -> bool {
        opened.needs_reseal() || self.migrated || self.is_foreign(opened)
    }

    /// Whether a seal is of iron-session's format and the session is not.
    fn is_foreign(&self, opened: &Opened) -> bool {
        opened.is_fe26() && self.policy.config.format == Format::Native
    }

    /// Whether using the session now counts as writing it, and gains it any time.
    #[inline]
    fn refresh_is_due(&self) -> bool {
        let (Some(opened), Some(after)) = (&self.opened, self.policy.config.refresh_after_secs()) else {
            return false;
        };
        if self.is_foreign(opened) {
            return false;
        }
        let (times, limits) = (opened.times(), self.policy.limits);
        // A session with a life of its own may be too short for the type's `refresh_after`; half of it has to do.
        let length = u64::from(times.length());
        let after = if length <= after { length / 2 } else { after };
        let gains = || {
            let extended = times.extend(self.now.to_seal()?, limits)?;
            Ok::<_, Error>(extended.expires > times.effective_end(limits))
        };
        self.now.to_open() >= u64::from(times.issued) + after && gains().unwrap_or(false)
    }

    /// Whether nothing of the opened session is to be left.
    pub(crate) fn is_restarted(&self) -> bool {
        self.beginning == Beginning::Restarted
    }

    /// Whether a seal would say nothing that the browser does not hold already: a mere refresh or reseal.
    pub(crate) fn is_optional(&self) -> bool {
        self.kept().is_some() && self.written.is_none()
    }

    /// Draws the session's id, if its type has one and the session has not.
    #[inline]
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
    #[inline]
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

    /// Begins a seal, behind the JSON that was opened; [`put_back`](Self::put_back) has to follow.
    #[inline]
    pub(crate) fn draft(&mut self) -> Draft {
        let has_id = self.id().is_some();
        let held = self.opened.as_mut().map_or_else(Kept::empty, |opened| mem::take(opened.json_mut()));
        Draft::new(held, has_id)
    }

    #[inline]
    pub(crate) fn put_back(&mut self, draft: Draft) {
        if let Some(opened) = &mut self.opened {
            *opened.json_mut() = draft.into_held();
        }
    }

    /// The times of the seal written last: in this request, or before it.
    pub(crate) fn times(&self) -> Option<Times> {
        let written = self.written.map(|(times, _)| times);
        written.or_else(|| self.kept().map(Opened::times))
    }

    /// The times to seal now.
    fn next_times(&self, due: Due) -> Result<Times, Error> {
        let now = self.now.to_seal()?;
        let limits = self.policy.limits;
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
        draft: &mut Draft,
        due: Due,
    ) -> Result<String, Error> {
        json::check_depth(draft.json())?;
        let has_own_life = self.own_max_age.is_some() || self.own_persistent.is_some();
        if has_own_life && self.policy.config.format == Format::Fe26 {
            return Err(ConfigError::Fe26Room.into());
        }
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
        draft: &mut Draft,
    ) -> Result<String, Error> {
        let too_large = |excess, json: &[u8]| {
            Error::TooLarge(TooLarge { excess, largest: json::largest_members(json, members) })
        };
        let config = &self.policy.config;
        let excess = draft.excess(config.cookie);
        if excess > 0 {
            return Err(too_large(excess, draft.json()));
        }
        let max_age = if record.transient { None } else { Some(self.max_age(record)?) };
        let (max_age, attributes) = match max_age {
            Some(secs) if secs == self.policy.limits.max_age => (None, self.policy.lifetime_text()),
            _ => (max_age, self.policy.attributes_text()),
        };
        let rest = max_age.map_or(0, cookie::max_age_chars) + attributes.len();
        let mut text = String::with_capacity(config.cookie.len() + 1 + draft.chars() + rest);
        text.push_str(config.cookie);
        text.push('=');
        match config.format {
            Format::Native => self.seal_native(&mut text, record, draft)?,
            #[cfg(feature = "fe26")]
            Format::Fe26 => {
                let seal = javascript::seal(&self.policy, record.expires, draft.json())?;
                text.push_str(&seal);
                // iron-session measures the whole text, and could not save again what is longer.
                if text.len() + rest > cookie::MAX_BYTES {
                    return Err(too_large(text.len() + rest - cookie::MAX_BYTES, draft.json()));
                }
            }
            #[cfg(not(feature = "fe26"))]
            Format::Fe26 => return Err(ConfigError::Fe26Feature.into()),
        }
        if let Some(secs) = max_age {
            cookie::write_max_age(&mut text, secs);
        }
        text.push_str(attributes);
        Ok(text)
    }

    fn seal_native(&self, text: &mut String, record: &Record, draft: &mut Draft) -> Result<(), Error> {
        let mut nonce = Nonce::default();
        (self.policy.random)(&mut nonce)?;
        let key = self.policy.keys.sealing()?;
        draft.seal_onto(text, self.policy.config.cookie, record, key.tag(), key.session(), &nonce)
    }

    /// How long the browser is to keep the cookie, in seconds.
    fn max_age(&self, record: &Record) -> Result<u32, Error> {
        let config = &self.policy.config;
        let times = record.times();
        // A clock behind the one that issued the seal must not ask for more than the session's length.
        let now = self.now.to_seal()?.max(record.issued);
        let remains = times.effective_end(self.policy.limits).saturating_sub(now);
        Ok(match config.format {
            Format::Native => remains,
            // As iron-session 9: a minute before the seal ends, unless that is all there is.
            Format::Fe26 => remains.checked_sub(60).filter(|secs| *secs > 0).unwrap_or(remains),
        })
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
    #[inline]
    pub(crate) fn other_shapes(&self) -> Vec<String> {
        let (policy, mut removals) = (&self.policy, Vec::new());
        if self.sent && policy.has_other_shapes() {
            removals.extend(policy.other_shapes().map(|shape| cookie::removal(policy.config.cookie, shape)));
        }
        // What was accepted under another name would otherwise outlive the session that it became.
        if let Some(name) = self.accepted_name_to_remove() {
            let mut shapes: Vec<String> =
                policy.accepted_shapes().into_iter().map(|shape| cookie::removal(name, shape)).collect();
            shapes.dedup();
            removals.extend(shapes);
        }
        removals
    }

    /// The accepted name, if the request carried a cookie of it.
    #[inline]
    pub(crate) fn accepted_name_to_remove(&self) -> Option<&'static str> {
        self.policy.config.accepted_name().filter(|_| self.accepted_name_sent)
    }
}
