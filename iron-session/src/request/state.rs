//! [`State`]: the facts about one session in one request, besides its data.

use std::mem;

use super::policy::Policy;
use super::screen::Screening;
use super::traces::Traces;
use crate::config::Format;
use crate::error::{Error, Rejection};
use crate::seal::{Contents, Draft, Id, Record};
use crate::times::{Now, Times};

/// The facts about one session in one request, besides its data.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) policy: Policy,
    pub(crate) now: Now,
    pub(crate) received: Received,
    pub(crate) changes: Changes,
    pub(crate) written: Option<Written>,
    /// The id that was drawn in this request.
    pub(super) new_id: Option<Id>,
    /// What revocations know of the request. There is none before somebody asks. Boxed, since it is rare, and
    /// a smaller session is cheaper to move.
    pub(super) screening: Option<Box<Screening>>,
}

/// What the request brought.
#[derive(Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "they are facts that do not exclude each other")]
pub(crate) struct Received {
    /// What the seal held, of the cookie that opened and counts.
    pub(crate) contents: Option<Contents>,
    pub(crate) rejection: Option<Rejection>,
    /// Whether there was a cookie of the session's name.
    pub(crate) sent: bool,
    /// What there was of iron-session for JavaScript, to be removed. Boxed, since it is rare, and a smaller
    /// session is cheaper to move.
    pub(crate) traces: Option<Box<Traces>>,
    /// Whether one of the cookies was authentic, held in time, and could not be read. Another program may be
    /// able to read it, so nothing is written that no handler asked for.
    pub(crate) unreadable_sent: bool,
    /// Whether the seal was of an older schema.
    pub(crate) migrated: bool,
    /// Whether there was the marker of a `Strict` session.
    pub(super) marker_sent: bool,
    /// Whether the browser may hold a session that it did not send.
    pub(super) is_held_back: bool,
    /// Whether a page made the request beside the visitor's own steps. It is asked only if something is due.
    pub(super) is_background: bool,
    /// Whether the request was for a host outside of the cookie's domain. It is known only if somebody hears
    /// of events.
    pub(super) is_outside_domain: bool,
}

/// What the handlers of the request asked for.
#[derive(Clone, Copy, Default)]
pub(crate) struct Changes {
    /// Whether the data was borrowed mutably.
    pub(crate) touched: bool,
    pub(crate) beginning: Beginning,
    /// When `renew` or `restart` was called last, or the subject has changed.
    begun: Option<Now>,
    /// Whether `renew` was called or the subject has changed, and `restart` was not called after it.
    renewed: bool,
    /// The length in seconds that was asked for at this beginning.
    pub(crate) own_max_age: Option<u32>,
    pub(crate) own_persistent: Option<bool>,
    /// Whether something was bound to an id that the browser does not have yet, so that it has to get it.
    pub(super) is_bound: bool,
}

/// Where a session's times and properties come from when it is sealed.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// From the seal that was opened.
    #[default]
    Kept,
    /// `renew` was called, or the subject has changed: now, with the own length and the properties of the
    /// opened session.
    Renewed,
    /// `restart` was called: now, with nothing of the old session.
    Restarted,
}

/// The seal that was written last in this request.
#[derive(Clone, Copy)]
pub(crate) struct Written {
    pub(super) times: Times,
    pub(super) due: Due,
}

/// Whether a seal has to be written, apart from changes of the data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    No,
    /// Sealed anew with the same times: under another key, or by another schema.
    SameTimes,
    NewTimes,
}

impl State {
    #[inline]
    pub(crate) fn new(policy: Policy) -> Self {
        Self {
            now: policy.clock.now(),
            policy,
            received: Received::default(),
            changes: Changes::default(),
            written: None,
            new_id: None,
            screening: None,
        }
    }

    /// The state of the session that begins when this one has ended.
    pub(crate) fn afresh(&self) -> Self {
        let Received { sent, marker_sent, is_held_back, is_outside_domain, .. } = self.received;
        let of_request =
            Received { sent, marker_sent, is_held_back, is_outside_domain, ..Received::default() };
        let received = Received { traces: self.received.traces.clone(), ..of_request };
        let (policy, changes) = (self.policy.clone(), Changes::default());
        Self { policy, now: self.now, received, changes, written: None, new_id: None, screening: None }
    }

    /// Has the session outlive a cut-off that a handler has made to end all others of its subject.
    pub(crate) fn outlive(&mut self, cut_off: u64) {
        self.screening.get_or_insert_default().own_cut_off = Some(cut_off);
    }

    /// `renew`: a new beginning, and a new id.
    pub(crate) fn renew(&mut self) {
        self.changes.renewed = true;
        if self.changes.beginning == Beginning::Kept {
            self.changes.beginning = Beginning::Renewed;
        }
        self.begin_now();
        self.drop_id();
    }

    /// `restart`: a new beginning with nothing of the old session.
    pub(crate) fn restart(&mut self) {
        self.changes = Changes { touched: true, beginning: Beginning::Restarted, ..Changes::default() };
        self.drop_id();
        if let Some(screening) = &mut self.screening {
            screening.label = None;
            screening.begun = None;
        }
        self.begin_now();
    }

    /// Drops the id that was drawn. If it was sealed already, somebody may have the text.
    fn drop_id(&mut self) {
        let sealed = self.new_id.take().filter(|_| self.written.is_some() && self.policy.screen.is_some());
        if let Some(id) = sealed {
            self.screening.get_or_insert_default().replaced.push(id);
        }
    }

    /// Takes the moment of a new beginning. The clock is read once more: a program may have taken a moment
    /// since the load, to refuse all sessions that began before it, and this session must not be one of them.
    fn begin_now(&mut self) {
        self.changes.begun = Some(self.now.or_later(self.policy.clock.now()));
    }

    /// Whether the session was renewed, and not restarted after that.
    pub(super) fn is_renewed(&self) -> bool {
        self.changes.renewed
    }

    /// Whether at least a second has passed since the session was loaded. It reads the clock once more.
    pub(super) fn is_slow(&self) -> bool {
        self.policy.clock.now().is_a_second_after(self.now)
    }

    /// Whether a save writes nothing, since it could replace a session that the browser holds back. What
    /// `renew` begins is a login, and takes its place. A save renews by itself if the subject has changed.
    pub(super) fn is_withheld(&self) -> bool {
        self.received.is_held_back && !self.is_renewed()
    }

    /// When a session that is not kept begins: at its `renew` or `restart`, or else when it was loaded.
    pub(super) fn beginning(&self) -> Now {
        self.changes.begun.unwrap_or(self.now)
    }

    /// When the session began or begins, in seconds since 1970, whether it is saved already or not.
    pub(super) fn began(&self) -> u64 {
        self.kept().map_or_else(|| self.beginning().to_open(), |contents| contents.times().created.into())
    }

    /// Whether nothing of the opened session is to be left.
    #[inline]
    pub(crate) fn is_restarted(&self) -> bool {
        self.changes.beginning == Beginning::Restarted
    }

    /// What was opened, if the session was neither renewed nor restarted.
    #[inline]
    pub(crate) fn kept(&self) -> Option<&Contents> {
        self.received.contents.as_ref().filter(|_| self.changes.beginning == Beginning::Kept)
    }

    /// Whether the seal is Fe26.2 and the session is native.
    #[inline]
    pub(super) fn is_foreign(&self, contents: &Contents) -> bool {
        contents.is_fe26() && self.policy.config.format == Format::Native
    }

    /// The id that is or will be sealed.
    #[inline]
    pub(super) fn id(&self) -> Option<Id> {
        let opened = self.kept().and_then(|contents| contents.record().id);
        self.new_id.or(opened).filter(|_| self.policy.config.id)
    }

    /// The id that something can be bound to: the browser has it, or is going to get it.
    pub(crate) fn lasting_id(&self) -> Option<Id> {
        let lasts = self.new_id.is_none() || self.written.is_some() || self.changes.is_bound;
        self.id().filter(|_| lasts)
    }

    /// Draws an id that something is to be bound to, and has the session written with it.
    pub(crate) fn bind(&mut self) -> Result<Id, Error> {
        if !self.policy.config.id {
            return Err(Error::BoundToNothing);
        }
        let id = self.draw_id()?;
        self.changes.is_bound = true;
        Ok(id)
    }

    pub(super) fn draw_id(&mut self) -> Result<Id, Error> {
        let mut id = Id::default();
        (self.policy.random)(&mut id)?;
        self.new_id = Some(id);
        Ok(id)
    }

    /// The session's own length that is or will be sealed, in seconds.
    ///
    /// A length that is not shorter than today's `max_age` is none, so that the session follows its type.
    #[inline]
    pub(super) fn own_length(&self) -> Option<u32> {
        match (self.changes.own_max_age, &self.received.contents) {
            (Some(asked), _) => Some(asked).filter(|asked| *asked < self.policy.limits.max_age),
            (None, Some(contents)) if !self.is_restarted() => contents.record().own_length,
            (None, _) => None,
        }
    }

    /// The id of the seal written last: in this request, or before it.
    pub(crate) fn sealed_id(&self) -> Option<Id> {
        if self.written.is_some() { self.id() } else { self.kept()?.record().id }
    }

    /// The times of the seal written last: in this request, or before it.
    pub(crate) fn times(&self) -> Option<Times> {
        let written = self.written.map(|written| written.times);
        written.or_else(|| self.kept().map(Contents::times))
    }

    /// Begins a seal after the JSON that was opened; [`put_back`](Self::put_back) has to follow.
    #[inline]
    pub(super) fn draft(&mut self) -> Draft {
        let record_bytes = Record::bytes(self.id(), self.own_length());
        let contents = self.received.contents.as_mut();
        let held = contents.map(|contents| mem::take(contents.json_mut())).unwrap_or_default();
        Draft::new(held, record_bytes)
    }

    #[inline]
    pub(super) fn put_back(&mut self, draft: Draft) {
        if let Some(contents) = &mut self.received.contents {
            *contents.json_mut() = draft.into_held();
        }
    }
}
