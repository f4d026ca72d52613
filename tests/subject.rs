//! A save that makes a session another's renews it, although nobody called `renew`.

mod kinds;
mod places;

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use iron_session::{IronSession, Session, SessionManager, SetCookies};

use crate::common::{NOW, TestResult, at, cookies, keys};

#[derive(IronSession)]
#[iron(cookie = "visit", max_age = "1h", id, subject = user_id)]
struct Visit {
    user_id: Option<u64>,
    pages: u32,
}

/// The same session by a program that does not say whose it is.
#[derive(IronSession)]
#[iron(cookie = "visit", max_age = "1h", id)]
struct Unnamed {
    user_id: Option<u64>,
    pages: u32,
}

/// What one request leaves in the browser.
#[derive(Clone, Debug, PartialEq)]
struct Held {
    /// Names and values.
    cookie: String,
    id: [u8; 16],
    created: SystemTime,
}

/// What a request is about, what it changes, and whether the session begins anew.
type Step<T> = (&'static str, fn(&mut T), bool);

fn sessions<T: IronSession>(secs: u64) -> SessionManager<T> {
    SessionManager::new(keys()).clock(move || at(secs))
}

fn load<T: IronSession>(secs: u64, cookie: &str) -> Session<T> {
    sessions(secs).load(&cookies([cookie]))
}

/// The cookies that are written, as a request sends them. None if nothing is written.
fn sent(written: SetCookies) -> Option<String> {
    let pairs: Vec<_> = written.into_iter().filter(|text| !text.contains("Max-Age=0")).collect();
    let pairs: Vec<_> = pairs.iter().filter_map(|text| text.split(';').next()).collect();
    (!pairs.is_empty()).then(|| pairs.join("; "))
}

/// What the seal in a cookie says.
fn held<T: IronSession>(secs: u64, cookie: &str) -> Option<Held> {
    let session = load::<T>(secs, cookie);
    let meta = session.meta();
    Some(Held { cookie: cookie.to_owned(), id: meta.id()?, created: meta.created()? })
}

/// One request: the session is loaded, changed and saved. None if nothing is written.
fn request<T: IronSession>(secs: u64, cookie: &str, change: impl FnOnce(&mut T)) -> TestResult<Option<Held>> {
    let mut session = load::<T>(secs, cookie);
    change(&mut session);
    let Some(cookie) = sent(session.set_cookies()?) else { return Ok(None) };
    let held = held::<T>(secs, &cookie).ok_or("the seal does not open")?;
    assert_eq!(session.meta().id(), Some(held.id), "after the save, the handler sees the id that is sealed");
    Ok(Some(held))
}

/// As [`request`], for a change that is written.
fn written<T: IronSession>(secs: u64, cookie: &str, change: impl FnOnce(&mut T)) -> TestResult<Held> {
    Ok(request(secs, cookie, change)?.ok_or("nothing was written")?)
}

/// The session of a visitor who is not signed in, begun at `NOW`.
fn anonymous() -> TestResult<Held> {
    written::<Visit>(NOW, "", |visit| visit.set_pages(1))
}

/// L01
#[test]
fn a_login_without_renew_begins_anew() -> TestResult {
    let before = anonymous()?;
    let after = written::<Visit>(NOW + 10, &before.cookie, |visit| visit.set_user_id(7))?;
    assert_eq!((before.created, after.created), (at(NOW), at(NOW + 10)));
    assert_ne!(before.id, after.id);
    let session = load::<Visit>(NOW + 10, &after.cookie);
    assert_eq!((session.user_id(), session.pages()), (Some(7), 1), "the data is kept");
    Ok(())
}

/// L01
#[test]
fn a_seal_from_before_the_login_shares_nothing_with_the_session_after_it() -> TestResult {
    let before = anonymous()?;
    let after = written::<Visit>(NOW + 10, &before.cookie, |visit| visit.set_user_id(7))?;
    let old = held::<Visit>(NOW + 20, &before.cookie).ok_or("it still opens")?;
    assert_eq!(old, before);
    assert_ne!((old.id, old.created), (after.id, after.created));
    assert_eq!(load::<Visit>(NOW + 20, &old.cookie).user_id(), None);
    // A second login with the planted seal is yet another session.
    let again = written::<Visit>(NOW + 20, &before.cookie, |visit| visit.set_user_id(7))?;
    assert!(![before.id, after.id].contains(&again.id));
    Ok(())
}

fn sign_in_again(visit: &mut Visit) {
    visit.set_user_id(7);
    visit.set_pages(3);
}

#[test]
fn each_change_of_the_subject_begins_anew_and_no_other_change_does() -> TestResult {
    let mut last = anonymous()?;
    let steps: [Step<Visit>; 7] = [
        ("a login", |visit| visit.set_user_id(7), true),
        ("another page", |visit| visit.set_pages(2), false),
        ("the same user again", sign_in_again, false),
        ("another user", |visit| visit.set_user_id(8), true),
        ("a logout", Visit::clear_user_id, true),
        ("another page", |visit| visit.set_pages(4), false),
        ("the first user", |visit| visit.set_user_id(7), true),
    ];
    for (secs, (what, change, renews)) in (NOW + 10..).step_by(10).zip(steps) {
        let next = written(secs, &last.cookie, change)?;
        assert_eq!(next.id != last.id, renews, "{what}");
        assert_eq!(next.created, if renews { at(secs) } else { last.created }, "{what}");
        last = next;
    }
    Ok(())
}

#[test]
fn what_is_set_to_the_same_again_writes_nothing() -> TestResult {
    let login = written::<Visit>(NOW, "", |visit| visit.set_user_id(7))?;
    assert_eq!(request::<Visit>(NOW + 10, &login.cookie, |visit| visit.set_user_id(7))?, None);
    let undone = |visit: &mut Visit| {
        visit.set_user_id(8);
        visit.set_user_id(7);
    };
    assert_eq!(request(NOW + 10, &login.cookie, undone)?, None);
    Ok(())
}

#[test]
fn without_the_key_a_login_has_to_renew() -> TestResult {
    let before = anonymous()?;
    let after = written::<Unnamed>(NOW + 10, &before.cookie, |visit| visit.set_user_id(7))?;
    assert_eq!((after.id, after.created), (before.id, before.created));
    Ok(())
}

/// Saves in the middle of a request and at its end, and says whether the id has changed between them.
fn changes_id(session: &mut Session<Visit>, change: impl FnOnce(&mut Session<Visit>)) -> TestResult<bool> {
    let _cookies = session.set_cookies()?;
    let first = session.meta().id();
    change(session);
    let last = sent(session.set_cookies()?).ok_or("nothing was written")?;
    let sealed = held::<Visit>(NOW + 10, &last).ok_or("the seal does not open")?;
    assert_eq!(session.meta().id(), Some(sealed.id));
    Ok(first != Some(sealed.id))
}

#[test]
fn one_login_renews_once_however_often_it_is_saved() -> TestResult {
    let before = anonymous()?;
    for cookie in ["", &before.cookie] {
        let mut session = load::<Visit>(NOW + 10, cookie);
        session.set_user_id(7);
        assert!(!changes_id(&mut session, |session| session.set_pages(2))?);
        assert!(!changes_id(&mut session, |session| session.set_pages(3))?);
        assert_ne!(session.meta().id(), Some(before.id));
    }
    Ok(())
}

#[test]
fn a_login_after_another_save_in_the_request_begins_anew() -> TestResult {
    let before = anonymous()?;
    for cookie in ["", &before.cookie] {
        let mut session = load::<Visit>(NOW + 10, cookie);
        session.set_pages(2);
        assert!(changes_id(&mut session, |session| session.set_user_id(7))?);
    }
    Ok(())
}

#[test]
fn a_renewal_or_restart_by_hand_is_the_only_one() -> TestResult {
    let before = anonymous()?;
    let by_hand: [fn(&mut Session<Visit>); 2] = [|session| _ = session.renew(), Session::restart];
    for begin in by_hand {
        let mut session = load::<Visit>(NOW + 10, &before.cookie);
        begin(&mut session);
        session.set_user_id(7);
        assert!(!changes_id(&mut session, |session| session.set_pages(2))?);
        assert_ne!(session.meta().id(), Some(before.id));
        assert_eq!(session.meta().created(), Some(at(NOW + 10)));
    }
    Ok(())
}

#[test]
fn a_session_keeps_its_own_length_and_whether_it_persists() -> TestResult {
    let mut session = sessions::<Visit>(NOW).load(&HeaderMap::new());
    session.set_user_id(7);
    session.renew().max_age(Duration::from_secs(900)).persistent(false);
    let login = sent(session.set_cookies()?).ok_or("nothing was written")?;

    let mut session = load::<Visit>(NOW + 10, &login);
    session.set_user_id(8);
    let text: String = session.set_cookies()?.into_iter().collect();
    assert!(!text.contains("Max-Age"), "{text}");
    assert_eq!(session.meta().expires(), Some(at(NOW + 10 + 900)));
    Ok(())
}

#[test]
fn a_login_leads_past_the_absolute_timeout() -> TestResult {
    const DAY: u64 = 86_400;
    let sessions = |secs| {
        let day = |config: iron_session::Config| config.absolute_timeout(Duration::from_secs(DAY));
        sessions::<Visit>(secs).configure(day)
    };
    let mut cookie = anonymous()?.cookie;
    for hour in 1..24 {
        let mut session = sessions(NOW + hour * 3599)?.load_bytes([cookie.as_bytes()], None);
        *session.pages_mut() += 1;
        cookie = sent(session.set_cookies()?).ok_or("nothing was written")?;
    }
    let login = NOW + 23 * 3599 + 10;
    let mut session = sessions(login)?.load_bytes([cookie.as_bytes()], None);
    session.set_user_id(7);
    let _cookies = session.set_cookies()?;
    assert_eq!((session.pages(), session.meta().expires()), (24, Some(at(login + 3600))));
    Ok(())
}
