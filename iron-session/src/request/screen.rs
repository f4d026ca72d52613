//! [`Screen`]: what says that sessions were ended although their seals are valid.

use std::any::Any;
use std::sync::Arc;
use std::time::SystemTime;

use crate::error::Rejection;
use crate::revocation::{Question, Revoker};
use crate::seal::Id;

/// What says that sessions were ended although their seals are valid.
#[derive(Clone, Default)]
pub(crate) struct Screen {
    pub(crate) revoker: Option<Arc<Revoker>>,
    pub(super) not_before: Option<NotBefore>,
}

/// From a session's data to the moment before which such sessions are void.
pub(super) type NotBefore = Arc<dyn Fn(&dyn Any) -> Option<SystemTime> + Send + Sync>;

/// What revocations know of one request. If a store has to be waited for, there is one from the beginning.
#[derive(Clone, Default)]
pub(crate) struct Screening {
    /// What the store is to be asked.
    pub(super) open: Vec<Question>,
    /// What it was asked, and whether the sessions were ended.
    pub(super) answered: Vec<(Question, bool)>,
    /// The ids of seals that this request has written before, and has replaced.
    pub(super) replaced: Vec<Id>,
    /// Whether this request has already told the store that the opened session ends.
    pub(super) is_told: bool,
    /// The session that this request has begun, if the store was told of it.
    pub(super) begun: Option<Question>,
    /// The cut-off that a handler of this request has made. The session outlives it.
    pub(super) own_cut_off: Option<u64>,
    /// What the session is called in the list of its user's devices.
    pub(super) label: Option<Box<str>>,
}

impl Screening {
    /// Lets a session in that was not ended, and one of which that is not known yet.
    pub(super) fn judge(&mut self, question: Question) -> Result<(), Rejection> {
        match self.answered.iter().find(|(answered, _)| *answered == question) {
            Some((_, true)) => Err(Rejection::Revoked),
            Some((_, false)) => Ok(()),
            None => {
                if !self.open.contains(&question) {
                    self.open.push(question);
                }
                Ok(())
            }
        }
    }
}
