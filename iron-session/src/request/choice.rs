//! Which one counts, of all the cookies of one name that a request brought.

use super::reader::Reader;
use super::state::State;
use crate::cookie;
use crate::error::Rejection;
use crate::members::{self, IronSession};
use crate::seal::{Contents, Decrypted, Record, Room};

/// Opens a request's cookies, and puts the one that counts into a session that is new.
///
/// The page `seal_format`, "Several cookies of one name", has the rules.
pub(crate) fn open_into<'a, T: IronSession>(
    data: &mut T,
    state: &mut State,
    headers: impl IntoIterator<Item = &'a [u8]>,
) {
    let config = &state.policy.config;
    let (name, accepted_name) = (config.cookie, config.accepted_name());
    let mut own = Found::default();
    // A seal of the accepted format counts only if none of the session's own format opens.
    let mut accepted = Found::default();
    let mut accepted_name_sent = false;
    cookie::each_value(headers, name, accepted_name, |is_accepted_name, text| {
        accepted_name_sent |= is_accepted_name;
        let candidate = Candidate { text, is_accepted_name };
        match Reader::of(&state.policy.config, is_accepted_name, text) {
            Reader::Accepted if own.winner.is_some() => accepted.sent = true,
            Reader::Accepted => accepted.consider(candidate, Reader::Accepted, data, state),
            reader => own.consider(candidate, reader, data, state),
        }
    });
    state.received.sent = own.sent || accepted.sent;
    state.received.accepted_name_sent = accepted_name_sent;
    settle(&own, &accepted, data, state);
}

/// Keeps the cookie that counts, or the reason why none does.
#[inline]
fn settle<T: IronSession>(own: &Found<'_>, accepted: &Found<'_>, data: &mut T, state: &mut State) {
    let (found, other) = if own.winner.is_some() { (own, accepted) } else { (accepted, own) };
    if found.winner.is_none() {
        state.received.rejection = other.rejection.or(found.rejection);
    } else if found.ambiguous {
        state.received.contents = None;
        state.received.rejection = Some(Rejection::Ambiguous);
        *data = T::default();
    } else {
        state.received.migrated =
            state.received.contents.as_ref().is_some_and(|opened| opened.schema() != T::SCHEMA);
    }
}

/// The result of the cookies that were looked at so far.
#[derive(Default)]
struct Found<'a> {
    sent: bool,
    /// The cookie that opened and counts so far.
    winner: Option<Candidate<'a>>,
    /// Whether different sessions opened, and no rule says which one is the visitor's.
    ambiguous: bool,
    rejection: Option<Rejection>,
}

/// A cookie of one of the names.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    text: &'a [u8],
    /// Which of the two names it came under. Under one of them, a sibling host may be able to plant a cookie.
    is_accepted_name: bool,
}

impl<'a> Found<'a> {
    /// Opens a cookie, and puts its contents into `data` and `state` if it counts.
    fn consider<T: IronSession>(
        &mut self,
        candidate: Candidate<'a>,
        reader: Reader,
        data: &mut T,
        state: &mut State,
    ) {
        self.sent = true;
        if self.winner.is_some_and(|winner| winner.text == candidate.text) {
            return;
        }
        let mut room = Room::new();
        match &mut reader.open(&state.policy, state.now, candidate.text, &mut room) {
            Ok(decrypted) if state.received.contents.is_none() => {
                self.take(candidate, decrypted, data, state);
            }
            Ok(decrypted) => self.weigh(candidate, decrypted, data, state),
            Err(reason) => self.reject(*reason),
        }
    }

    /// Takes the first cookie that opens, if its contents can be read.
    #[inline]
    fn take<T: IronSession>(
        &mut self,
        candidate: Candidate<'a>,
        decrypted: &mut Decrypted<'_>,
        data: &mut T,
        state: &mut State,
    ) {
        match members::read_session_into(data, decrypted.record.schema, &decrypted.json, state.now.to_open())
        {
            Ok(()) => {
                state.received.contents = Some(decrypted.keep());
                self.winner = Some(candidate);
            }
            Err(reason) => {
                *data = T::default();
                self.reject(reason);
            }
        }
    }

    /// Takes another cookie in place of the first, if it counts for more.
    fn weigh<T: IronSession>(
        &mut self,
        candidate: Candidate<'a>,
        decrypted: &mut Decrypted<'_>,
        data: &mut T,
        state: &mut State,
    ) {
        match members::read_session(decrypted.record.schema, &decrypted.json, state.now.to_open()) {
            Ok(later) if self.prevails(candidate, decrypted, state) => {
                *data = later;
                state.received.contents = Some(decrypted.keep());
                self.winner = Some(candidate);
            }
            Ok(_) => {}
            Err(reason) => self.reject(reason),
        }
    }

    /// Remembers why a cookie was refused, if that tells more than the reason that is known.
    fn reject(&mut self, reason: Rejection) {
        let tells_more = |known: Rejection| known.progress() < reason.progress();
        self.rejection = self.rejection.filter(|known| !tells_more(*known)).or(Some(reason));
    }

    /// Whether a cookie that opened counts for more than the cookie that `state` holds.
    fn prevails(&mut self, candidate: Candidate<'a>, decrypted: &Decrypted<'_>, state: &State) -> bool {
        let (Some(first), Some(opened)) = (&self.winner, &state.received.contents) else {
            return true;
        };
        let host_bound =
            |candidate: &Candidate<'_>| state.policy.config.host_bound(candidate.is_accepted_name);
        let out_of_reach = host_bound(first) && host_bound(&candidate);
        self.ambiguous |= !(out_of_reach || same_session(opened, decrypted));
        // Of two that are equally late, the first sent counts.
        written(&decrypted.record) > written(&opened.record())
    }
}

/// Whether both are known to belong to one session: by its id, or because one is the other sealed anew.
fn same_session(opened: &Contents, decrypted: &Decrypted<'_>) -> bool {
    let (record, other) = (opened.record(), &decrypted.record);
    let same_id = record.id.is_some() && record.id == other.id;
    same_id || record == *other && opened.json() == &*decrypted.json
}

/// When a seal was written. Fe26.2 seals tell only their end.
fn written(record: &Record) -> (u32, u32) {
    (record.issued, record.expires)
}
