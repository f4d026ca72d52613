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
    let name = policy.config.cookie;
    let mut winner: Option<Candidate<'a, T>> = None;
    let mut rejection: Option<Rejection> = None;
    let mut ambiguous = false;
    let mut count = 0;
    for text in cookie::values(headers, name) {
        count += 1;
        if winner.as_ref().is_some_and(|winner| winner.text == text) {
            continue;
        }
        match open::<T>(&policy, now, text) {
            Err(reason) if rejection.is_none_or(|known| known.progress() < reason.progress()) => {
                rejection = Some(reason);
            }
            Err(_) => {}
            Ok((opened, data)) => {
                let rival = Candidate { text, opened, data };
                winner = match winner.take() {
                    None => Some(rival),
                    Some(first) => {
                        ambiguous |= !policy.config.host_bound() && !first.same_session(&rival);
                        Some(first.later(rival))
                    }
                };
            }
        }
    }
    let mut state = State::new(policy, now);
    state.several = count > 1;
    match winner {
        Some(winner) if !ambiguous => {
            state.migrated = winner.opened.record().schema != T::SCHEMA;
            state.opened = Some(winner.opened);
            (winner.data, state)
        }
        Some(_) => {
            state.rejection = Some(Rejection::Ambiguous);
            (T::default(), state)
        }
        None => {
            state.rejection = rejection;
            (T::default(), state)
        }
    }
}

/// A cookie that opened.
struct Candidate<'a, T> {
    text: &'a [u8],
    opened: Opened,
    data: T,
}

impl<T> Candidate<'_, T> {
    /// Whether both are known to belong to one session.
    fn same_session(&self, other: &Self) -> bool {
        let id = self.opened.record().id;
        id.is_some() && id == other.opened.record().id
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
