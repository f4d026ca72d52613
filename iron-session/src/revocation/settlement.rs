//! [`Settlement`]: what a store is told before the response of a save or a logout goes out.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::device::DeviceText;
use super::fact::{Fact, Question, SubjectHash};
use super::revoker::Revoker;
use crate::error::StoreError;
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

/// A session that begins with a subject.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Begun {
    pub(crate) id: Id,
    pub(crate) subject: SubjectHash,
    pub(crate) created: u32,
    /// The session that was opened, if it had the same subject.
    pub(crate) former: Option<Question>,
    /// The cut-off that the request itself has made, to end all others.
    pub(crate) own_cut_off: Option<u64>,
    pub(crate) device: Option<DeviceText>,
    /// For how many seconds its seals may be valid.
    pub(crate) keep_for: u32,
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
    pub(crate) async fn settle(self) -> Result<(), StoreError> {
        if let Some(begun) = &self.begun {
            begun.settle(&self.revoker, &self.ended).await?;
        }
        for ended in &self.ended {
            self.revoker.end(ended.id, ended.keep_for).await?;
            if let (Some(subject), true) = (ended.subject, self.revoker.keeps_devices) {
                self.revoker.remove_device(subject, &id_text(&ended.id)).await?;
            }
        }
        Ok(())
    }

    /// The same with a store that answers at once.
    pub(crate) fn settle_at_once(self) -> Result<(), StoreError> {
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
    async fn settle(&self, revoker: &Revoker, ended: &[Ended]) -> Result<(), StoreError> {
        let new = Question { id: Some(self.id), subject: Some(self.subject), created: self.created };
        let former = self.former.into_iter().flat_map(|former| former.facts().collect::<Vec<_>>());
        let known = revoker.read(new.facts().chain(former)).await?;
        let known = |fact: Fact| known.number(fact);
        if self.former.is_some_and(|former| self.is_dead(former, known)) {
            return if new.is_void(known) { Ok(()) } else { revoker.end(self.id, self.keep_for).await };
        }
        if let Some(cut_off) = new.cut_off(known) {
            revoker.spare(self.subject, self.id, cut_off).await?;
        }
        self.settle_device(revoker, ended).await
    }

    /// Whether the session that is renewed was ended meanwhile, by others than this request.
    fn is_dead(&self, former: Question, known: impl Fn(Fact) -> Option<u64>) -> bool {
        let cut_off = former.cut_off(&known).filter(|cut_off| self.own_cut_off != Some(*cut_off));
        former.is_ended(&known) || cut_off.is_some()
    }

    /// Adds the session to the list of its subject's devices. A renewed session takes over the entry of the
    /// session that it replaces.
    async fn settle_device(&self, revoker: &Revoker, ended: &[Ended]) -> Result<(), StoreError> {
        if !revoker.keeps_devices {
            return Ok(());
        }
        let text = match &self.device {
            Some(device) => Some(device.to_text()),
            None => self.inherited(revoker, ended).await?,
        };
        match text {
            Some(text) => revoker.add_device(self.subject, &id_text(&self.id), &text, self.keep_for).await,
            None => Ok(()),
        }
    }

    async fn inherited(&self, revoker: &Revoker, ended: &[Ended]) -> Result<Option<String>, StoreError> {
        let is_same = |ended: &&Ended| ended.subject == Some(self.subject);
        let Some(former) = ended.iter().find(is_same) else { return Ok(None) };
        let id = id_text(&former.id);
        let devices = revoker.devices(self.subject).await?;
        Ok(devices.into_iter().find(|(known, _)| *known == id).map(|(_, text)| text))
    }
}
