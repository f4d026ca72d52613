//! Of all the cookies of one name that a request brought, the one that counts.

use crate::cookie;
use crate::error::Rejection;
use crate::json;
use crate::lifetime::Now;
use crate::manager::Policy;
use crate::seal::{self, Binding, Opened};
use crate::session::IronSession;
use crate::state::State;

/// The session's data, and the state that tells where it came from.
pub(crate) fn choose<'a, T: IronSession>(
    policy: Policy,
    now: Now,
    headers: impl IntoIterator<Item = &'a [u8]>,
) -> (T, State) {
    let mut found = Found { sent: false, winner: None, ambiguous: false, rejection: None };
    for text in cookie::values(headers, policy.config.cookie) {
        found.consider(&policy, now, text);
    }
    let mut state = State::new(policy, now);
    state.sent = found.sent;
    match found.winner {
        Some(winner) if !found.ambiguous => {
            state.migrated = winner.opened.record().schema != T::SCHEMA;
            state.opened = Some(winner.opened);
            (winner.data, state)
        }
        winner => {
            state.rejection = winner.map_or(found.rejection, |_| Some(Rejection::Ambiguous));
            (T::default(), state)
        }
    }
}

/// What the cookies looked at so far amount to.
struct Found<'a, T> {
    sent: bool,
    winner: Option<Candidate<'a, T>>,
    /// Whether different sessions opened, and no rule says which one is the visitor's.
    ambiguous: bool,
    rejection: Option<Rejection>,
}

impl<'a, T: IronSession> Found<'a, T> {
    fn consider(&mut self, policy: &Policy, now: Now, text: &'a [u8]) {
        self.sent = true;
        if self.winner.as_ref().is_some_and(|winner| winner.text == text) {
            return;
        }
        let rival = match open::<T>(policy, now, text) {
            Ok((opened, data)) => Candidate { text, opened, data },
            Err(reason) => {
                let tells_more = |known: Rejection| known.progress() < reason.progress();
                self.rejection = self.rejection.filter(|known| !tells_more(*known)).or(Some(reason));
                return;
            }
        };
        self.winner = match self.winner.take() {
            None => Some(rival),
            Some(first) => {
                self.ambiguous |= !policy.config.host_bound() && !first.same_session(&rival);
                Some(first.later(rival))
            }
        };
    }
}

/// A cookie that opened.
struct Candidate<'a, T> {
    text: &'a [u8],
    opened: Opened,
    data: T,
}

impl<T> Candidate<'_, T> {
    /// Whether both are known to belong to one session: by its id, or because one is the other sealed anew.
    fn same_session(&self, other: &Self) -> bool {
        let (record, other_record) = (self.opened.record(), other.opened.record());
        let same_id = record.id.is_some() && record.id == other_record.id;
        same_id || record == other_record && self.opened.json() == other.opened.json()
    }

    /// The one that was written later; of two equally late ones, the first sent.
    fn later(self, other: Self) -> Self {
        if other.opened.times().issued > self.opened.times().issued { other } else { self }
    }
}

/// Every step of "Opening", from the text to the session's data.
fn open<T: IronSession>(policy: &Policy, now: Now, text: &[u8]) -> Result<(Opened, T), Rejection> {
    let now = now.to_open();
    let binding = Binding { purpose: seal::SESSION, name: policy.config.cookie };
    let opened = seal::open(&policy.keys, binding, now, text)?;
    opened.times().within(now, policy.config.limits())?;
    let data = json::read_session(opened.record().schema, opened.json(), now)?;
    Ok((opened, data))
}
