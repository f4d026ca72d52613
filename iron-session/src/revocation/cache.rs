//! [`Cache`]: verdicts that a process keeps for a short time.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::fact::Question;
use crate::seal::Id;
use crate::times::Now;

/// Verdicts that a process keeps for a short time. There are never more than [`MOST`] of them.
pub(crate) struct Cache {
    verdicts: Mutex<Verdicts>,
    length_ms: u64,
}

#[derive(Default)]
struct Verdicts {
    /// By the id of a session: when it began, whether it was ended, and when that was asked.
    by_id: HashMap<Id, (u32, bool, u64)>,
    /// How often this process has ended sessions. What was asked before is not kept after.
    ends: u64,
}

/// When a question was asked.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    at: u64,
    ends: u64,
}

/// How many verdicts are kept. Each takes about 40 bytes.
const MOST: usize = 65_536;

impl Cache {
    pub(super) fn new(length: Duration) -> Self {
        let length_ms = u64::try_from(length.as_millis()).unwrap_or(u64::MAX);
        Self { verdicts: Mutex::default(), length_ms }
    }

    /// The verdict of a seal, if it is fresh.
    pub(super) fn verdict(&self, id: Id, created: u32, now: Now) -> Option<bool> {
        let (known, is_void, asked) = *self.lock().by_id.get(&id)?;
        // A clock that was set back makes a verdict old.
        let age = now.to_open_millis().checked_sub(asked)?;
        (known == created && age < self.length_ms).then_some(is_void)
    }

    /// The moment of a question, and how often this process had ended sessions until then.
    pub(super) fn asked(&self, now: Now) -> Asked {
        Asked { at: now.to_open_millis(), ends: self.lock().ends }
    }

    /// Keeps a verdict, unless this process has ended sessions since it was asked for. Seals without an id
    /// have none that is kept.
    pub(super) fn keep(&self, question: &Question, is_void: bool, asked: Asked) {
        let Some(id) = question.id else { return };
        let mut verdicts = self.lock();
        if verdicts.ends != asked.ends {
            return;
        }
        let (now, by_id) = (asked.at, &mut verdicts.by_id);
        if by_id.len() >= MOST {
            by_id.retain(|_, (_, _, asked)| now.checked_sub(*asked).is_some_and(|age| age < self.length_ms));
        }
        if by_id.len() >= MOST {
            by_id.clear();
        }
        by_id.insert(id, (question.created, is_void, now));
    }

    /// Forgets what is known of a session that this process ends.
    pub(super) fn forget(&self, id: &Id) {
        let mut verdicts = self.lock();
        verdicts.by_id.remove(id);
        verdicts.ends = verdicts.ends.wrapping_add(1);
    }

    /// Forgets all, since this process ends all sessions of a subject.
    pub(super) fn clear(&self) {
        let mut verdicts = self.lock();
        verdicts.by_id.clear();
        verdicts.ends = verdicts.ends.wrapping_add(1);
    }

    /// A panic under the lock leaves nothing half done.
    fn lock(&self) -> MutexGuard<'_, Verdicts> {
        self.verdicts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
