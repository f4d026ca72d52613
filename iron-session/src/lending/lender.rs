//! [`Lender`]: the session of one request, and the rules by which it is lent and saved.

use std::panic::Location;
use std::sync::Arc;

use super::snapshot::Snapshot;
use crate::cookie;
use crate::error::{SessionError, StoreError};
use crate::members::IronSession;
use crate::request::{Loaded, SetCookies, State, also_end, settlement_of_removal};
use crate::revocation::Settlement;
use crate::seal::Id;

/// A place in the program's source at which a write began.
type Place = &'static Location<'static>;

/// The session of one request, and the facts by which it is lent and saved.
pub(crate) struct Lender<T> {
    /// The session, while no holder has it. Boxed, so that lending it copies a pointer.
    at_rest: Option<Box<Loaded<T>>>,
    /// What another value is read from while a holder has the session. None before the session is first lent,
    /// and after a write until it is lent again.
    ///
    /// Boxed as what is rare, so that a slot is small.
    snapshot: Option<Box<Snapshot>>,
    /// How often the session was written.
    version: u64,
    /// Where a holder began to write, if one is writing.
    writing: Option<Place>,
    /// Where the last write began that is over.
    written: Option<Place>,
    /// Whether the response was made, or will never be.
    finished: bool,
    /// What was read before the first holder asked, if a store of revocations had to be waited for.
    ahead: Option<Ahead<T>>,
    rare: Option<Box<Rare>>,
}

/// What happens in few requests.
#[derive(Default)]
struct Rare {
    /// The state of the session that ended, if it was destroyed.
    destroyed: Option<State>,
    /// Where two holders began to change the session, if two have.
    conflict: Option<[Place; 2]>,
    /// The Set-Cookie values that holders have taken to save by hand.
    taken: Vec<String>,
    /// The ids of the sessions in them.
    taken_ids: Vec<Id>,
    /// The id of the session that the response has at last.
    last_id: Option<Id>,
    /// Whether a store of revocations is told that the session was destroyed.
    is_settled: bool,
}

/// What was read of a request before a holder asked for its session.
pub(crate) enum Ahead<T> {
    Read(Box<Loaded<T>>),
    /// The store of revocations did not answer, so nothing is lent.
    Unavailable(Arc<StoreError>),
}

/// What was lent: which value of the session, and whether its holder writes.
#[derive(Clone, Copy)]
pub(crate) struct Loan {
    /// How often the session had been written when it was lent.
    version: u64,
    /// Whether it was the value at rest, and not another one that was read from the snapshot.
    is_original: bool,
    pub(super) writing: bool,
}

impl<T: IronSession> Lender<T> {
    /// Whether the session was not asked for yet.
    fn is_unread(&self) -> bool {
        self.at_rest.is_none() && self.snapshot.is_none() && self.ahead.is_none()
    }

    /// Keeps what was read before a holder asks.
    pub(crate) fn read_ahead(&mut self, ahead: Ahead<T>) {
        self.ahead = Some(ahead);
    }

    /// What a store of revocations is told of a session that was destroyed. It is given once.
    pub(crate) fn settlement_of_removal(&mut self) -> Option<Box<Settlement>> {
        let rare = self.rare.as_deref_mut().filter(|rare| !rare.is_settled)?;
        let ended = rare.destroyed.as_mut()?;
        rare.is_settled = true;
        ended.ends_ids(rare.taken_ids.iter().copied().filter(|id| rare.last_id != Some(*id)));
        settlement_of_removal::<T>(ended)
    }

    /// Lends the value at rest, or else another value of the same session. `loaded` is the first value. It is
    /// left to the caller if another thread was faster, to be dropped when the lock is free.
    pub(crate) fn lend(
        &mut self,
        cookie: &'static str,
        loaded: &mut Option<Box<Loaded<T>>>,
    ) -> Result<(Box<Loaded<T>>, Loan), SessionError> {
        self.check_conflict(cookie)?;
        if let Some(changed) = self.writing {
            return Err(SessionError::InUse { cookie, changed });
        }
        match self.ahead.take() {
            None if self.is_unread() => self.at_rest = loaded.take(),
            None => {}
            Some(Ahead::Read(read)) => self.at_rest = Some(read),
            Some(Ahead::Unavailable(reason)) => {
                self.ahead = Some(Ahead::Unavailable(Arc::clone(&reason)));
                return Err(SessionError::Unavailable { cookie, reason });
            }
        }
        if let (Some(loaded), None) = (&self.at_rest, &self.snapshot) {
            self.snapshot = Some(Box::new(Snapshot::of(loaded)));
        }
        let loan = |is_original| Loan { version: self.version, is_original, writing: false };
        if let Some(original) = self.at_rest.take() {
            return Ok((original, loan(true)));
        }
        if self.snapshot.as_deref().is_some_and(Snapshot::lacks_fields::<T>) {
            return Err(SessionError::SkippedField { cookie });
        }
        let another = self.snapshot.as_deref().and_then(Snapshot::read);
        another.map(|another| (Box::new(another), loan(false))).ok_or(SessionError::Unreadable { cookie })
    }

    fn check_conflict(&self, cookie: &'static str) -> Result<(), SessionError> {
        let error = |changed| Err(SessionError::Conflict { cookie, changed: Some(changed) });
        self.rare.as_ref().and_then(|rare| rare.conflict).map_or(Ok(()), error)
    }

    /// Makes the holder of a loan the writer, and tells whether that is too late.
    pub(super) fn begin_write(&mut self, loan: Loan, place: Place) -> bool {
        let overtaken = self.written.filter(|_| self.version != loan.version);
        if let Some(other) = self.writing.or(overtaken) {
            self.rare.get_or_insert_default().conflict.get_or_insert([other, place]);
        }
        self.writing = Some(place);
        self.finished
    }

    /// Takes a dropped session back. Tells whether a change is lost by that, and returns the value that is
    /// not needed any more.
    ///
    /// What a panicking holder changed is left out. The caller drops the returned value when the lock is
    /// free: the data may have a `Drop` that is code of the application.
    pub(super) fn take_back(&mut self, loaded: Box<Loaded<T>>, loan: Loan) -> (bool, Option<Box<Loaded<T>>>) {
        let is_current = self.version == loan.version;
        if !loan.writing {
            let is_wanted = is_current && self.writing.is_none() && self.takes(&loaded, loan);
            return (false, if is_wanted { self.at_rest.replace(loaded) } else { Some(loaded) });
        }
        let place = self.writing.take();
        if !is_current {
            // The session was destroyed meanwhile, and must not come back.
            if let (Some(place), Some(other)) = (place, self.written) {
                self.rare.get_or_insert_default().conflict.get_or_insert([other, place]);
            }
            return (false, Some(loaded));
        }
        if std::thread::panicking() {
            // After the end, the change was reported when it began.
            return (!self.finished, Some(loaded));
        }
        (false, self.rest(loaded, place))
    }

    /// Whether the value of a reader takes the place of the one at rest.
    ///
    /// One that was saved by hand does, since a logout has to end what the browser was given. Else it is the
    /// original, which alone has the fields that are not sealed.
    fn takes(&self, loaded: &Loaded<T>, loan: Loan) -> bool {
        let Some(at_rest) = &self.at_rest else { return true };
        !at_rest.is_saved() && (loan.is_original || loaded.is_saved())
    }

    /// Leaves a fresh session in place of the one that ended, and tells whether that is too late.
    ///
    /// Like [`take_back`](Self::take_back), it returns the value that is not needed any more.
    pub(super) fn take_back_destroyed(
        &mut self,
        ended: State,
        fresh: Box<Loaded<T>>,
        loan: Loan,
        place: Place,
    ) -> (bool, Option<Box<Loaded<T>>>) {
        self.writing = self.writing.filter(|_| !loan.writing);
        let destroyed = &mut self.rare.get_or_insert_default().destroyed;
        match destroyed {
            // It was opened, and a later one of the request was not.
            Some(first) => first.ends_too(&ended),
            None => *destroyed = Some(ended),
        }
        (self.finished, self.rest(fresh, Some(place)))
    }

    /// Takes the written value, and returns the value that it replaces.
    #[expect(clippy::arithmetic_side_effects, reason = "no request lasts for 2^64 writes")]
    fn rest(&mut self, loaded: Box<Loaded<T>>, written: Option<Place>) -> Option<Box<Loaded<T>>> {
        self.version += 1;
        self.written = written;
        self.snapshot = None;
        self.at_rest.replace(loaded)
    }

    /// The Set-Cookie values of the session as it is now; none if the session was never asked for.
    #[inline]
    pub(crate) fn finish(&mut self, cookie: &'static str) -> Result<Option<SetCookies>, SessionError> {
        if self.finished {
            return Ok(None);
        }
        let written = self.set_cookies(cookie);
        // A panic in the data's `Serialize` comes before this. So the slot can still be abandoned after it.
        self.finished = true;
        written
    }

    #[inline]
    fn set_cookies(&mut self, cookie: &'static str) -> Result<Option<SetCookies>, SessionError> {
        self.check_conflict(cookie)?;
        if let Some(changed) = self.writing {
            return Err(SessionError::Held { cookie, changed });
        }
        let rare = self.rare.as_deref_mut();
        let written = match (&mut self.at_rest, &self.snapshot) {
            (Some(loaded), _) => last_of(loaded, rare)?,
            // A holder still has the unchanged session, or has panicked with the changed one.
            (None, Some(snapshot)) => {
                let mut loaded: Loaded<T> = snapshot.read().ok_or(SessionError::Unreadable { cookie })?;
                last_of(&mut loaded, rare)?
            }
            (None, None) => return Ok(None),
        };
        Ok(Some(match self.removal() {
            Some(removal) if written.is_empty() => removal.in_place_of(&written),
            _ => written,
        }))
    }

    /// Remembers what a holder takes to save it by hand, and the id of the session in it.
    pub(super) fn remember(&mut self, cookies: &SetCookies, id: Option<Id>) {
        let rare = self.rare.get_or_insert_default();
        rare.taken.extend(cookies.texts().map(str::to_owned));
        rare.taken_ids.extend(id.filter(|id| !cookies.is_empty() && !rare.taken_ids.contains(id)));
    }

    /// Whether a Set-Cookie value of the response was made of this session.
    pub(crate) fn has_made(&self, set_cookie: &[u8]) -> bool {
        let is_it = |text: &str| cookie::set_the_same(text.as_bytes(), set_cookie);
        self.rare.iter().flat_map(|rare| &rare.taken).any(|text| is_it(text))
            || self.removal().is_some_and(|removal| removal.texts().any(is_it))
    }

    /// Ends the request without a response, and tells whether a change is lost by that.
    pub(crate) fn abandon(&mut self) -> bool {
        let finished = std::mem::replace(&mut self.finished, true);
        !finished && self.is_changed()
    }

    /// Whether a holder has changed the session, or destroyed it.
    pub(crate) fn is_changed(&self) -> bool {
        self.writing.is_some() || self.version > 0
    }

    /// The Set-Cookie values that remove the cookie, if the session was destroyed.
    pub(crate) fn removal(&self) -> Option<SetCookies> {
        self.rare.as_ref()?.destroyed.as_ref().map(SetCookies::removal)
    }
}

/// The Set-Cookie values of the session that the response has at last. What holders have taken before is
/// replaced by it in the response, and so it ends. A write that gives way replaces nothing.
#[inline]
fn last_of<T: IronSession>(
    loaded: &mut Loaded<T>,
    rare: Option<&mut Rare>,
) -> Result<SetCookies, SessionError> {
    let mut written = loaded.set_cookies_at_last()?;
    if let Some(rare) = rare
        && !written.is_empty()
        && !written.gives_way()
    {
        rare.last_id = loaded.state.sealed_id();
        let others = rare.taken_ids.iter().copied().filter(|id| rare.last_id != Some(*id));
        also_end(&mut written, &loaded.state, others);
    }
    Ok(written)
}

impl<T> Default for Lender<T> {
    fn default() -> Self {
        Self {
            at_rest: None,
            snapshot: None,
            version: 0,
            writing: None,
            written: None,
            finished: false,
            ahead: None,
            rare: None,
        }
    }
}
