//! [`Meta`]: what is known about a session besides its data.

use std::fmt;
use std::time::SystemTime;

use super::state::State;
use crate::error::Rejection;
use crate::times::{Times, system_time};

/// What is known about a session besides its data: its times, its key, and why a cookie was refused.
#[derive(Clone, Copy)]
pub struct Meta<'a>(&'a State);

impl<'a> Meta<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self(state)
    }

    /// Whether no cookie of this request opened, or the session was restarted since.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.0.received.contents.is_none() || self.0.is_restarted()
    }

    /// When the session began; none until a new or renewed one is saved.
    #[must_use]
    pub fn created(&self) -> Option<SystemTime> {
        self.times().map(|times| system_time(times.created))
    }

    /// When its current lifetime began; none until a new or renewed one is saved.
    #[must_use]
    pub fn issued(&self) -> Option<SystemTime> {
        self.times().map(|times| system_time(times.issued))
    }

    /// When it ends if nothing more is written; none until a new or renewed one is saved.
    #[must_use]
    pub fn expires(&self) -> Option<SystemTime> {
        let limits = self.0.policy.limits;
        self.times().map(|times| system_time(times.effective_end(limits)))
    }

    /// The session's random id, if its type has one; none until a new or renewed session is saved.
    #[must_use]
    pub fn id(&self) -> Option<[u8; 16]> {
        self.0.sealed_id()
    }

    /// The first four bytes of the tag of the key that the cookie was sealed under, as [`Keyring`](crate::Keyring)'s
    /// `Debug` shows them.
    #[must_use]
    pub fn key_tag(&self) -> Option<[u8; 4]> {
        self.0.kept()?.key_tag()
    }

    /// Why the request's cookie was refused; none if it opened, or there was none. For logs, not for the visitor.
    #[must_use]
    pub fn rejection(&self) -> Option<Rejection> {
        self.0.received.rejection
    }

    fn times(self) -> Option<Times> {
        self.0.times()
    }
}

impl fmt::Debug for Meta<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meta")
            .field("created", &self.created())
            .field("issued", &self.issued())
            .field("expires", &self.expires())
            .field("rejection", &self.rejection())
            .finish_non_exhaustive()
    }
}
