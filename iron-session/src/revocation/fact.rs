//! [`Fact`]: what a store of revocations can know. [`Question`]: what it is asked of one seal.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::seal::{Id, id_text, text_of};

/// The SHA-256 of a group and of a subject's JSON. A store never sees a subject itself.
pub(crate) type SubjectHash = [u8; 32];

/// What a store of revocations can know. It is stored as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    /// Whether the session of this id was ended. The number means nothing.
    Ended(Id),
    /// Sessions of the subject that began until then are ended: milliseconds since 1970.
    CutOff(SubjectHash),
    /// The cut-off from which one session of the subject is spared.
    Spared(SubjectHash, Id),
    /// Whether the token of this id was opened. The number means nothing.
    Opened(Id),
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ended(id) => write!(f, "ended:{}", id_text(id)),
            Self::CutOff(subject) => write!(f, "cut-off:{}", text_of(subject)),
            Self::Spared(subject, id) => write!(f, "spared:{}:{}", text_of(subject), id_text(id)),
            Self::Opened(id) => write!(f, "opened:{}", id_text(id)),
        }
    }
}

/// The hash of a subject in a group, from the subject's JSON.
pub(crate) fn hash_of(group: &str, json: &[u8]) -> SubjectHash {
    // JSON has no zero byte, so no two pairs have the same bytes.
    Sha256::new().chain_update(group).chain_update([0]).chain_update(json).finalize().into()
}

/// What a store is asked of one seal: whether its session was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// A seal of iron-session for JavaScript has none.
    pub(crate) id: Option<Id>,
    /// None for a visitor who is not signed in.
    pub(crate) subject: Option<SubjectHash>,
    /// When the session began, in seconds since 1970. A seal that does not tell it counts as begun at 0.
    pub(crate) created: u32,
}

impl Question {
    /// The facts that answer the question.
    pub(crate) fn facts(&self) -> impl Iterator<Item = Fact> {
        let ended = self.id.map(Fact::Ended);
        let cut_off = self.subject.map(Fact::CutOff);
        ended.into_iter().chain(cut_off).chain(self.spared())
    }

    fn spared(&self) -> Option<Fact> {
        Some(Fact::Spared(self.subject?, self.id?))
    }

    /// Whether the session of this id was ended by itself.
    pub(crate) fn is_ended(&self, known: impl Fn(Fact) -> Option<u64>) -> bool {
        self.id.is_some_and(|id| known(Fact::Ended(id)).is_some())
    }

    /// The subject's cut-off, if the session began before it and is not spared from it.
    ///
    /// A later cut-off has a greater number, also in the same millisecond. So whoever was spared from an
    /// earlier one is not spared from it.
    pub(crate) fn cut_off(&self, known: impl Fn(Fact) -> Option<u64>) -> Option<u64> {
        let cut_off = known(Fact::CutOff(self.subject?))?;
        let is_before = u64::from(self.created) * 1000 <= cut_off;
        (is_before && !self.is_spared(cut_off, known)).then_some(cut_off)
    }

    /// Whether the session is spared from its subject's cut-off.
    pub(crate) fn is_spared(&self, cut_off: u64, known: impl Fn(Fact) -> Option<u64>) -> bool {
        self.spared().and_then(known).is_some_and(|spared| spared >= cut_off)
    }

    /// Whether it was ended by others than a request that `is_told` says to have ended it, or that has made
    /// its own cut-off.
    pub(crate) fn is_ended_by_others(
        &self,
        is_told: bool,
        own_cut_off: Option<u64>,
        known: impl Fn(Fact) -> Option<u64>,
    ) -> bool {
        let cut_off = self.cut_off(&known).filter(|cut_off| own_cut_off != Some(*cut_off));
        !is_told && self.is_ended(&known) || cut_off.is_some()
    }

    /// Whether the session was ended.
    pub(crate) fn is_void(&self, known: impl Fn(Fact) -> Option<u64>) -> bool {
        self.is_ended(&known) || self.cut_off(&known).is_some()
    }
}
