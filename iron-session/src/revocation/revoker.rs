//! [`Revoker`]: the settings of revocations, and what is asked of their store. It knows no session type.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::cache::Cache;
use super::fact::{Fact, Question, SubjectHash};
use super::memory::Memory;
use super::store::{RevocationStore, StoreKey, StoreNotice};
use crate::error::StoreError;
use crate::seal::Id;
use crate::times::{Clock, Now};

/// How far a cut-off lies ahead of the clock, in milliseconds. Another server's clock may be that much ahead,
/// and a session that began there before the cut-off ends too.
const AHEAD_MS: u64 = 60_000;

/// By how many seconds entries are kept longer than they are declared. The clocks of two servers may differ
/// by a minute, in each direction.
const SLACK_SECS: u32 = 120;

/// What happens to a session whose seal opens, while the store does not tell whether it was ended.
///
/// There is no default: each of them is wrong for somebody.
///
/// # Examples
///
/// ```
/// use iron_session::Outage;
///
/// let is_shop = true;
/// let outage = if is_shop { Outage::Accept } else { Outage::Refuse };
/// assert_eq!(outage, Outage::Accept);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// Whoever asks for the session gets a 503. Nobody who was signed out gets in, and those who are signed
    /// in wait. Strangers, and pages that nobody asks a session for, are served as ever.
    Refuse,
    /// The session is lent as if it was not ended, and the operator is told. A session that was ended is
    /// valid again until the store answers. A login, a renewal and a logout are a 503 all the same: the store
    /// has to be told of them.
    Accept,
}

/// The settings of revocations, and their store.
#[derive(Clone)]
pub(crate) struct Revoker {
    store: Store,
    pub(crate) outage: Outage,
    /// For how many seconds an entry is kept, as it is declared.
    pub(crate) keep_for: u32,
    group: Arc<str>,
    clock: Clock,
    cache: Option<Arc<Cache>>,
    pub(super) keeps_devices: bool,
    /// Whether a manager has these settings.
    is_used: Arc<AtomicBool>,
}

#[derive(Clone)]
enum Store {
    /// It answers at once, so nothing has to wait for it.
    Memory(Arc<Memory>),
    Other(Arc<dyn RevocationStore>),
}

/// Facts with the numbers that a store knows of them.
pub(crate) struct Known(Vec<(Fact, u64)>);

impl Known {
    pub(crate) fn number(&self, fact: Fact) -> Option<u64> {
        self.0.iter().find(|(known, _)| *known == fact).map(|(_, number)| *number)
    }
}

impl Revoker {
    pub(super) fn in_memory(keep_for: Duration, group: &str) -> Self {
        let store = Store::Memory(Arc::new(Memory::new(Clock::SYSTEM)));
        Self::with(store, Outage::Refuse, keep_for, group)
    }

    pub(super) fn new(
        store: Arc<dyn RevocationStore>,
        outage: Outage,
        keep_for: Duration,
        group: &str,
    ) -> Self {
        Self::with(Store::Other(store), outage, keep_for, group)
    }

    fn with(store: Store, outage: Outage, keep_for: Duration, group: &str) -> Self {
        let keep_for = u32::try_from(keep_for.as_secs()).unwrap_or(u32::MAX);
        let (group, clock) = (Arc::from(group), Clock::SYSTEM);
        Self {
            store,
            outage,
            keep_for,
            group,
            clock,
            cache: None,
            keeps_devices: false,
            is_used: Arc::default(),
        }
    }

    pub(super) fn set_group(&mut self, group: &str) {
        self.group = Arc::from(group);
    }

    /// Takes the time from another clock. What is in memory already is lost by that, so it comes first.
    pub(super) fn take_time_from(&mut self, clock: Clock) {
        if let Store::Memory(memory) = &mut self.store {
            *memory = Arc::new(Memory::new(clock.clone()));
        }
        self.clock = clock;
    }

    pub(super) fn set_cache(&mut self, length: Duration) {
        self.cache = Some(Arc::new(Cache::new(length)));
    }

    /// Notes that a manager has these settings.
    pub(crate) fn note_use(&self) {
        self.is_used.store(true, Ordering::Relaxed);
    }

    /// Notes that these settings are new: whoever has the former ones does not know them.
    pub(super) fn note_change(&mut self) {
        self.is_used = Arc::default();
    }

    /// Whether somebody asks this store. Of a store elsewhere that is not known.
    pub(super) fn is_used(&self) -> bool {
        self.may_wait() || self.is_used.load(Ordering::Relaxed)
    }

    /// Whether a question may have to wait for an answer.
    pub(crate) fn may_wait(&self) -> bool {
        matches!(self.store, Store::Other(_))
    }

    fn store(&self) -> &dyn RevocationStore {
        match &self.store {
            Store::Memory(memory) => &**memory,
            Store::Other(store) => &**store,
        }
    }

    pub(crate) fn group(&self) -> &str {
        &self.group
    }

    pub(super) fn now(&self) -> Now {
        self.clock.now()
    }

    /// Whether a session was ended, if that is known without waiting. `subject` is called only if it matters,
    /// and under no lock: it is code of the session's data.
    pub(crate) fn verdict_at_once<E>(
        &self,
        id: Option<Id>,
        created: u32,
        subject: impl FnOnce() -> Result<Option<SubjectHash>, E>,
    ) -> Result<Option<bool>, E> {
        match &self.store {
            Store::Memory(memory) => match memory.is_void_by_id(id) {
                Some(is_void) => Ok(Some(is_void)),
                None => Ok(Some(memory.is_void(&Question { id, subject: subject()?, created }))),
            },
            Store::Other(_) => {
                let cached = |cache: &Arc<Cache>| cache.verdict(id?, created, self.now());
                Ok(self.cache.as_ref().and_then(cached))
            }
        }
    }

    /// Whether sessions were ended, in the order of the questions, by one question to the store.
    pub(crate) async fn verdicts(&self, questions: &[Question]) -> Result<Vec<bool>, StoreError> {
        let cache = self.cache.as_ref().map(|cache| (cache, cache.asked(self.now())));
        let known = self.read(questions.iter().flat_map(Question::facts)).await?;
        let verdict = |question: &Question| {
            let is_void = question.is_void(|fact| known.number(fact));
            if let Some((cache, asked)) = cache {
                cache.keep(question, is_void, asked);
            }
            is_void
        };
        Ok(questions.iter().map(verdict).collect())
    }

    /// What the store knows of facts.
    pub(crate) async fn read(&self, facts: impl Iterator<Item = Fact>) -> Result<Known, StoreError> {
        let mut asked = Vec::new();
        for fact in facts {
            if !asked.contains(&fact) {
                asked.push(fact);
            }
        }
        let keys: Vec<_> = asked.iter().map(|fact| self.key(*fact)).collect();
        let numbers = self.store().read(&keys).await?;
        if numbers.len() != asked.len() {
            return Err(StoreError::new("it gave another number of answers than it was asked for"));
        }
        let known = asked.into_iter().zip(numbers);
        Ok(Known(known.filter_map(|(fact, number)| Some((fact, number?))).collect()))
    }

    /// Ends the session of an id, for so many seconds.
    pub(crate) async fn end(&self, id: Id, keep_for: u32) -> Result<(), StoreError> {
        let ended = self.store().write(&self.key(Fact::Ended(id)), 1, secs(keep_for)).await;
        // After an error too: the store may have been told.
        self.cache.iter().for_each(|cache| cache.forget(&id));
        ended
    }

    /// Ends all sessions of a subject that have begun until now, and gives the cut-off.
    pub(crate) async fn cut_off(&self, subject: SubjectHash) -> Result<u64, StoreError> {
        let at_least = self.now().to_open_millis().saturating_add(AHEAD_MS);
        let key = self.key(Fact::CutOff(subject));
        let cut_off = self.store().raise(&key, at_least, secs(self.kept_for())).await;
        // After an error too: the store may have been told.
        self.cache.iter().for_each(|cache| cache.clear());
        cut_off
    }

    /// Spares one session of a subject from a cut-off.
    pub(crate) async fn spare(&self, subject: SubjectHash, id: Id, cut_off: u64) -> Result<(), StoreError> {
        self.store().write(&self.key(Fact::Spared(subject, id)), cut_off, secs(self.kept_for())).await
    }

    /// Whether a token's id is opened for the first time. It is remembered for so many seconds.
    pub(crate) async fn open_first(&self, id: Id, keep_for: u32) -> Result<bool, StoreError> {
        self.store().insert(&self.key(Fact::Opened(id)), secs(keep_for)).await
    }

    /// The devices of a subject: ids and texts.
    pub(super) async fn devices(&self, subject: SubjectHash) -> Result<Vec<(String, String)>, StoreError> {
        self.store().list(&StoreKey::of_devices(&self.group, subject)).await
    }

    pub(super) async fn add_device(
        &self,
        subject: SubjectHash,
        id: &str,
        text: &str,
        keep_for: u32,
    ) -> Result<(), StoreError> {
        self.store().add(&StoreKey::of_devices(&self.group, subject), id, text, secs(keep_for)).await
    }

    pub(super) async fn remove_device(&self, subject: SubjectHash, id: &str) -> Result<(), StoreError> {
        self.store().remove(&StoreKey::of_devices(&self.group, subject), id).await
    }

    /// What the operator is to be told of the store.
    pub(crate) fn take_notice(&self) -> Option<StoreNotice> {
        self.store().take_notice()
    }

    /// For how many seconds an entry is kept at most.
    pub(crate) fn kept_for(&self) -> u32 {
        self.keep_for.saturating_add(SLACK_SECS)
    }

    fn key(&self, fact: Fact) -> StoreKey {
        StoreKey::of_fact(&self.group, fact)
    }
}

fn secs(secs: u32) -> Duration {
    Duration::from_secs(secs.into())
}

impl fmt::Debug for Revoker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Revoker")
            .field("group", &self.group)
            .field("outage", &self.outage)
            .field("keep_for", &secs(self.keep_for))
            .finish_non_exhaustive()
    }
}
