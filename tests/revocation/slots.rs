//! A layer by hand: `SessionSlot` with a store that answers questions, and never acknowledges what it is
//! told.

use std::future::pending;
use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::Duration;

use futures_util::FutureExt;
use iron_session::{
    FetchMetadata, Outage, Rejection, RevocationStore, Revocations, SessionManager, SessionSlot, StoreFuture,
    StoreKey,
};

use super::{Account, DAY, Site};
use crate::common::{Log, NOW, TestResult, at, keys};

struct Silent;

impl RevocationStore for Silent {
    fn read<'a>(&'a self, keys: &'a [StoreKey]) -> StoreFuture<'a, Vec<Option<u64>>> {
        Box::pin(async { Ok(vec![None; keys.len()]) })
    }

    fn write<'a>(&'a self, _: &'a StoreKey, _: u64, _: Duration) -> StoreFuture<'a, ()> {
        Box::pin(pending())
    }

    fn raise<'a>(&'a self, _: &'a StoreKey, _: u64, _: Duration) -> StoreFuture<'a, u64> {
        Box::pin(pending())
    }

    fn insert<'a>(&'a self, _: &'a StoreKey, _: Duration) -> StoreFuture<'a, bool> {
        Box::pin(pending())
    }
}

fn slot(log: &Log) -> TestResult<SessionSlot<Account>> {
    let revocations = Revocations::new(Silent, Outage::Refuse, Duration::from_secs(DAY));
    let sessions = SessionManager::new(keys()).clock(|| at(NOW)).revocations(&revocations)?;
    Ok(SessionSlot::new(Arc::new(log.of_errors(sessions))))
}

/// Waits for the store, which answers at once.
fn look_ahead(slot: &SessionSlot<Account>, line: &str) -> TestResult {
    let checked = slot.look_ahead([line.as_bytes()], None, FetchMetadata::default());
    Ok(checked.ok_or("the store has to be asked")?.now_or_never().ok_or("it answers at once")?)
}

#[test]
fn a_logout_is_reported_if_the_store_is_not_waited_for() -> TestResult {
    let line = Site::new()?.login(7)?;
    for polls in [0, 1] {
        let log = Log::default();
        let slot = slot(&log)?;
        look_ahead(&slot, &line)?;
        slot.check_out([line.as_bytes()], None)?.destroy();
        let mut cookies = slot.finish()?;
        let mut settling = slot.settle(cookies.as_mut()).ok_or("the store has to be told")?;
        for _ in 0..polls {
            assert!(settling.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        }
        assert_eq!(log.lines(), [""; 0]);
        drop(settling);
        let lines = log.lines();
        assert!(lines.len() == 1 && lines[0].contains("put timeouts inside the layer"), "{lines:?}");
    }
    Ok(())
}

#[test]
fn the_store_is_not_told_of_a_change() -> TestResult {
    let line = Site::new()?.login(7)?;
    let slot = slot(&Log::default())?;
    look_ahead(&slot, &line)?;
    slot.check_out([line.as_bytes()], None)?.set_note("more");
    let mut cookies = slot.finish()?;
    assert!(cookies.as_ref().is_some_and(|cookies| !cookies.is_empty()));
    assert!(slot.settle(cookies.as_mut()).is_none());
    Ok(())
}

#[test]
fn a_layer_that_does_not_look_ahead_lends_no_session() -> TestResult {
    let line = Site::new()?.login(7)?;
    let slot = slot(&Log::default())?;
    let session = slot.check_out([line.as_bytes()], None)?;
    assert_eq!((session.user(), session.meta().rejection()), (None, Some(Rejection::Unchecked)));
    Ok(())
}
