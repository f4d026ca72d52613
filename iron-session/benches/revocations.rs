//! Revocations: what a verdict adds to a load, in memory and if it is kept of a store elsewhere.

use std::future::ready;
use std::time::Duration;

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};
use iron_session::{Keyring, Outage, RevocationStore, Revocations, SessionManager, StoreFuture, StoreKey};

use crate::harness::{Case, rows};
use crate::peers::finish;

/// A session with a subject.
#[derive(iron_session::IronSession)]
#[iron(cookie = "__Host-app", id, subject = user)]
struct Account {
    user: Option<u64>,
    name: String,
}

const KEEP_FOR: Duration = Duration::from_hours(90 * 24);
/// How many sessions were ended before.
const ENDED: u64 = 1_000_000;

pub(crate) fn print() {
    println!("\n| REVOCATIONS, {ENDED} ended, small | ns | ratio |\n| --- | --: | --: |");
    let without = SessionManager::<Account>::new(Keyring::generate().expect("random bytes"));
    let ends_by = |revocations: &Revocations<Account>| {
        without.clone().revocations(revocations).expect("as long as the absolute timeout")
    };
    let (by_id, by_user) = (Revocations::in_memory(KEEP_FOR), Revocations::in_memory(KEEP_FOR));
    let kept = Revocations::new(Silent, Outage::Refuse, KEEP_FOR).cache_for(Duration::from_hours(1));
    let managers = [ends_by(&by_id), ends_by(&by_user), ends_by(&kept)];
    end_many(&by_id);
    end_many(&by_user);
    assert!(finish(by_user.end_all(&8)).is_ok());
    let cookie = cookie(&without);
    let [by_id, by_user, kept] = managers;
    rows([
        load("load without revocations", without.clone(), &cookie),
        load("load, with revocations in memory", by_id, &cookie),
        load("load, with one of all sessions of a user among them", by_user, &cookie),
    ]);
    rows([
        load_checked("`load_checked` without revocations", without, &cookie),
        load_checked("`load_checked`, with a verdict of a store that is kept", kept, &cookie),
    ]);
}

fn end_many(revocations: &Revocations<Account>) {
    for number in 0..ENDED {
        assert!(finish(revocations.end(u128::from(number).to_be_bytes())).is_ok());
    }
}

fn cookie(sealing: &SessionManager<Account>) -> HeaderMap {
    let mut session = sealing.load(&HeaderMap::new());
    session.set_user(7);
    session.set_name("Alice");
    let text = session.set_cookies().expect("a small session").into_iter().last().expect("it is written");
    let pair = text.split(';').next().expect("a pair");
    HeaderMap::from_iter([(COOKIE, HeaderValue::try_from(pair).expect("ASCII"))])
}

fn load(name: &'static str, sessions: SessionManager<Account>, cookie: &HeaderMap) -> Case<'static> {
    let cookie = cookie.clone();
    Case::new(name, move || sessions.load(&cookie).user())
}

fn load_checked(name: &'static str, sessions: SessionManager<Account>, cookie: &HeaderMap) -> Case<'static> {
    let cookie = cookie.clone();
    Case::new(name, move || finish(sessions.load_checked(&cookie)).expect("the store answers").user())
}

/// A store elsewhere that has been told nothing.
struct Silent;

impl RevocationStore for Silent {
    fn read<'a>(&'a self, keys: &'a [StoreKey]) -> StoreFuture<'a, Vec<Option<u64>>> {
        Box::pin(ready(Ok(vec![None; keys.len()])))
    }

    fn write<'a>(&'a self, _: &'a StoreKey, _: u64, _: Duration) -> StoreFuture<'a, ()> {
        Box::pin(ready(Ok(())))
    }

    fn raise<'a>(&'a self, _: &'a StoreKey, at_least: u64, _: Duration) -> StoreFuture<'a, u64> {
        Box::pin(ready(Ok(at_least)))
    }

    fn insert<'a>(&'a self, _: &'a StoreKey, _: Duration) -> StoreFuture<'a, bool> {
        Box::pin(ready(Ok(true)))
    }
}
