//! A random source that fails at its n-th call, for every n.

use std::cell::Cell;
use std::sync::Arc;

use http::{HeaderMap, Response};
use iron_session::{Csrf, Error, IronSession, Keyring, Session, SessionError, SessionManager, SessionSlot};

use crate::common::{K1, NOW, Numbers, TestResult, at, cookies};
use crate::revocation::{Account, Site, line};

thread_local! {
    /// Which call of [`source`] fails, and how many there were.
    static FAILING: Cell<usize> = const { Cell::new(usize::MAX) };
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

/// A source of which one call fails. All others succeed, those afterwards too.
fn source(bytes: &mut [u8]) -> Result<(), Error> {
    let call = CALLS.replace(CALLS.get() + 1);
    if call == FAILING.get() {
        return Err(Error::Random);
    }
    let mut numbers = Numbers(NOW + call as u64);
    bytes.fill_with(|| numbers.draw().to_le_bytes()[0]);
    Ok(())
}

/// From now on, the source fails at one call.
fn fail_at(call: usize) {
    FAILING.set(call);
    CALLS.set(0);
}

/// A session with all that is drawn for one: an id, and the random parts of a seal or of several chunks.
#[derive(IronSession)]
#[iron(cookie = "__Host-drawn", max_age = "1h", chunks = 3, id)]
struct Native {
    note: String,
}

#[derive(IronSession)]
#[iron(cookie = "drawn", max_age = "1h", format = "fe26")]
struct Javascript {
    note: String,
}

fn keys() -> Keyring {
    let keys = Keyring::builder().key(&K1).fe26_password("1", "harbour-lantern-seven-quiet-otters-42");
    keys.build().expect("sound secrets")
}

/// Saves a new session while each call of the source fails in turn, until none fails. A save draws so often.
fn save_while_each_call_fails<T: IronSession>(
    draws: usize,
    change: impl Fn(&mut Session<T>),
    is_changed: impl Fn(&T) -> bool,
) -> TestResult {
    let sessions = SessionManager::<T>::new(keys()).clock(|| at(NOW)).random_source(source);
    for failing in 0..=draws {
        fail_at(failing);
        let (mut session, mut response) = (sessions.load(&HeaderMap::new()), Response::new(()));
        change(&mut session);
        response.headers_mut().insert("set-cookie", "theme=dark".parse()?);
        let before = response.headers().clone();
        let saved = session.save(&mut response);
        if failing == draws {
            saved?;
            assert_eq!(CALLS.get(), draws);
            continue;
        }
        assert!(matches!(saved, Err(Error::Random)), "{failing}: {saved:?}");
        assert_eq!(response.headers(), &before, "{failing}");

        let written = session.set_cookies()?.into_iter().filter(|text| !text.contains("Max-Age=0;"));
        let pairs = written.filter_map(|text| text.split(';').next().map(str::to_owned));
        let back = sessions.load(&cookies(pairs));
        assert!(is_changed(&back), "{failing}: the source works again, and so does the save");
        assert_eq!(back.meta().id(), session.meta().id(), "{failing}");
    }
    Ok(())
}

/// K13
#[test]
fn a_source_that_fails_at_any_call_writes_nothing_and_the_session_can_be_saved_later() -> TestResult {
    for bytes in [1, 7000] {
        let is_changed = |session: &Native| session.note().len() == bytes;
        save_while_each_call_fails::<Native>(2, |session| session.set_note("n".repeat(bytes)), is_changed)?;
    }
    save_while_each_call_fails::<Javascript>(
        3,
        |session| session.set_note("n"),
        |session| session.note() == "n",
    )
}

/// K13
#[test]
fn a_source_that_fails_at_any_call_ends_no_session_that_was_to_be_renewed() -> TestResult {
    for failing in 0..2 {
        let site = Site::new()?;
        let before = site.login(7)?;
        fail_at(failing);
        let sessions = site.sessions.clone().random_source(source);
        let slot = SessionSlot::<Account>::new(Arc::new(sessions.clone()));
        slot.check_out([before.as_bytes()], None)?.renew();
        let finished = slot.finish();
        assert!(matches!(finished, Err(SessionError::Save(Error::Random))), "{failing}: {finished:?}");
        assert_eq!(site.user(&before), Some(7), "{failing}: the browser still has this cookie");

        fail_at(failing);
        let mut by_hand = sessions.load(&cookies([&before]));
        by_hand.renew();
        assert!(matches!(by_hand.set_cookies(), Err(Error::Random)), "{failing}");
        assert_eq!(site.user(&before), Some(7), "{failing}");
        let after = line(&mut by_hand)?;
        assert_eq!((site.user(&before), site.user(&after)), (None, Some(7)), "{failing}: now it is renewed");
    }
    Ok(())
}

/// K13
#[test]
fn a_source_that_fails_at_any_call_gives_no_token_against_forged_requests() -> TestResult {
    let sessions = SessionManager::<Native>::new(keys()).clock(|| at(NOW)).random_source(source);
    for failing in 0..2 {
        fail_at(failing);
        let mut session = sessions.load(&HeaderMap::new());
        assert!(matches!(Csrf::token(&mut session), Err(Error::Random)), "{failing}");
        assert!(Csrf::check(&session, "").is_err());
        let token = Csrf::token(&mut session)?;
        assert_eq!(Csrf::check(&session, &token), Ok(()), "{failing}: the source works again");
    }
    Ok(())
}
