//! [`Settlement`]: what a store is told before the response of a save or a logout goes out.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::device::DeviceText;
use super::fact::{Fact, Question, SubjectHash};
use super::revoker::Revoker;
use crate::error::{Rejection, StoreError};
use crate::events::Event;
use crate::seal::{Id, id_text};

/// What a store is told before the response of a save or a logout goes out.
#[derive(Clone)]
pub(crate) struct Settlement {
    pub(crate) revoker: Arc<Revoker>,
    pub(crate) ended: Vec<Ended>,
    pub(crate) begun: Option<Begun>,
}

/// A session that ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) id: Id,
    pub(crate) subject: Option<SubjectHash>,
    /// For how many seconds its seals may still be valid.
    pub(crate) keep_for: u32,
}

/// A session that begins, with a subject or as the renewal of another.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Begun {
    pub(crate) new: Question,
    /// The session that was opened, if it had the same subject.
    pub(crate) former: Option<Question>,
    /// Whether this request has told the store before that the opened session ends.
    pub(crate) is_told: bool,
    /// The cut-off that the request itself has made, to end all others.
    pub(crate) own_cut_off: Option<u64>,
    pub(crate) device: Option<DeviceText>,
    /// For how many seconds its seals may be valid.
    pub(crate) keep_for: u32,
}

/// What came of a session that begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    Alive,
    /// It is the renewal of a session that was ended while the request was at work. So it is ended too, and
    /// there is nothing to write.
    Dead,
}

impl Settled {
    /// What the operator is told, if so many sessions were to end.
    pub(crate) fn events(self, ended: usize) -> impl Iterator<Item = Event<'static>> {
        let (event, count) = match self {
            Self::Alive => (Event::Revoked, ended),
            Self::Dead => (Event::Refused { reason: Rejection::Revoked }, 1),
        };
        std::iter::repeat_n(event, count)
    }
}

impl PartialEq for Settlement {
    fn eq(&self, other: &Self) -> bool {
        let is_same_store = Arc::ptr_eq(&self.revoker, &other.revoker);
        is_same_store && self.ended == other.ended && self.begun == other.begun
    }
}

impl Eq for Settlement {}

impl Settlement {
    /// Whether the store has to be waited for.
    pub(crate) fn waits(&self) -> bool {
        self.revoker.may_wait()
    }

    /// Tells the store all of it. After an error nothing of the response may be sent but removals.
    pub(crate) async fn settle(self) -> Result<Settled, StoreError> {
        if let Some(begun) = &self.begun
            && begun.settle(&self.revoker, &self.ended).await? == Settled::Dead
        {
            // What ended the session has told the store of it.
            return Ok(Settled::Dead);
        }
        for ended in &self.ended {
            self.revoker.end(ended.id, ended.keep_for).await?;
            if let (Some(subject), true) = (ended.subject, self.revoker.keeps_devices) {
                self.revoker.remove_device(subject, &id_text(&ended.id)).await?;
            }
        }
        Ok(Settled::Alive)
    }

    /// The same with a store that answers at once.
    pub(crate) fn settle_at_once(self) -> Result<Settled, StoreError> {
        at_once(self.settle()).unwrap_or_else(|| Err(StoreError::new("it has to be waited for")))
    }
}

/// The result of a future that is ready when it is first polled.
pub(crate) fn at_once<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Some(result),
        Poll::Pending => None,
    }
}

impl Begun {
    /// Spares a new session from the cut-off of its subject, which may lie a minute ahead.
    ///
    /// It is not spared if it is the renewal of a session that was ended meanwhile.
    async fn settle(&self, revoker: &Revoker, ended: &[Ended]) -> Result<Settled, StoreError> {
        let former = self.former.into_iter().flat_map(|former| former.facts().collect::<Vec<_>>());
        let known = revoker.read(self.new.facts().chain(former)).await?;
        let known = |fact: Fact| known.number(fact);
        let is_dead = |former: Question| former.is_ended_by_others(self.is_told, self.own_cut_off, known);
        if self.former.is_some_and(is_dead) {
            self.end(revoker, known).await?;
            return Ok(Settled::Dead);
        }
        if let (Some(cut_off), Question { id: Some(id), subject: Some(subject), .. }) =
            (self.new.cut_off(known), self.new)
        {
            revoker.spare(subject, id, cut_off).await?;
        }
        self.settle_device(revoker, ended).await?;
        Ok(Settled::Alive)
    }

    /// Ends the new session, which may have been written before.
    async fn end(&self, revoker: &Revoker, known: impl Fn(Fact) -> Option<u64>) -> Result<(), StoreError> {
        match self.new.id {
            Some(id) if !self.new.is_void(known) => revoker.end(id, self.keep_for).await,
            _ => Ok(()),
        }
    }

    /// Adds the session to the list of its subject's devices. A renewed session takes over the entry of the
    /// session that it replaces.
    async fn settle_device(&self, revoker: &Revoker, ended: &[Ended]) -> Result<(), StoreError> {
        let Question { id: Some(id), subject: Some(subject), .. } = self.new else { return Ok(()) };
        if !revoker.keeps_devices {
            return Ok(());
        }
        let device = match &self.device {
            Some(device) => Some(device.clone()),
            None => self.inherited(revoker, subject, ended).await?,
        };
        match device {
            Some(device) => {
                revoker.add_device(subject, &id_text(&id), &device.to_text(), self.keep_for).await
            }
            None => Ok(()),
        }
    }

    async fn inherited(
        &self,
        revoker: &Revoker,
        subject: SubjectHash,
        ended: &[Ended],
    ) -> Result<Option<DeviceText>, StoreError> {
        let is_same = |ended: &&Ended| ended.subject == Some(subject);
        let Some(former) = ended.iter().find(is_same) else { return Ok(None) };
        let id = id_text(&former.id);
        let devices = revoker.devices(subject).await?;
        let found = devices.into_iter().find(|(known, _)| *known == id);
        let device = found.and_then(|(_, text)| DeviceText::of(&text));
        Ok(device.map(|device| DeviceText { created: self.new.created, ..device }))
    }
}
