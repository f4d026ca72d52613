//! Of all the cookies of one name that a request brought, the one that counts.

use crate::config::{Config, Format};
use crate::cookie;
use crate::error::Rejection;
#[cfg(feature = "fe26")]
use crate::javascript;
use crate::json;
use crate::lifetime::Now;
use crate::live::Live;
use crate::policy::Policy;
use crate::seal::{self, Binding, Opened};
use crate::session::IronSession;
use crate::state::State;

/// The visitor's session: what counts of the cookies that the request brought, or a fresh one.
pub(crate) fn choose<'a, T: IronSession>(
    policy: Policy,
    now: Now,
    headers: impl IntoIterator<Item = &'a [u8]>,
) -> Live<T> {
    let mut own = Found::default();
    // What is accepted besides counts only if nothing of the session's own format opens.
    let mut accepted = Found::default();
    let mut accepted_name_sent = false;
    for (is_accepted_name, text) in
        cookie::values(headers, policy.config.cookie, policy.config.accepted_name())
    {
        accepted_name_sent |= is_accepted_name;
        let reader = Reader::of(&policy.config, is_accepted_name, text);
        let found = if reader == Reader::Accepted { &mut accepted } else { &mut own };
        found.consider(&policy, now, reader, is_accepted_name, text);
    }
    let sent = own.sent || accepted.sent;
    let found = if own.winner.is_none() && accepted.winner.is_some() {
        accepted
    } else {
        own.rejection = own.rejection.or(accepted.rejection);
        own
    };
    let mut state = State::new(policy, now);
    state.sent = sent;
    state.accepted_name_sent = accepted_name_sent;
    match found.winner {
        Some(winner) if !found.ambiguous => {
            state.migrated = winner.opened.record().schema != T::SCHEMA;
            state.opened = Some(winner.opened);
            Live::new(winner.data, state)
        }
        winner => {
            state.rejection = winner.map_or(found.rejection, |_| Some(Rejection::Ambiguous));
            Live::new(T::default(), state)
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

impl<T> Default for Found<'_, T> {
    fn default() -> Self {
        Self { sent: false, winner: None, ambiguous: false, rejection: None }
    }
}

impl<'a, T: IronSession> Found<'a, T> {
    fn consider(
        &mut self,
        policy: &Policy,
        now: Now,
        reader: Reader,
        is_accepted_name: bool,
        text: &'a [u8],
    ) {
        self.sent = true;
        if self.winner.as_ref().is_some_and(|winner| winner.text == text) {
            return;
        }
        let rival = match open::<T>(policy, now, reader, text) {
            Ok((opened, data)) => {
                Candidate { text, opened, data, host_bound: policy.config.host_bound(is_accepted_name) }
            }
            Err(reason) => {
                let tells_more = |known: Rejection| known.progress() < reason.progress();
                self.rejection = self.rejection.filter(|known| !tells_more(*known)).or(Some(reason));
                return;
            }
        };
        self.winner = match self.winner.take() {
            None => Some(rival),
            Some(first) => {
                let out_of_reach = first.host_bound && rival.host_bound;
                self.ambiguous |= !(out_of_reach || first.same_session(&rival));
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
    /// Whether no sibling host can plant a cookie of the name it came under.
    host_bound: bool,
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
        // iron-session's seals tell only their end.
        let written = |candidate: &Self| (candidate.opened.times().issued, candidate.opened.times().expires);
        if written(&other) > written(&self) { other } else { self }
    }
}

/// Which format a cookie is read as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    Native,
    /// iron-session's, which is the session's own.
    Fe26,
    /// iron-session's, beside native ones.
    Accepted,
}

impl Reader {
    fn of(config: &Config, is_accepted_name: bool, text: &[u8]) -> Self {
        match (config.format, config.accept) {
            (Format::Fe26, _) => Self::Fe26,
            (Format::Native, Some(_)) if is_accepted_name || text.starts_with(b"Fe26.2*") => Self::Accepted,
            (Format::Native, _) => Self::Native,
        }
    }
}

/// Every step of "Opening", from the text to the session's data.
fn open<T: IronSession>(
    policy: &Policy,
    now: Now,
    reader: Reader,
    text: &[u8],
) -> Result<(Opened, T), Rejection> {
    let opened = match reader {
        Reader::Native => open_native(policy, now, text)?,
        #[cfg(feature = "fe26")]
        Reader::Fe26 => javascript::open(policy, now, text)?,
        #[cfg(feature = "fe26")]
        Reader::Accepted => javascript::accept(policy, now, text)?,
        // No configuration that asks for them passes its check.
        #[cfg(not(feature = "fe26"))]
        Reader::Fe26 | Reader::Accepted => return Err(Rejection::Malformed),
    };
    let data = json::read_session(opened.record().schema, opened.json(), now.to_open())?;
    Ok((opened, data))
}

fn open_native(policy: &Policy, now: Now, text: &[u8]) -> Result<Opened, Rejection> {
    let now = now.to_open();
    let binding = Binding { purpose: seal::SESSION, name: policy.config.cookie };
    let opened = seal::open(&policy.keys, binding, now, text)?;
    opened.times().within(now, policy.config.limits())?;
    Ok(opened)
}
