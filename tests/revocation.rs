//! Sessions that are ended from the server, with the store in memory. The store is the clock's: no test
//! waits.

mod again;
mod begins;
mod by_hand;
mod devices;
mod elsewhere;
mod ends;
mod memory;
mod not_before;
mod once;
mod slots;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use http::HeaderMap;
use iron_session::{IronSession, Rejection, Revocations, Session, SessionManager, SessionSlot, SetCookies};

use crate::common::{NOW, TestResult, at, cookies, keys};

const DAY: u64 = 86_400;

#[derive(IronSession, Debug)]
#[iron(cookie = "__Host-account", max_age = "1h", absolute_timeout = "1d", id, subject = user)]
pub(crate) struct Account {
    user: Option<u32>,
    note: String,
}

/// A clock that several managers share.
#[derive(Clone, Default)]
pub(crate) struct SharedClock(Arc<AtomicU64>);

impl SharedClock {
    pub(crate) fn at(secs: u64) -> Self {
        Self(Arc::new(AtomicU64::new(secs)))
    }

    pub(crate) fn advance(&self, secs: u64) {
        self.0.fetch_add(secs, Ordering::Relaxed);
    }

    fn secs(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// One server: a manager and its revocations.
pub(crate) struct Site {
    pub(crate) sessions: SessionManager<Account>,
    pub(crate) revocations: Revocations<Account>,
    pub(crate) clock: SharedClock,
}

impl Site {
    pub(crate) fn new() -> TestResult<Self> {
        Self::with(|revocations| revocations)
    }

    /// A site whose revocations are changed before they are used.
    pub(crate) fn with(
        change: impl FnOnce(Revocations<Account>) -> Revocations<Account>,
    ) -> TestResult<Self> {
        let clock = SharedClock::at(NOW);
        let of_store = clock.clone();
        let revocations = Revocations::in_memory(Duration::from_secs(DAY)).clock(move || at(of_store.secs()));
        let revocations = change(revocations);
        Self::of(revocations, clock)
    }

    /// Another server with the same revocations, whose clock is its own.
    pub(crate) fn of(revocations: Revocations<Account>, clock: SharedClock) -> TestResult<Self> {
        let of_sessions = clock.clone();
        let sessions = SessionManager::new(keys()).clock(move || at(of_sessions.secs()));
        Ok(Self { sessions: sessions.revocations(&revocations)?, revocations, clock })
    }

    pub(crate) fn stranger(&self) -> Session<Account> {
        self.sessions.load(&HeaderMap::new())
    }

    /// The `Cookie` line of a user who has signed in now.
    pub(crate) fn login(&self, user: u32) -> TestResult<String> {
        let mut session = self.stranger();
        session.set_user(user);
        line(&mut session)
    }

    /// A slot, as a layer makes it.
    pub(crate) fn slot(&self) -> SessionSlot<Account> {
        SessionSlot::new(Arc::new(self.sessions.clone()))
    }

    pub(crate) fn load(&self, line: &str) -> Session<Account> {
        self.sessions.load(&cookies([line]))
    }

    /// Who is signed in with a `Cookie` line.
    pub(crate) fn user(&self, line: &str) -> Option<u32> {
        let session = self.load(line);
        let is_revoked = session.meta().rejection() == Some(Rejection::Revoked);
        assert_eq!(session.user().is_none(), is_revoked, "{:?}", session.meta().rejection());
        session.user()
    }
}

/// The `Cookie` line of the last cookie that was written to a response.
pub(crate) fn written(headers: &HeaderMap) -> Option<String> {
    let last = headers.get_all("set-cookie").iter().next_back()?;
    Some(last.to_str().ok()?.split(';').next()?.to_owned())
}

/// The `Cookie` line of what a save writes.
pub(crate) fn line(session: &mut Session<Account>) -> TestResult<String> {
    line_of(session.set_cookies()?)
}

fn line_of(cookies: SetCookies) -> TestResult<String> {
    let written = cookies.into_iter().last().ok_or("nothing was written")?;
    Ok(written.split(';').take(1).collect())
}
