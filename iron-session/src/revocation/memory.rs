//! [`Memory`]: the revocations of one process.

use std::collections::HashMap;
use std::future::ready;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::fact::{Fact, Question, SubjectHash};
use super::store::{RevocationStore, StoreFuture, StoreKey};
use crate::seal::Id;
use crate::times::Clock;

/// The revocations of one process. An entry is dropped when it is not needed any more, and the maps shrink
/// with their entries.
pub(crate) struct Memory {
    entries: Mutex<Entries>,
    clock: Clock,
}

#[derive(Default)]
struct Entries {
    /// Until when the id of an ended session is kept, in seconds since 1970.
    ended: HashMap<Id, u32>,
    /// The same for opened tokens.
    opened: HashMap<Id, u32>,
    subjects: HashMap<SubjectHash, Subject>,
    devices: HashMap<SubjectHash, Vec<(String, String, u32)>>,
    /// How many entries there may be before those that are over are dropped.
    sweep_at: usize,
    /// When those that are over are dropped in any case.
    sweep_after: u32,
}

/// The cut-off of a subject, and the sessions that are spared from it.
struct Subject {
    cut_off: u64,
    until: u32,
    spared: Vec<(Id, u64)>,
}

/// How many entries are kept at least before those that are over are looked for.
const FEW: usize = 1024;
/// How many devices of a subject are kept. A newer one takes the place of the oldest one.
const MOST_DEVICES: usize = 100;
/// How often the entries that are over are dropped, in seconds. It takes some 10 ms for a million entries.
const SWEEP_SECS: u32 = 600;

impl Memory {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { entries: Mutex::default(), clock }
    }

    /// Whether a session was ended, if that does not depend on its subject.
    pub(super) fn is_void_by_id(&self, id: Option<Id>) -> Option<bool> {
        let now = self.now();
        let entries = self.entries(now);
        let is_ended = id.is_some_and(|id| entries.get(Fact::Ended(id), now).is_some());
        (is_ended || entries.subjects.is_empty()).then_some(is_ended)
    }

    /// Whether a session was ended.
    pub(super) fn is_void(&self, question: &Question) -> bool {
        let now = self.now();
        let entries = self.entries(now);
        question.is_void(|fact| entries.get(fact, now))
    }

    fn now(&self) -> u32 {
        u32::try_from(self.clock.now().to_open()).unwrap_or(u32::MAX)
    }

    /// A panic under the lock leaves nothing half done: each method makes one change.
    fn entries(&self, now: u32) -> MutexGuard<'_, Entries> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.sweep(now);
        entries
    }

    /// Calls `change` with the entries, the fact of a key, and the moment until which it is kept.
    fn change<V>(
        &self,
        key: &StoreKey,
        keep_for: Duration,
        change: impl FnOnce(&mut Entries, Option<Fact>, u32) -> V,
    ) -> V {
        let now = self.now();
        let until = now.saturating_add(u32::try_from(keep_for.as_secs()).unwrap_or(u32::MAX));
        change(&mut self.entries(now), key.fact(), until)
    }
}

impl Entries {
    fn get(&self, fact: Fact, now: u32) -> Option<u64> {
        let lives = |until: &&u32| **until > now;
        match fact {
            Fact::Ended(id) => self.ended.get(&id).filter(lives).map(|_| 1),
            Fact::Opened(id) => self.opened.get(&id).filter(lives).map(|_| 1),
            Fact::CutOff(subject) => self.subject(&subject, now).map(|subject| subject.cut_off),
            Fact::Spared(subject, id) => {
                let spared = &self.subject(&subject, now)?.spared;
                spared.iter().find(|(known, _)| *known == id).map(|(_, cut_off)| *cut_off)
            }
        }
    }

    fn subject(&self, subject: &SubjectHash, now: u32) -> Option<&Subject> {
        self.subjects.get(subject).filter(|subject| subject.until > now)
    }

    fn set(&mut self, fact: Fact, number: u64, until: u32) {
        match fact {
            Fact::Ended(id) => drop(self.ended.insert(id, until)),
            Fact::Opened(id) => drop(self.opened.insert(id, until)),
            Fact::CutOff(subject) => {
                // Nobody who was spared from an earlier cut-off is spared from this one.
                self.subjects.insert(subject, Subject { cut_off: number, until, spared: Vec::new() });
            }
            Fact::Spared(subject, id) => {
                let Some(subject) = self.subjects.get_mut(&subject) else { return };
                subject.spared.retain(|(known, _)| *known != id);
                subject.spared.push((id, number));
            }
        }
    }

    /// How many sessions, tokens, subjects and lists of devices are remembered.
    #[expect(clippy::arithmetic_side_effects, reason = "each entry takes several bytes of memory")]
    fn len(&self) -> usize {
        self.ended.len() + self.opened.len() + self.subjects.len() + self.devices.len()
    }

    /// Drops what is over, from time to time.
    fn sweep(&mut self, now: u32) {
        let len = self.len();
        if len < self.sweep_at && now < self.sweep_after {
            return;
        }
        self.ended.retain(|_, until| *until > now);
        self.opened.retain(|_, until| *until > now);
        self.subjects.retain(|_, subject| subject.until > now);
        self.devices.retain(|_, devices| {
            devices.retain(|(_, _, until)| *until > now);
            !devices.is_empty()
        });
        let left = self.len();
        if left < len / 2 {
            self.ended.shrink_to_fit();
            self.opened.shrink_to_fit();
            self.subjects.shrink_to_fit();
            self.devices.shrink_to_fit();
        }
        self.sweep_at = left.saturating_mul(2).max(FEW);
        self.sweep_after = now.saturating_add(SWEEP_SECS);
    }
}

impl RevocationStore for Memory {
    fn read<'a>(&'a self, keys: &'a [StoreKey]) -> StoreFuture<'a, Vec<Option<u64>>> {
        let now = self.now();
        let entries = self.entries(now);
        let number = |key: &StoreKey| key.fact().and_then(|fact| entries.get(fact, now));
        let numbers = keys.iter().map(number).collect();
        Box::pin(ready(Ok(numbers)))
    }

    fn write<'a>(&'a self, key: &'a StoreKey, number: u64, keep_for: Duration) -> StoreFuture<'a, ()> {
        self.change(key, keep_for, |entries, fact, until| {
            if let Some(fact) = fact {
                entries.set(fact, number, until);
            }
        });
        Box::pin(ready(Ok(())))
    }

    fn raise<'a>(&'a self, key: &'a StoreKey, at_least: u64, keep_for: Duration) -> StoreFuture<'a, u64> {
        let now = self.now();
        let raised = self.change(key, keep_for, |entries, fact, until| {
            let known = fact.and_then(|fact| entries.get(fact, now));
            let raised = known.map_or(0, |known| known.saturating_add(1)).max(at_least);
            if let Some(fact) = fact {
                entries.set(fact, raised, until);
            }
            raised
        });
        Box::pin(ready(Ok(raised)))
    }

    fn insert<'a>(&'a self, key: &'a StoreKey, keep_for: Duration) -> StoreFuture<'a, bool> {
        let now = self.now();
        let is_new = self.change(key, keep_for, |entries, fact, until| {
            let Some(fact) = fact else { return true };
            let is_new = entries.get(fact, now).is_none();
            if is_new {
                entries.set(fact, 1, until);
            }
            is_new
        });
        Box::pin(ready(Ok(is_new)))
    }

    fn list<'a>(&'a self, list: &'a StoreKey) -> StoreFuture<'a, Vec<(String, String)>> {
        let now = self.now();
        let entries = self.entries(now);
        let known = list.devices_of().and_then(|subject| entries.devices.get(&subject));
        let devices = known.into_iter().flatten().filter(|(_, _, until)| *until > now);
        let devices = devices.map(|(name, text, _)| (name.clone(), text.clone())).collect();
        Box::pin(ready(Ok(devices)))
    }

    fn add<'a>(
        &'a self,
        list: &'a StoreKey,
        name: &'a str,
        text: &'a str,
        keep_for: Duration,
    ) -> StoreFuture<'a, ()> {
        self.change(list, keep_for, |entries, _, until| {
            let Some(subject) = list.devices_of() else { return };
            let devices = entries.devices.entry(subject).or_default();
            devices.retain(|(known, ..)| known != name);
            if devices.len() >= MOST_DEVICES {
                devices.remove(0);
            }
            devices.push((name.to_owned(), text.to_owned(), until));
        });
        Box::pin(ready(Ok(())))
    }

    fn remove<'a>(&'a self, list: &'a StoreKey, name: &'a str) -> StoreFuture<'a, ()> {
        self.change(list, Duration::ZERO, |entries, _, _| {
            let devices = list.devices_of().and_then(|subject| entries.devices.get_mut(&subject));
            if let Some(devices) = devices {
                devices.retain(|(known, ..)| known != name);
            }
        });
        Box::pin(ready(Ok(())))
    }
}
