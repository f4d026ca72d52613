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
    /// The session that it continues, if that had the same subject.
    pub(crate) former: Option<Question>,
    /// Whether this request has told the store before that the former session ends.
    pub(crate) is_told: bool,
    /// The cut-off that the request itself has made, to end all others.
    pub(crate) own_cut_off: Option<u64>,
    pub(crate) device: Option<DeviceText>,
    /// For how many seconds its seals may be valid.
    pub(crate) keep_for: u32,
}

/// What came of a save or a logout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    /// So many sessions were ended. What is written is valid.
    Alive { ended: usize },
    /// It is the renewal of a session that was ended while the request was at work. So it is ended too, and
    /// there is nothing to write.
    Dead,
}

impl Settled {
    pub(crate) fn is_alive(self) -> bool {
        matches!(self, Self::Alive { .. })
    }

    /// What the operator is told.
    pub(crate) fn events(self) -> impl Iterator<Item = Event<'static>> {
        let (event, count) = match self {
            Self::Alive { ended } => (Event::Revoked, ended),
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

    /// What the store would be asked later of the session that begins.
    pub(crate) fn begun(&self) -> Option<Question> {
        self.begun.as_ref().map(|begun| begun.new)
    }

    /// Tells the store all of it. After an error nothing of the response may be sent but removals.
    pub(crate) async fn settle(self) -> Result<Settled, StoreError> {
        let Some(begun) = &self.begun else { return self.end_all().await };
        if begun.is_dead(&self.revoker).await? {
            return self.end_but_former(begun).await;
        }
        let device = begun.device(&self.revoker, &self.ended).await?;
        // Before the former session ends: if this fails, the visitor keeps that.
        begun.list_as(device, &self.revoker).await?;
        self.end_all().await
    }

    async fn end_all(&self) -> Result<Settled, StoreError> {
        for ended in &self.ended {
            self.end(ended).await?;
        }
        Ok(Settled::Alive { ended: self.ended.len() })
    }

    /// Ends what this request has written before. What ended the session that was opened has told the store
    /// of it.
    async fn end_but_former(&self, begun: &Begun) -> Result<Settled, StoreError> {
        let former = begun.former.and_then(|former| former.id);
        for ended in self.ended.iter().filter(|ended| Some(ended.id) != former) {
            self.end(ended).await?;
        }
        Ok(Settled::Dead)
    }

    async fn end(&self, ended: &Ended) -> Result<(), StoreError> {
        self.revoker.end(ended.id, ended.keep_for).await?;
        match ended.subject {
            Some(subject) if self.revoker.keeps_devices => {
                self.revoker.remove_device(subject, &id_text(&ended.id)).await
            }
            _ => Ok(()),
        }
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
    /// Whether it is the renewal of a session that was ended meanwhile. Then it is ended too. If not, it is
    /// spared from the cut-off of its subject, which may lie a minute ahead.
    async fn is_dead(&self, revoker: &Revoker) -> Result<bool, StoreError> {
        let former = self.former.into_iter().flat_map(|former| former.facts().collect::<Vec<_>>());
        let known = revoker.read(self.new.facts().chain(former)).await?;
        let known = |fact: Fact| known.number(fact);
        let is_dead = |former: Question| former.is_ended_by_others(self.is_told, self.own_cut_off, known);
        if self.former.is_some_and(is_dead) {
            self.end(revoker, known).await?;
            return Ok(true);
        }
        if let (Some(cut_off), Question { id: Some(id), subject: Some(subject), .. }) =
            (self.new.cut_off(known), self.new)
        {
            revoker.spare(subject, id, cut_off).await?;
        }
        Ok(false)
    }

    /// Ends the new session, which may have been written before.
    async fn end(&self, revoker: &Revoker, known: impl Fn(Fact) -> Option<u64>) -> Result<(), StoreError> {
        match self.new.id {
            Some(id) if !self.new.is_void(known) => revoker.end(id, self.keep_for).await,
            _ => Ok(()),
        }
    }

    /// The session's entry in the list of its subject's devices. A renewed session takes over the entry of
    /// the session that it replaces.
    async fn device(&self, revoker: &Revoker, ended: &[Ended]) -> Result<Option<DeviceText>, StoreError> {
        let Some(subject) = self.new.subject.filter(|_| revoker.keeps_devices) else { return Ok(None) };
        if self.device.is_some() {
            return Ok(self.device.clone());
        }
        let replaced = ended.iter().filter(|ended| ended.subject == Some(subject));
        let replaced: Vec<String> = replaced.map(|ended| id_text(&ended.id)).collect();
        if replaced.is_empty() {
            return Ok(None);
        }
        let devices = revoker.devices(subject).await?;
        let found = devices.into_iter().find(|(id, _)| replaced.contains(id));
        let device = found.and_then(|(_, text)| DeviceText::of(&text));
        Ok(device.map(|device| DeviceText { created: self.new.created, ..device }))
    }

    /// Adds the session to the list of its subject's devices.
    async fn list_as(&self, device: Option<DeviceText>, revoker: &Revoker) -> Result<(), StoreError> {
        let Question { id: Some(id), subject: Some(subject), .. } = self.new else { return Ok(()) };
        let Some(device) = device else { return Ok(()) };
        revoker.add_device(subject, &id_text(&id), &device.to_text(), self.keep_for).await
    }
}
