//! A store that has to be waited for, by hand: a map behind `RevocationStore`, which can be made to fail.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::HeaderMap;
use iron_session::{
    Error, Event, FetchMetadata, IronSession, IronToken, OnceError, Outage, RevocationStore, Revocations,
    SessionManager, SessionSlot, StoreError, StoreFuture, StoreKey, StoreNotice, TokenManager,
};

use super::{Account, DAY, SharedClock, line, written};
use crate::common::{NOW, TestResult, at, cookies, keys};

#[derive(Default)]
struct Numbers {
    map: Mutex<HashMap<String, u64>>,
    /// For how many seconds the last ended session is kept.
    kept_for: AtomicU64,
    fails: AtomicBool,
    /// What the operator is to be told.
    notice: Mutex<Option<StoreNotice>>,
}

/// A handle of the store, for the test and for the revocations.
#[derive(Clone, Default)]
struct Elsewhere(Arc<Numbers>);

impl Elsewhere {
    fn set_fails(&self, fails: bool) {
        self.0.fails.store(fails, Ordering::Relaxed);
    }

    fn notice(&self) -> MutexGuard<'_, Option<StoreNotice>> {
        self.0.notice.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<V: Send + 'static>(
        &self,
        change: impl FnOnce(&mut HashMap<String, u64>) -> V,
    ) -> StoreFuture<'static, V> {
        let fails = self.0.fails.load(Ordering::Relaxed);
        let done = if fails {
            Err(StoreError::new("no connection"))
        } else {
            Ok(change(&mut self.0.map.lock().unwrap_or_else(PoisonError::into_inner)))
        };
        Box::pin(async {
            tokio::task::yield_now().await;
            done
        })
    }
}

impl RevocationStore for Elsewhere {
    fn read<'a>(&'a self, keys: &'a [StoreKey]) -> StoreFuture<'a, Vec<Option<u64>>> {
        self.with(|map| keys.iter().map(|key| map.get(&key.to_string()).copied()).collect())
    }

    fn write<'a>(&'a self, key: &'a StoreKey, number: u64, keep_for: Duration) -> StoreFuture<'a, ()> {
        self.0.kept_for.store(keep_for.as_secs(), Ordering::Relaxed);
        self.with(|map| {
            map.insert(key.to_string(), number);
        })
    }

    fn raise<'a>(&'a self, key: &'a StoreKey, at_least: u64, _: Duration) -> StoreFuture<'a, u64> {
        self.with(|map| {
            let number = map.entry(key.to_string()).or_default();
            *number = (*number + 1).max(at_least);
            *number
        })
    }

    fn insert<'a>(&'a self, key: &'a StoreKey, _: Duration) -> StoreFuture<'a, bool> {
        self.with(|map| map.insert(key.to_string(), 1).is_none())
    }

    fn take_notice(&self) -> Option<StoreNotice> {
        self.notice().take()
    }
}

struct Site {
    store: Elsewhere,
    sessions: SessionManager<Account>,
    revocations: Revocations<Account>,
    told: Arc<Mutex<Vec<&'static str>>>,
}

impl Site {
    fn new() -> TestResult<Self> {
        Self::with(Outage::Refuse)
    }

    fn with(outage: Outage) -> TestResult<Self> {
        let (store, clock, told) =
            (Elsewhere::default(), SharedClock::at(NOW), Arc::<Mutex<Vec<_>>>::default());
        let revocations = Revocations::new(store.clone(), outage, Duration::from_secs(30 * DAY));
        let revocations = revocations.clock(|| at(NOW));
        let log = Arc::clone(&told);
        let sessions = SessionManager::new(keys())
            .clock(move || at(clock.secs()))
            .configure(|config| config.absolute_timeout(Duration::from_secs(30 * DAY)))?
            .on_event(move |report| {
                if !matches!(report.event, Event::Opened { .. }) {
                    log.lock().unwrap_or_else(PoisonError::into_inner).push(report.event.word());
                }
            })
            .revocations(&revocations)?;
        Ok(Self { store, sessions, revocations, told })
    }

    async fn login(&self, user: u32) -> TestResult<String> {
        let mut session = self.sessions.load_checked(&HeaderMap::new()).await?;
        session.set_user(user);
        let mut headers = HeaderMap::new();
        session.save_checked(&mut headers).await?;
        written(&headers).ok_or_else(|| "it was written".into())
    }

    async fn user(&self, line: &str) -> TestResult<Option<u32>> {
        Ok(self.sessions.load_checked(&cookies([line])).await?.user())
    }

    fn told(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.told.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[tokio::test]
async fn what_was_ended_meanwhile_stays_so_however_often_it_is_renewed_and_saved() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7).await?;
    let mut session = site.sessions.load_checked(&cookies([&mine])).await?;
    site.revocations.end(session.meta().id().ok_or("it has an id")?).await?;
    for _ in 0..2 {
        session.renew();
        let mut headers = HeaderMap::new();
        session.save_checked(&mut headers).await?;
        assert_eq!(written(&headers), None);
    }
    assert_eq!(site.user(&mine).await?, None);
    Ok(())
}

#[tokio::test]
async fn a_renewal_is_told_once_and_its_session_lives_after_a_second_save() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7).await?;
    site.told();
    let mut session = site.sessions.load_checked(&cookies([&mine])).await?;
    session.renew();
    let mut headers = HeaderMap::new();
    session.save_checked(&mut headers).await?;
    assert_eq!(site.told(), ["revoked", "renewed", "written"]);
    session.set_note("more");
    session.save_checked(&mut headers).await?;
    assert_eq!(site.told(), ["written"]);
    let renewed = written(&headers).ok_or("it was written")?;
    assert_eq!((site.user(&mine).await?, site.user(&renewed).await?), (None, Some(7)));
    Ok(())
}

#[tokio::test]
async fn while_the_store_fails_nothing_is_written_and_nothing_is_told_as_written() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7).await?;
    let mut session = site.sessions.load_checked(&cookies([&mine])).await?;
    site.told();
    site.store.set_fails(true);
    session.renew();
    let mut headers = HeaderMap::new();
    assert!(matches!(session.save_checked(&mut headers).await, Err(Error::Store(_))));
    assert!(headers.is_empty() && site.told().is_empty());
    site.store.set_fails(false);
    assert_eq!(site.user(&mine).await?, Some(7));
    Ok(())
}

#[derive(IronToken)]
#[iron(purpose = "invitation", max_age = "15m")]
struct Invitation {
    email: String,
}

#[tokio::test]
async fn a_token_opens_once_whichever_revocations_of_the_store_are_asked() -> TestResult {
    let site = Site::new()?;
    let length = Duration::from_secs(30 * DAY);
    let renamed = Revocations::<Account>::new(site.store.clone(), Outage::Refuse, length).group("new-name");
    let tokens = TokenManager::<Invitation>::new(keys()).clock(|| at(NOW));
    let text = tokens.seal(&Invitation { email: String::new() })?.text;
    assert!(tokens.open_once(&text, &site.revocations).await.is_ok());
    assert!(matches!(tokens.open_once(&text, &renamed).await, Err(OnceError::Used)));
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "desk", id, subject = clerk)]
struct Desk {
    clerk: Option<u32>,
}

/// Another type of the same users, also if verdicts are kept.
#[tokio::test]
async fn what_one_type_ends_is_ended_for_the_other_at_once() -> TestResult {
    let length = Duration::from_secs(90 * DAY);
    let of_accounts = Revocations::<Account>::new(Elsewhere::default(), Outage::Refuse, length)
        .clock(|| at(NOW))
        .cache_for(Duration::from_secs(60));
    let of_desks = of_accounts.for_type::<Desk>();
    let desks = SessionManager::<Desk>::new(keys()).clock(|| at(NOW)).revocations(&of_desks)?;
    let mut session = desks.load_checked(&HeaderMap::new()).await?;
    session.set_clerk(7);
    let mut headers = HeaderMap::new();
    session.save_checked(&mut headers).await?;
    let mine = cookies([written(&headers).ok_or("it was written")?]);
    assert_eq!(desks.load_checked(&mine).await?.clerk(), Some(7));
    of_accounts.end_all(&7).await?;
    assert_eq!(desks.load_checked(&mine).await?.clerk(), None);
    Ok(())
}

/// This store keeps no lists, so that the list alone fails.
#[tokio::test]
async fn if_the_list_of_devices_fails_the_visitor_keeps_the_session_of_before() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7).await?;
    let length = Duration::from_secs(30 * DAY);
    let revocations =
        Revocations::new(site.store.clone(), Outage::Refuse, length).clock(|| at(NOW)).devices();
    let sessions = SessionManager::<Account>::new(keys())
        .clock(|| at(NOW))
        .configure(|config| config.absolute_timeout(length))?
        .revocations(&revocations)?;
    let mut session = sessions.load_checked(&cookies([&mine])).await?;
    session.renew().label("phone");
    let mut headers = HeaderMap::new();
    assert!(matches!(session.save_checked(&mut headers).await, Err(Error::Store(_))));
    assert_eq!((written(&headers), site.user(&mine).await?), (None, Some(7)));
    Ok(())
}

#[tokio::test]
async fn what_a_store_has_noticed_is_told_once() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7).await?;
    site.told();
    for (notice, word) in
        [(StoreNotice::Lost, "revocations_lost"), (StoreNotice::EvictionUnknown, "eviction_unknown")]
    {
        *site.store.notice() = Some(notice);
        assert_eq!(site.user(&mine).await?, Some(7));
        assert_eq!(site.user(&mine).await?, Some(7));
        assert_eq!(site.told(), [word]);
    }
    Ok(())
}

#[tokio::test]
async fn what_a_layer_writes_is_told_when_the_store_was_told() -> TestResult {
    let site = Site::new()?;
    for fails in [false, true] {
        let mine = site.login(7).await?;
        let slot = SessionSlot::new(Arc::new(site.sessions.clone()));
        let ahead = slot.look_ahead([mine.as_bytes()], None, FetchMetadata::default());
        ahead.ok_or("the store has to be asked")?.await;
        slot.check_out([mine.as_bytes()], None)?.renew();
        site.told();
        let mut cookies = slot.finish()?;
        assert_eq!(site.told(), [""; 0]);
        site.store.set_fails(fails);
        let settled = slot.settle(cookies.as_mut()).ok_or("the store has to be told")?.await;
        assert_eq!(settled.is_err(), fails);
        let told = site.told();
        assert_eq!(told.contains(&"written"), !fails, "{told:?}");
        site.store.set_fails(false);
    }
    Ok(())
}

#[tokio::test]
async fn a_logout_of_a_session_that_was_not_checked_says_so_and_removes_the_cookie() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7).await?;
    let destroyed = site.sessions.load(&cookies([&mine])).destroy();
    for waits in [true, false] {
        let mut headers = HeaderMap::new();
        let saved =
            if waits { destroyed.save_checked(&mut headers).await } else { destroyed.save(&mut headers) };
        assert!(matches!(saved, Err(Error::Unsettled { .. })));
        assert!(written(&headers).is_some_and(|line| line.ends_with('=')));
    }
    Ok(())
}

#[tokio::test]
async fn a_logout_that_failed_is_made_again() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7).await?;
    let destroyed = site.sessions.load_checked(&cookies([&mine])).await?.destroy();
    site.store.set_fails(true);
    let mut headers = HeaderMap::new();
    assert!(matches!(destroyed.save_checked(&mut headers).await, Err(Error::Store(_))));
    assert!(written(&headers).is_some_and(|line| line.ends_with('=')));
    site.store.set_fails(false);
    destroyed.save_checked(&mut headers).await?;
    assert_eq!(site.user(&mine).await?, None);
    Ok(())
}

#[test]
fn a_save_that_does_not_wait_says_so() -> TestResult {
    let site = Site::new()?;
    let mut session = site.sessions.load(&HeaderMap::new());
    session.set_user(7);
    let refused = line(&mut session).err().ok_or("the store has to be told")?;
    assert!(refused.to_string().contains("save_checked"));
    Ok(())
}

/// While a store does not answer, a copy may be lent and refreshed under `Outage::Accept`. So it is not
/// forgotten when the seals of the logout are over.
#[tokio::test]
async fn an_ended_id_is_kept_until_its_last_seal_or_if_outages_are_accepted_until_its_absolute_end()
-> TestResult {
    for (outage, kept_for) in [(Outage::Refuse, DAY + 3600), (Outage::Accept, 30 * DAY + 60)] {
        let site = Site::with(outage)?;
        let mine = site.login(7).await?;
        let session = site.sessions.load_checked(&cookies([&mine])).await?;
        session.destroy().save_checked(&mut HeaderMap::new()).await?;
        assert_eq!(site.store.0.kept_for.load(Ordering::Relaxed), kept_for, "{outage:?}");
    }
    Ok(())
}
