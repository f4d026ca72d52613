//! A change of the subject where a session is not simply loaded and saved.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderMap, Request};
use iron_session::{Event, IronSession, Keyring, Session, SessionManager, SessionSlot, fe26};
use serde_json::json;

use super::{Held, Visit, anonymous, held, load, sent, sessions, written};
use crate::common::{K1, NOW, TestResult, at, cookies};

/// A form of another site, which may come without a cookie that the browser holds.
fn form_of_another_site() -> Session<Visit> {
    let request = Request::post("/callback")
        .header("sec-fetch-site", "cross-site")
        .header("sec-fetch-mode", "navigate")
        .header("sec-fetch-dest", "document");
    sessions(NOW).load(&request.body(()).expect("valid headers"))
}

/// Whether a save writes. In builds with `debug_assertions` it is an error if a change is withheld.
fn writes(session: &mut Session<Visit>) -> bool {
    assert!(session.meta().withheld());
    session.set_cookies().is_ok_and(|cookies| !cookies.is_empty())
}

#[test]
fn a_login_by_a_form_of_another_site_is_written_without_renew() {
    let mut session = form_of_another_site();
    session.set_user_id(7);
    assert!(writes(&mut session));
    assert!(!session.meta().withheld());

    let mut session = form_of_another_site();
    session.restart();
    session.set_user_id(7);
    assert!(writes(&mut session), "a restart is no login, and the login after it is one");
}

#[test]
fn what_is_no_login_stays_withheld() {
    let mut session = form_of_another_site();
    session.set_pages(1);
    assert!(!writes(&mut session));
    session.clear_user_id();
    assert!(!writes(&mut session), "nobody was signed in");
    session.restart();
    session.set_pages(1);
    assert!(!writes(&mut session));
}

#[test]
fn a_session_that_a_layer_lends_again_after_the_login_has_one_new_id() -> TestResult {
    let before = anonymous()?;
    let slot = SessionSlot::new(Arc::new(sessions::<Visit>(NOW + 10)));
    let check_out = || slot.check_out([before.cookie.as_bytes()], None);
    check_out()?.set_pages(2);
    let mut login = check_out()?;
    let old_page = check_out()?;
    login.set_user_id(7);
    let _ahead = login.set_cookies()?;
    let id = login.meta().id();
    drop(login);
    let mut later = check_out()?;
    assert_eq!((later.user_id(), later.meta().id()), (Some(7), id));
    assert_eq!((old_page.user_id(), old_page.meta().id()), (None, Some(before.id)));
    later.set_pages(3);
    drop((later, old_page));
    let cookie = slot.finish()?.and_then(sent).ok_or("nothing was written")?;
    let after = held::<Visit>(NOW + 10, &cookie).ok_or("the seal does not open")?;
    assert_eq!((Some(after.id), after.created), (id, at(NOW + 10)));
    assert_ne!(after.id, before.id);
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "visit", chunks = 4, id, subject = user_id)]
struct Chunked {
    user_id: Option<u64>,
    note: String,
}

#[test]
fn a_session_in_several_cookies_begins_anew_as_a_whole() -> TestResult {
    let before = written::<Chunked>(NOW, "", |session| session.set_note("n".repeat(7000)))?;
    assert!(before.cookie.starts_with("visit.0="));
    let login = written::<Chunked>(NOW + 10, &before.cookie, |session| session.set_user_id(7))?;
    assert_ne!(login.id, before.id);
    let whole = written::<Chunked>(NOW + 20, &login.cookie, |session| session.set_note("short"))?;
    assert_eq!((whole.id, whole.created), (login.id, at(NOW + 10)));
    let other = written::<Chunked>(NOW + 30, &whole.cookie, |session| {
        session.set_note("n".repeat(7000));
        session.set_user_id(8);
    })?;
    assert_ne!(other.id, whole.id);
    Ok(())
}

/// What an older program sealed, in its schema 0.
#[derive(IronSession)]
#[iron(cookie = "visit")]
struct Old {
    user: String,
}

#[derive(IronSession)]
#[iron(cookie = "visit", schema = 1, from = Old, id, subject = name)]
struct New {
    name: Option<String>,
    pages: u32,
}

impl From<Old> for New {
    fn from(old: Old) -> Self {
        Self { name: Some(old.user), pages: 0 }
    }
}

#[test]
fn a_session_that_is_converted_stays_the_same_session_until_its_subject_changes() -> TestResult {
    let mut session = load::<Old>(NOW, "");
    session.set_user("ada");
    let old = sent(session.set_cookies()?).ok_or("nothing was written")?;
    let converted = written::<New>(NOW + 10, &old, |session| session.set_pages(1))?;
    assert_eq!(converted.created, at(NOW));
    let other = written::<New>(NOW + 10, &old, |session| session.set_name("bob"))?;
    assert_eq!(other.created, at(NOW + 10));
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "visit", id, subject = user_id, accept = "fe26", accept_until = "2030-01-01", rename_all = "camelCase")]
struct Accepting {
    user_id: Option<u64>,
    pages: u32,
}

#[test]
fn an_accepted_session_of_javascript_begins_anew_with_another_subject() -> TestResult {
    let keys =
        Keyring::builder().key(&K1).fe26_password("1", "harbour-lantern-seven-quiet-otters-42").build()?;
    let seal =
        fe26::seal(&keys, &json!({"userId": 7, "pages": 1}), Some(Duration::from_secs(3600)), at(NOW))?;
    let javascript = cookies([format!("visit={seal}")]);
    let sessions = |secs| SessionManager::<Accepting>::new(keys.clone()).clock(move || at(secs));
    let change = |secs, headers: &HeaderMap, change: fn(&mut Accepting)| {
        let mut session = sessions(secs).load(headers);
        change(&mut session);
        let cookie = sent(session.set_cookies()?).ok_or("nothing was written")?;
        let sealed = sessions(secs).load(&cookies([&cookie]));
        let (id, created) = (sealed.meta().id().ok_or("no id")?, sealed.meta().created().ok_or("no seal")?);
        TestResult::Ok(Held { cookie, id, created })
    };
    let native = change(NOW + 10, &javascript, |session| session.set_pages(2))?;
    let page = change(NOW + 20, &cookies([&native.cookie]), |session| session.set_pages(3))?;
    assert_eq!((page.id, page.created), (native.id, native.created));
    for headers in [javascript, cookies([native.cookie])] {
        let other = change(NOW + 30, &headers, |session| session.set_user_id(8))?;
        assert_ne!(other.id, native.id);
        assert_eq!(other.created, at(NOW + 30));
    }
    Ok(())
}

#[test]
fn the_operator_hears_that_a_session_was_renewed() -> TestResult {
    let words = Arc::new(Mutex::new(Vec::new()));
    let observed = |secs| {
        let words = words.clone();
        sessions::<Visit>(secs).on_event(move |report| match report.event {
            Event::Begun | Event::Renewed | Event::Written { .. } => {
                words.lock().expect("no observer panics").push(report.event.word());
            }
            _ => {}
        })
    };
    let mut cookie = String::new();
    let steps: [fn(&mut Visit); 4] = [
        |visit| visit.set_user_id(7),
        |visit| visit.set_pages(1),
        |visit| visit.set_user_id(8),
        Visit::clear_user_id,
    ];
    for change in steps {
        let mut session = observed(NOW).load(&cookies([&cookie]));
        change(&mut session);
        cookie = sent(session.set_cookies()?).ok_or("nothing was written")?;
    }
    let words = words.lock().expect("no observer panics");
    assert_eq!(*words, ["begun", "written", "written", "renewed", "written", "renewed", "written"]);
    Ok(())
}
