//! Which one counts, of all the cookies of one name that a request brought.

use super::chunks::Chunks;
use super::marker;
use super::parts::{Joined, Parts};
use super::pieces::Pieces;
use super::readable::Readable;
use super::reader::{Reader, open_joined};
use super::state::State;
use crate::cookie::{self, Kind, Names};
use crate::error::Rejection;
use crate::seal::{Contents, Decrypted, Record, Room};

/// Opens a request's cookies, and puts the one that counts into a session that is new.
///
/// The page `seal_format`, "Several cookies of one name", has the rules.
#[inline]
pub(crate) fn open_into<'a>(
    data: &mut dyn Readable,
    state: &mut State,
    headers: impl IntoIterator<Item = &'a [u8]>,
) {
    let config = &state.policy.config;
    let marker = marker::is_used(config).then_some(marker::SUFFIX);
    let names = Names { own: config.cookie, other: config.accepted_name(), marker };
    let mut found = Found::default();
    let mut pieces: Option<Box<Pieces<'a>>> = None;
    cookie::each_value(headers, names, &mut |cookie| match cookie.kind {
        Kind::Whole => {
            let cookie::Found { text, is_other: is_accepted_name, .. } = cookie;
            let reader = Reader::of(&state.policy.config, is_accepted_name, text);
            if reader == Reader::Accepted {
                let traces = state.received.traces.get_or_insert_default();
                let [own, accepted] = &mut traces.sent;
                *(if is_accepted_name { accepted } else { own }) = true;
            }
            found.consider(Candidate { text, is_accepted_name, reader, cookies: 1 }, data, state);
        }
        Kind::Part(number) => Pieces::add(&mut pieces, &state.policy.config, cookie, number),
        Kind::Marker => state.received.marker_sent = true,
    });
    match pieces {
        None => settle(&found, data, state),
        Some(pieces) => settle_with_pieces(found, &pieces, data, state),
    }
}

/// Opens the sessions that came in several cookies, after all that came whole, and settles then.
#[cold]
fn settle_with_pieces<'a>(found: Found<'a>, pieces: &Pieces<'a>, data: &mut dyn Readable, state: &mut State) {
    let joined = pieces.javascript.each_ref().map(Parts::join);
    // The cookie that counts may borrow from the joined ones now.
    let mut found = found;
    found.consider_chunks(&pieces.chunks, data, state);
    found.consider_parts(&pieces.javascript, &joined, data, state);
    let traces = state.received.traces.get_or_insert_default();
    traces.note(pieces, state.policy.config.format);
    traces.cookies = found.winner.map_or(0, |winner| winner.cookies);
    settle(&found, data, state);
}

/// Keeps the cookie that counts, or the reason why none does.
#[inline]
fn settle(found: &Found<'_>, data: &mut dyn Readable, state: &mut State) {
    let received = &mut state.received;
    if found.ambiguous {
        received.contents = None;
        received.rejection = Some(Rejection::Ambiguous);
        data.reset();
    } else if let Some(reason) = found.unreadable {
        received.contents = None;
        received.rejection = Some(reason);
    } else if let Some(opened) = &received.contents {
        received.migrated = opened.schema() != data.schema();
    } else {
        received.rejection = found.rejection;
    }
}

/// The result of the cookies that were looked at so far.
///
/// Contents of a seal that is authentic and holds in time count even if they cannot be read: the seal may be
/// the visitor's, and a newer program may read it. While the cookies are looked at, `State::received` has the
/// contents of the winner, readable or not.
#[derive(Default)]
struct Found<'a> {
    /// The cookie that counts so far.
    winner: Option<Candidate<'a>>,
    /// Why the contents of the winner cannot be read.
    unreadable: Option<Rejection>,
    /// Whether different sessions count, and no rule says which one is the visitor's.
    ambiguous: bool,
    /// Why a cookie was refused that does not count.
    rejection: Option<Rejection>,
}

/// A cookie of one of the names, or several that were joined.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    /// Its text, to skip another with the same text. Empty for chunks: no two seals have the same ones.
    text: &'a [u8],
    /// Which of the two names it came under. Under one of them, a sibling host may be able to plant a cookie.
    is_accepted_name: bool,
    reader: Reader,
    /// In how many cookies it came.
    cookies: u8,
}

impl<'a> Found<'a> {
    /// Opens a cookie, and puts its contents into `data` and `state` if it counts.
    fn consider(&mut self, candidate: Candidate<'a>, data: &mut dyn Readable, state: &mut State) {
        state.received.sent = true;
        if self.winner.is_some_and(|winner| winner.excludes(&candidate, state)) {
            return;
        }
        let mut room = Room::new();
        match &mut candidate.reader.open(&state.policy, state.now, candidate.text, &mut room) {
            Ok(decrypted) if self.winner.is_none() => self.take(candidate, decrypted, data, state),
            Ok(decrypted) => self.weigh(candidate, decrypted, data, state),
            Err(reason) => self.reject(*reason),
        }
    }

    /// Opens the native sessions that came in several cookies, after all that came whole.
    ///
    /// A seal of which a chunk is missing is refused. So are chunks that were mixed.
    #[cold]
    fn consider_chunks(&mut self, chunks: &Chunks<'a>, data: &mut dyn Readable, state: &mut State) {
        state.received.sent |= chunks.are_sent();
        for seal in chunks.complete() {
            let Some(mut text) = seal.join() else { continue };
            let candidate = Candidate {
                text: b"",
                is_accepted_name: false,
                reader: Reader::Native,
                cookies: seal.chunks(),
            };
            match &mut open_joined(&state.policy, state.now, &mut text) {
                Ok(decrypted) => self.weigh(candidate, decrypted, data, state),
                Err(reason) => self.reject(*reason),
            }
        }
        if chunks.are_sent() && self.winner.is_none() {
            self.reject(Rejection::Malformed);
        }
    }

    /// Opens the sessions that came in parts of iron-session, after all that came whole.
    #[cold]
    fn consider_parts(
        &mut self,
        parts: &[Parts<'_>; 2],
        joined: &'a [Joined; 2],
        data: &mut dyn Readable,
        state: &mut State,
    ) {
        let reader = Reader::of_parts(&state.policy.config);
        for ((parts, joined), is_accepted_name) in parts.iter().zip(joined).zip([false, true]) {
            let Joined { seal, parts: cookies, is_doubled } = joined;
            let candidate = Candidate { text: seal, is_accepted_name, reader, cookies: *cookies };
            let is_hidden = self.winner.is_some_and(|winner| winner.is_whole_before(&candidate, state));
            if is_hidden || !parts.is_sent() {
                continue;
            }
            self.consider(candidate, data, state);
            let is_doubtful = *is_doubled && !candidate.is_host_bound(state);
            self.ambiguous |= is_doubtful && self.winner.is_some();
        }
    }

    /// Takes the first cookie that counts.
    #[inline]
    fn take(
        &mut self,
        candidate: Candidate<'a>,
        decrypted: &mut Decrypted<'_>,
        data: &mut dyn Readable,
        state: &mut State,
    ) {
        let read = data.read(decrypted, state.now.to_open());
        if let Err(reason) = data.screen(decrypted, state) {
            data.reset();
            return self.reject(reason);
        }
        if let Err(reason) = read {
            self.unreadable = Some(reason);
            state.received.unreadable_sent = true;
        }
        state.received.contents = Some(decrypted.keep());
        self.winner = Some(candidate);
    }

    /// Takes another cookie in place of the winner, if it counts for more, or if there is none yet.
    fn weigh(
        &mut self,
        candidate: Candidate<'a>,
        decrypted: &mut Decrypted<'_>,
        data: &mut dyn Readable,
        state: &mut State,
    ) {
        let now = state.now.to_open();
        data.read_another(decrypted, now, &mut |another, unreadable, decrypted| {
            if let Err(reason) = another.screen(decrypted, state) {
                self.reject(reason);
                return false;
            }
            state.received.unreadable_sent |= unreadable.is_some();
            let prevails = self.prevails(&candidate, decrypted, state);
            if prevails {
                self.unreadable = unreadable;
                state.received.contents = Some(decrypted.keep());
                self.winner = Some(candidate);
            }
            prevails
        });
    }

    /// Remembers why a cookie was refused, if that tells more than the reason that is known.
    fn reject(&mut self, reason: Rejection) {
        if self.rejection.is_none_or(|known| known.progress() < reason.progress()) {
            self.rejection = Some(reason);
        }
    }

    /// Whether a cookie counts for more than the winner.
    fn prevails(&mut self, candidate: &Candidate<'_>, decrypted: &Decrypted<'_>, state: &State) -> bool {
        let (Some(winner), Some(opened)) = (&self.winner, &state.received.contents) else {
            return true;
        };
        if candidate.is_native_before(winner, state) {
            self.ambiguous = false;
            return true;
        }
        let out_of_reach = winner.is_host_bound(state) && candidate.is_host_bound(state);
        self.ambiguous |= !(out_of_reach || same_session(opened, decrypted));
        // Of two that are equally late, the first sent counts.
        written(&decrypted.record) > written(&opened.record())
    }
}

impl Candidate<'_> {
    /// Whether the other cookie need not be opened beside this one, which counts so far.
    fn excludes(&self, other: &Candidate<'_>, state: &State) -> bool {
        self.text == other.text || self.is_native_before(other, state)
    }

    /// Whether this is a native seal that no other host can have planted, and the other one an accepted seal.
    /// The native seal is then the visitor's, and the accepted one is older.
    fn is_native_before(&self, other: &Candidate<'_>, state: &State) -> bool {
        (self.reader, other.reader) == (Reader::Native, Reader::Accepted) && self.is_host_bound(state)
    }

    /// Whether this cookie, which is whole, counts before one that came in parts. iron-session reads the
    /// whole one of the same name. That is safe only if no other host can have planted it.
    fn is_whole_before(&self, parts: &Candidate<'_>, state: &State) -> bool {
        let is_same_name = self.is_accepted_name == parts.is_accepted_name;
        self.is_native_before(parts, state) || is_same_name && self.is_host_bound(state)
    }

    /// Whether no other host of the domain can have set the cookie.
    fn is_host_bound(&self, state: &State) -> bool {
        state.policy.config.host_bound(self.is_accepted_name)
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
