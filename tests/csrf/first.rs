//! What the first token of a session writes.

use http::{HeaderMap, Request};
use iron_session::{Csrf, Error, IronSession, SameSite, SessionManager};

use super::{check_at, first_page, forms_under, load_at, request};
use crate::common::{K1, NOW, TestResult, at, keys, saved};

#[test]
fn the_first_token_of_a_visitor_writes_the_session_once() -> TestResult {
    let mut session = load_at(NOW, "");
    assert!(session.set_cookies()?.is_empty(), "nothing is written before");
    let tokens = [Csrf::token(&mut session)?, Csrf::token(&mut session)?];
    assert_eq!(session.meta().id(), None, "it is sealed by the save");
    let written = session.set_cookies()?;
    assert_eq!(written.clone().into_iter().count(), 1);
    assert!(!written.gives_way(), "the page depends on it");

    let id = session.meta().id();
    let third = Csrf::token(&mut session)?;
    let cookie = saved(&mut session);
    assert!(id.is_some() && session.meta().id() == id, "one id, however often it is saved");
    for token in tokens.iter().chain([&third]) {
        assert_eq!(check_at(NOW, &cookie, token), Ok(()));
    }
    Ok(())
}

#[test]
fn a_token_of_a_session_that_has_an_id_writes_nothing() -> TestResult {
    let (first, cookie) = first_page();
    let mut session = load_at(NOW + 60, &cookie);
    let token = Csrf::token(&mut session)?;
    Csrf::check(&session, &first)?;
    assert!(session.set_cookies()?.is_empty());
    assert_eq!(check_at(NOW + 120, &cookie, &token), Ok(()));
    Ok(())
}

#[test]
fn the_operator_hears_of_a_session_that_begins() -> TestResult {
    let log = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let heard = log.clone();
    let sessions = forms_under(keys(), NOW)
        .on_event(move |report| heard.lock().expect("no panic").push(report.event.word()));
    let mut session = sessions.load(&HeaderMap::new());
    let _token = Csrf::token(&mut session)?;
    let _cookies = session.set_cookies()?;
    assert!(log.lock().expect("no panic").contains(&"begun"));
    Ok(())
}

/// The same session before it had an id.
#[derive(IronSession)]
#[iron(cookie = "__Host-forms", max_age = "7d")]
struct WithoutId {
    note: String,
}

#[test]
fn a_session_of_before_its_type_had_an_id_gets_one_and_keeps_its_data() -> TestResult {
    let old = SessionManager::<WithoutId>::new(keys()).clock(|| at(NOW));
    let mut session = old.load(&HeaderMap::new());
    session.set_note("kept");
    let cookie = saved(&mut session);

    let mut session = load_at(NOW + 60, &cookie);
    let token = Csrf::token(&mut session)?;
    let written = session.set_cookies()?;
    assert!(!written.is_empty() && !written.gives_way());
    let cookie = saved(&mut session);
    let session = load_at(NOW + 120, &cookie);
    assert_eq!((session.note(), Csrf::check(&session, &token)), ("kept", Ok(())));
    assert_eq!(session.meta().created(), Some(at(NOW)), "it did not begin anew");
    Ok(())
}

/// The same session as it reads those of iron-session for JavaScript.
#[derive(IronSession)]
#[iron(cookie = "__Host-forms", id, accept = "fe26", accept_until = "2099-12-31")]
struct Moved {
    note: String,
}

#[test]
fn a_session_of_javascript_gets_an_id_and_keeps_its_data() -> TestResult {
    let password = "a-password-for-Fe26.2-only-4711-forms!";
    let keys = iron_session::Keyring::builder().key(&K1).fe26_password("1", password).build()?;
    let note = serde_json::json!({ "note": "kept" });
    let lives = Some(std::time::Duration::from_secs(3600));
    let sealed = iron_session::fe26::seal(&keys, &note, lives, at(NOW))?;
    let sessions = SessionManager::<Moved>::new(keys).clock(|| at(NOW));
    let mut session = sessions.load(&request(&sealed));
    let token = Csrf::token(&mut session)?;
    let cookie = saved(&mut session);
    let session = sessions.load(&request(&cookie));
    assert_eq!((session.note(), Csrf::check(&session, &token)), ("kept", Ok(())));
    Ok(())
}

#[test]
fn an_id_that_a_failed_save_has_drawn_is_written_for_a_token() -> TestResult {
    let mut session = load_at(NOW, "");
    session.set_note("too long ".repeat(1000));
    assert!(matches!(session.set_cookies(), Err(Error::TooLarge(_))));
    session.reset_note();
    assert!(session.set_cookies()?.is_empty());
    let token = Csrf::token(&mut session)?;
    let cookie = saved(&mut session);
    assert_eq!(check_at(NOW, &cookie, &token), Ok(()));
    Ok(())
}

#[test]
fn the_first_token_is_withheld_as_any_change_is() -> TestResult {
    let (_, cookie) = first_page();
    let sessions = forms_under(keys(), NOW).configure(|config| config.same_site(SameSite::Strict))?;
    // A link of another site: the browser sends only the marker of the session.
    let link = Request::get("/")
        .header("cookie", "__Host-forms-here=1")
        .header("sec-fetch-site", "cross-site")
        .header("sec-fetch-mode", "navigate")
        .header("sec-fetch-dest", "document")
        .body(())?;
    let mut session = sessions.load(&link);
    assert!(session.meta().withheld());
    let token = Csrf::token(&mut session)?;
    let is_withheld = match session.set_cookies() {
        Err(Error::Withheld { cookie: "__Host-forms" }) => cfg!(debug_assertions),
        saved => saved?.is_empty() && !cfg!(debug_assertions),
    };
    assert!(is_withheld);
    // The session that the browser holds is still there, and the token is not of it.
    assert!(check_at(NOW, &cookie, &token).is_err());
    Ok(())
}

#[test]
fn a_cookie_that_was_refused_is_replaced_as_by_any_change() -> TestResult {
    let mut session = load_at(NOW, "no seal");
    assert!(session.meta().rejection().is_some());
    let token = Csrf::token(&mut session)?;
    let cookie = saved(&mut session);
    assert_eq!(check_at(NOW, &cookie, &token), Ok(()));
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "__Host-forms", id, subject = user)]
struct Owned {
    user: Option<u32>,
    note: String,
}

/// The token that the page after a login has, without a `renew` by hand.
#[test]
fn the_token_of_a_login_by_its_subject_is_bound_to_the_session_that_is_saved() -> TestResult {
    let sessions = SessionManager::<Owned>::new(keys());
    let visitor = |user: Option<u32>| -> TestResult<String> {
        let mut session = sessions.load(&HeaderMap::new());
        session.set_note("a visit");
        session.put_user(user);
        Ok(format!("__Host-forms={}", saved(&mut session)))
    };
    for before in [String::new(), visitor(None)?, visitor(Some(8))?] {
        let mut session = sessions.load(&crate::common::cookies([&before]));
        let shown = Csrf::token(&mut session)?;
        session.set_user(7);
        let token = Csrf::token(&mut session)?;
        assert_eq!(Csrf::check(&session, &token), Ok(()));
        let cookie = format!("__Host-forms={}", saved(&mut session));
        let session = sessions.load(&crate::common::cookies([&cookie]));
        assert_eq!(Csrf::check(&session, &token), Ok(()), "after {before:?}");
        if !before.is_empty() {
            assert!(Csrf::check(&session, &shown).is_err(), "it was shown before the login");
        }
    }
    Ok(())
}
