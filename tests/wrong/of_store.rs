//! The messages that a store of revocations causes which does not answer.

use std::time::Duration;

use iron_session::{
    IronSession, Outage, RevocationStore, Revocations, SessionError, SessionManager, StoreError, StoreFuture,
    StoreKey,
};

use crate::common::{Log, cookies, keys};

#[derive(IronSession)]
#[iron(cookie = "__Host-app", id, subject = user)]
struct SessionData {
    user: Option<u32>,
}

/// A store that cannot be reached.
struct Unreachable;

fn no_connection<V: Send + 'static>() -> StoreFuture<'static, V> {
    Box::pin(async { Err(StoreError::new("no connection")) })
}

impl RevocationStore for Unreachable {
    fn read<'a>(&'a self, _: &'a [StoreKey]) -> StoreFuture<'a, Vec<Option<u64>>> {
        no_connection()
    }

    fn write<'a>(&'a self, _: &'a StoreKey, _: u64, _: Duration) -> StoreFuture<'a, ()> {
        no_connection()
    }

    fn raise<'a>(&'a self, _: &'a StoreKey, _: u64, _: Duration) -> StoreFuture<'a, u64> {
        no_connection()
    }

    fn insert<'a>(&'a self, _: &'a StoreKey, _: Duration) -> StoreFuture<'a, bool> {
        no_connection()
    }
}

const KEEP_FOR: Duration = Duration::from_secs(90 * 86_400);

fn block_on<V>(future: impl Future<Output = V>) -> V {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

pub(super) fn not_ended() -> String {
    let revocations = Revocations::<SessionData>::new(Unreachable, Outage::Refuse, KEEP_FOR);
    let ended = block_on(revocations.end_all(&7));
    SessionError::from(ended.expect_err("it does not answer")).to_string()
}

pub(super) fn unavailable() -> String {
    let cookie = {
        let mut session = SessionData::load(&http::HeaderMap::new(), &keys());
        session.set_user(7);
        let written = session.set_cookies().expect("a small session");
        written.into_iter().last().expect("it is written")
    };
    let log = Log::default();
    let revocations = Revocations::new(Unreachable, Outage::Refuse, KEEP_FOR);
    let sessions = log.of_errors(SessionManager::<SessionData>::new(keys()));
    let sessions = sessions.revocations(&revocations).expect("it keeps them long enough");
    let request = cookies([cookie]);
    assert!(block_on(sessions.load_checked(&request)).is_err());
    log.lines().pop().expect("the operator hears of it")
}
