//! Revocations in memory: what a verdict adds to a load, in one run.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use iron_session::{Keyring, Revocations, SessionManager};

use crate::harness::{Case, Rounds};

/// A session with a subject.
#[derive(iron_session::IronSession)]
#[iron(cookie = "__Host-app", id, subject = user)]
struct Account {
    user: Option<u64>,
    name: String,
}

const DAY_SECS: u64 = 86_400;
/// How many sessions were ended before.
const ENDED: u64 = 1_000_000;

pub(crate) fn print() {
    println!("\n| REVOCATIONS in memory, {ENDED} ended, small | ns | ratio |\n| --- | --: | --: |");
    let keys = Keyring::generate().expect("random bytes");
    let without = SessionManager::<Account>::new(keys);
    let revocations = Revocations::in_memory(Duration::from_secs(90 * DAY_SECS));
    let with = without.clone().revocations(&revocations).expect("as long as the absolute timeout");
    end_many(&revocations);
    let mut cases = [
        load("load without revocations", without.clone(), &without),
        load("load with revocations", with, &without),
    ];
    let rounds = Rounds::of(&mut cases);
    for (at, case) in cases.iter().enumerate() {
        println!("| {} | {:.0} | {:.2} |", case.name, rounds.nanos(at), rounds.ratio(at, 0));
    }
}

fn end_many(revocations: &Revocations<Account>) {
    let mut waits_for_nothing = Context::from_waker(Waker::noop());
    for number in 0..ENDED {
        let ended = pin!(revocations.end(u128::from(number).to_be_bytes())).poll(&mut waits_for_nothing);
        assert!(matches!(ended, Poll::Ready(Ok(()))), "memory answers at once");
    }
}

fn load(
    name: &'static str,
    sessions: SessionManager<Account>,
    sealing: &SessionManager<Account>,
) -> Case<'static> {
    let mut session = sealing.load(&http::HeaderMap::new());
    session.set_user(7);
    session.set_name("Alice");
    let cookie = session.set_cookies().expect("a small session").into_iter().last().expect("it is written");
    Case::new(name, move || sessions.load_bytes([cookie.as_bytes()], None).user())
}
