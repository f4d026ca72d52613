//! Clocks that are wrong: before 1970, after 2106, and jumping while a request is under way. Nothing panics,
//! and nothing is sealed at a moment that no seal can hold.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, Response};
use iron_session::testing::Clock;
use iron_session::{
    Csrf, Error, IronSession, Keyring, OnceError, Rejection, Revocations, SessionManager, TokenManager, fe26,
};

use crate::common::{K1, NOW, TestResult, at, cookies, keys};
use crate::revocation::{Account, line};
use crate::tokens::{MagicLink, link};

/// Moments that no seal can hold, from the first that the platform has to its last.
fn wrong() -> Vec<SystemTime> {
    let second = Duration::from_secs(1);
    let furthest = |add: fn(SystemTime, Duration) -> Option<SystemTime>| {
        let doubled = (0..63).rev().map(|bit| Duration::from_secs(1 << bit));
        doubled.fold(UNIX_EPOCH, |moment, step| add(moment, step).unwrap_or(moment))
    };
    let first_after_2106 = UNIX_EPOCH + Duration::from_secs(1 << 32);
    vec![
        furthest(|moment, step| moment.checked_sub(step)),
        UNIX_EPOCH - Duration::from_secs(100 * 365 * 86_400),
        UNIX_EPOCH - second,
        UNIX_EPOCH - Duration::from_nanos(1),
        first_after_2106,
        first_after_2106 + second,
        UNIX_EPOCH + Duration::from_secs(1 << 40),
        furthest(|moment, step| moment.checked_add(step)),
    ]
}

fn fe26_keys() -> Keyring {
    let keys = Keyring::builder().key(&K1).fe26_password("1", "harbour-lantern-seven-quiet-otters-42");
    keys.build().expect("sound secrets")
}

#[derive(IronSession)]
#[iron(cookie = "old", max_age = "1h", format = "fe26", chunks = 2)]
struct Javascript {
    user: u32,
}

fn sessions_by<T: IronSession>(clock: &Clock) -> SessionManager<T> {
    SessionManager::new(fe26_keys()).clock(clock.reader())
}

/// The `Cookie` line of a session that is saved at [`NOW`].
fn line_of<T: IronSession>(change: impl FnOnce(&mut T)) -> TestResult<String> {
    let mut session = sessions_by::<T>(&Clock::at(NOW)).load(&HeaderMap::new());
    change(&mut session);
    let text = session.set_cookies()?.into_iter().next_back().ok_or("nothing was written")?;
    Ok(text.split(';').next().unwrap_or_default().to_owned())
}

/// Loads, changes, saves and destroys at a wrong moment.
fn assert_closed<T: IronSession>(wrong: SystemTime, line: &str, change: impl Fn(&mut T)) -> TestResult {
    let clock = Clock::at(NOW);
    clock.set(wrong);
    let reason = if wrong < UNIX_EPOCH { Rejection::NotYetValid } else { Rejection::Expired };
    for request in [HeaderMap::new(), cookies([line])] {
        let mut session = sessions_by::<T>(&clock).load(&request);
        assert_eq!(session.meta().rejection(), Some(reason).filter(|_| !request.is_empty()), "{wrong:?}");
        let mut response = Response::new(());
        session.save(&mut response)?;
        assert!(response.headers().get("set-cookie").is_none(), "{wrong:?}");
        change(&mut session);
        for _ in 0..2 {
            assert!(matches!(session.save(&mut response), Err(Error::Clock)), "{wrong:?}");
            session.renew();
        }
        session.destroy().save(&mut response)?;
        let removal = response.headers().get("set-cookie").map(|text| text.to_str().map(str::to_owned));
        assert!(removal.transpose()?.is_some_and(|text| text.contains("=; Max-Age=0; ")), "{wrong:?}");
    }
    Ok(())
}

/// T09, T10
#[test]
fn sessions_of_both_formats_are_closed_at_moments_that_no_seal_can_hold() -> TestResult {
    let native = line_of::<Account>(|account| account.set_user(7))?;
    let javascript = line_of::<Javascript>(|session| session.set_user(7))?;
    for wrong in wrong() {
        assert_closed::<Account>(wrong, &native, |account| account.set_user(8))?;
        assert_closed::<Javascript>(wrong, &javascript, |session| session.set_user(8))?;
    }
    Ok(())
}

/// T09, T10
#[test]
fn tokens_of_all_kinds_are_closed_at_moments_that_no_seal_can_hold() -> TestResult {
    let text = TokenManager::<MagicLink>::new(keys()).clock(|| at(NOW)).seal(&link())?.text;
    let hour = Some(Duration::from_secs(3600));
    let of_javascript = fe26::seal(&fe26_keys(), &7, hour, at(NOW))?;
    let mut session = sessions_by::<Account>(&Clock::at(NOW)).load(&HeaderMap::new());
    let csrf = Csrf::token(&mut session)?;
    for wrong in wrong() {
        let links = TokenManager::<MagicLink>::new(keys()).clock(move || wrong);
        assert!(matches!(links.seal(&link()), Err(Error::Clock)), "{wrong:?}");
        assert!(matches!(links.seal_bound(&link(), "here"), Err(Error::Clock)), "{wrong:?}");
        let reason = if wrong < UNIX_EPOCH { Rejection::NotYetValid } else { Rejection::Expired };
        assert_eq!(links.open(&text).err(), Some(reason), "{wrong:?}");
        assert_eq!(fe26::open::<u32>(&fe26_keys(), &of_javascript, wrong).err(), Some(reason), "{wrong:?}");
        let clock = Clock::at(NOW);
        clock.set(wrong);
        let mut session = sessions_by::<Account>(&clock).load(&HeaderMap::new());
        assert!(matches!(Csrf::token(&mut session), Err(Error::Clock)), "{wrong:?}");
        assert!(Csrf::check(&session, &csrf).is_err(), "{wrong:?}");
    }
    Ok(())
}

#[tokio::test]
async fn revocations_by_a_wrong_clock_end_what_is_to_be_ended_and_nothing_panics() -> TestResult {
    for wrong in wrong() {
        let clock = Clock::at(NOW);
        let revocations = Revocations::in_memory(Duration::from_secs(86_400)).clock(clock.reader());
        let sessions =
            SessionManager::<Account>::new(keys()).clock(clock.reader()).revocations(&revocations)?;
        let mut session = sessions.load(&HeaderMap::new());
        session.set_user(7);
        let line = line(&mut session)?;
        let user = || sessions.load(&cookies([&line])).user();
        assert_eq!(user(), Some(7));
        let links = TokenManager::<MagicLink>::new(keys()).clock(clock.reader());
        let text = links.seal(&link())?.text;

        clock.set(wrong);
        let _either = revocations.end_all(&7).await;
        let _removal = sessions.load(&cookies([&line])).destroy().set_cookies();
        let refused = links.open_once(&text, &revocations).await;
        assert!(matches!(refused, Err(OnceError::Rejected(_))), "{wrong:?}: {refused:?}");

        clock.set(at(NOW));
        revocations.end_all(&7).await?;
        assert_eq!(user(), None, "{wrong:?}: it goes on as before");
        links.open_once(&text, &revocations).await?;
    }
    Ok(())
}

/// T11
#[test]
fn a_clock_that_is_wrong_at_any_of_its_readings_leaves_a_whole_session_or_an_error() -> TestResult {
    let before = line_of::<Account>(|account| account.set_user(7))?;
    let moments = wrong().into_iter().chain([at(NOW - 600), at(NOW - 30), at(NOW + 7 * 86_400)]);
    for (wrong, failing) in moments.flat_map(|wrong| (0..4).map(move |failing| (wrong, failing))) {
        let readings = AtomicUsize::new(0);
        let clock =
            move || if readings.fetch_add(1, Ordering::Relaxed) == failing { wrong } else { at(NOW + 60) };
        let sessions = SessionManager::<Account>::new(keys()).clock(clock);
        let mut session = sessions.load(&cookies([&before]));
        session.set_note("changed");
        session.renew();
        session.set_user(7);
        let written = match session.set_cookies() {
            Ok(written) => written.into_iter().next_back().ok_or("nothing was written")?,
            Err(Error::Clock) => continue,
            Err(error) => return Err(error.into()),
        };
        let line = written.split(';').next().unwrap_or_default();
        let [now, issued] = [NOW + 60, session.meta().issued().map_or(0, seconds)];
        for moment in [issued, issued + 3599] {
            let back = SessionManager::<Account>::new(keys()).clock(move || at(moment));
            let back = back.load(&cookies([line]));
            assert_eq!((back.user(), back.note()), (Some(7), "changed"), "{wrong:?}, {failing}");
        }
        assert!([now, seconds(wrong)].contains(&issued), "{wrong:?}, {failing}: one of the readings");
    }
    Ok(())
}

fn seconds(moment: SystemTime) -> u64 {
    moment.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
