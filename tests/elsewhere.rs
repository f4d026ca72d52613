//! Another site replaces no session: what a browser holds back is not overwritten by what a handler writes
//! for a visitor who seems to have none.

use std::sync::{Arc, Mutex};

use http::{Request, Response};
use iron_session::{
    Config, Error, IronSession, RequestHead, SameSite, Session, SessionError, SessionManager, SessionSlot,
    SessionSlots,
};

use crate::common::{NOW, TestResult, at, keys, set_cookies};

#[derive(IronSession)]
#[iron(cookie = "visit", max_age = "1h")]
struct Visit {
    user: Option<u32>,
    pages: u32,
}

/// What a browser sends when a page of another site opens one of this site in a tab.
const FROM_ELSEWHERE: &[(&str, &str)] =
    &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];

fn request(method: &str, headers: &[(&str, &str)], cookie: &str) -> Request<()> {
    let mut request = Request::builder().method(method).uri("/").header("cookie", cookie);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).expect("valid headers")
}

fn sessions(same_site: SameSite) -> SessionManager<Visit> {
    let sessions = SessionManager::new(keys()).clock(|| at(NOW));
    sessions.configure(|config| config.same_site(same_site)).expect("a sound configuration")
}

fn load(same_site: SameSite, method: &str, headers: &[(&str, &str)], cookie: &str) -> Session<Visit> {
    sessions(same_site).load(&request(method, headers, cookie))
}

/// What a save gives. Builds with `debug_assertions` tell the developer, and others write nothing.
fn is_withheld(session: &mut Session<Visit>) -> bool {
    let told = session.meta().withheld();
    let saved = session.set_cookies();
    let refused = match saved {
        Err(Error::Withheld { cookie: "visit" }) => cfg!(debug_assertions),
        Ok(cookies) => cookies.is_empty() && told && !cfg!(debug_assertions),
        Err(error) => panic!("another error: {error}"),
    };
    assert_eq!(told, refused);
    refused
}

#[test]
fn a_form_of_another_site_replaces_no_session() {
    for same_site in [SameSite::Lax, SameSite::Strict] {
        for method in ["POST", "PUT", "DELETE", "post", "BREW"] {
            let mut session = load(same_site, method, FROM_ELSEWHERE, "");
            session.set_pages(1);
            assert!(is_withheld(&mut session), "{same_site:?} {method}");
        }
    }
}

#[test]
fn a_cookie_that_comes_everywhere_is_never_held_back() {
    for method in ["GET", "POST"] {
        let mut session = load(SameSite::None, method, FROM_ELSEWHERE, "visit-here=1");
        session.set_pages(1);
        assert!(!is_withheld(&mut session));
    }
}

#[test]
fn a_link_of_another_site_replaces_no_strict_session() {
    for method in ["GET", "HEAD"] {
        let mut session = load(SameSite::Strict, method, FROM_ELSEWHERE, "a=1; visit-here=1");
        session.set_pages(1);
        assert!(is_withheld(&mut session));
    }
}

/// Of a link of a search engine: a program may keep the state of a sign-in there.
#[test]
fn a_first_visit_by_a_link_of_another_site_is_written() {
    for same_site in [SameSite::Lax, SameSite::Strict] {
        let mut session = load(same_site, "GET", FROM_ELSEWHERE, "other=1; visit-hereafter=1; visit-her=1");
        session.set_pages(1);
        assert!(!is_withheld(&mut session));
    }
}

#[test]
fn a_login_by_a_form_of_another_site_is_written() {
    for same_site in [SameSite::Lax, SameSite::Strict] {
        let mut session = load(same_site, "POST", FROM_ELSEWHERE, "visit-here=1");
        session.set_user(7);
        assert!(session.meta().withheld());
        session.renew();
        assert!(!is_withheld(&mut session));
    }
}

/// A page that empties a basket must not sign the visitor out. But a logout is never lost.
#[test]
fn a_restart_is_withheld_and_a_logout_is_not() {
    let mut session = load(SameSite::Lax, "POST", FROM_ELSEWHERE, "");
    session.restart();
    assert!(is_withheld(&mut session));
    session.renew();
    assert!(!is_withheld(&mut session));
    session.restart();
    assert!(is_withheld(&mut session));
    let removals: Vec<String> = session.destroy().set_cookies().into_iter().collect();
    assert!(removals.len() == 1 && removals[0].starts_with("visit=; Max-Age=0"));
}

#[test]
fn a_visitor_whose_cookie_came_is_known_whatever_made_the_request() {
    for cookie in ["visit=forged", "visit=", "visit-here=1; visit=forged"] {
        for method in ["GET", "POST"] {
            let mut session = load(SameSite::Strict, method, FROM_ELSEWHERE, cookie);
            session.set_pages(1);
            assert!(!is_withheld(&mut session));
        }
    }
}

#[test]
fn what_is_not_known_to_come_from_another_site_is_written() {
    let without = |name| FROM_ELSEWHERE.iter().copied().filter(|(known, _)| *known != name).collect();
    let with = |name, value| {
        let mut headers: Vec<(&str, &str)> = without(name);
        headers.push((name, value));
        headers
    };
    for headers in [
        without("sec-fetch-site"),
        without("sec-fetch-mode"),
        without("sec-fetch-dest"),
        with("sec-fetch-site", "same-site"),
        with("sec-fetch-site", "same-origin"),
        with("sec-fetch-site", "none"),
        with("sec-fetch-site", "Cross-Site"),
        // Browsers ignore these cookies in what a page loads into itself.
        with("sec-fetch-mode", "no-cors"),
        with("sec-fetch-dest", "iframe"),
    ] {
        let mut session = load(SameSite::Strict, "POST", &headers, "visit-here=1");
        session.set_pages(1);
        assert!(!is_withheld(&mut session), "{headers:?}");
    }
}

#[test]
fn without_a_method_all_is_written() {
    let headers = request("POST", FROM_ELSEWHERE, "").headers().clone();
    let mut session = sessions(SameSite::Lax).load(&headers);
    session.set_pages(1);
    assert!(!is_withheld(&mut session));
}

#[test]
fn a_page_that_changes_nothing_is_no_error() -> TestResult {
    let mut session = load(SameSite::Lax, "POST", FROM_ELSEWHERE, "");
    assert!(session.meta().withheld() && session.set_cookies()?.is_empty());
    session.set_pages(0);
    assert!(session.set_cookies()?.is_empty());
    Ok(())
}

#[test]
fn a_strict_session_is_written_and_removed_with_its_marker() -> TestResult {
    let mut response = Response::new(());
    let mut session = load(SameSite::Strict, "GET", &[], "");
    session.set_pages(1);
    session.save(&mut response)?;
    let written = set_cookies(&response);
    let attributes = "; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=";
    assert_eq!(written[0], format!("visit-here=1{attributes}Lax"));
    assert!(written.len() == 2 && written[1].ends_with(&format!("{attributes}Strict")));

    session.destroy().save(&mut response)?;
    let removal = "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure; HttpOnly; SameSite=";
    let removed = [format!("visit-here={removal}Lax"), format!("visit={removal}Strict")];
    assert_eq!(set_cookies(&response), removed);
    Ok(())
}

#[test]
fn a_marker_lives_as_long_as_its_session() -> TestResult {
    let mut session = load(SameSite::Strict, "GET", &[], "");
    session.set_user(7);
    session.renew().persistent(false);
    let marker = session.set_cookies()?.into_iter().next();
    assert_eq!(marker.as_deref(), Some("visit-here=1; Path=/; Secure; HttpOnly; SameSite=Lax"));
    Ok(())
}

#[test]
fn a_marker_of_an_earlier_shape_is_removed_with_its_session() -> TestResult {
    let sessions = sessions(SameSite::Strict).former(Some("shop.example"), "/shop")?;
    for cookie in ["visit=forged", "visit-here=1"] {
        let mut session = sessions.load(&request("GET", &[], cookie));
        session.set_pages(1);
        let values: Vec<String> = session.set_cookies()?.into_iter().collect();
        let removed = |name| {
            let begin = format!("{name}=; Max-Age=0; ");
            values.iter().filter(|value| value.starts_with(&begin) && value.contains("Path=/shop;")).count()
        };
        assert_eq!((removed("visit"), removed("visit-here")), (2, 2), "{values:?}");
        assert!(
            values
                .iter()
                .filter(|value| value.starts_with("visit-here="))
                .all(|value| value.contains("=Lax"))
        );
    }
    Ok(())
}

/// After a logout, what the request brought still has to be removed by whoever signs in.
#[test]
fn a_marker_of_an_earlier_shape_is_removed_after_a_logout_too() -> TestResult {
    let sessions = sessions(SameSite::Strict).former(Some("shop.example"), "/shop")?;
    let slot = SessionSlot::new(Arc::new(sessions));
    let check_out = || slot.check_out([b"visit-here=1".as_slice()], None);
    let _removal = check_out()?.destroy();
    check_out()?.set_pages(1);
    let values: Vec<String> = slot.finish()?.into_iter().flatten().collect();
    let removed = |value: &&String| value.starts_with("visit-here=; ") && value.contains("Path=/shop;");
    assert_eq!(values.iter().filter(removed).count(), 2, "{values:?}");
    Ok(())
}

#[test]
fn other_sessions_have_no_marker() -> TestResult {
    for same_site in [SameSite::Lax, SameSite::None] {
        let mut session = load(same_site, "GET", &[], "visit-here=1");
        session.set_pages(1);
        assert_eq!(session.set_cookies()?.into_iter().count(), 1);
    }
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "visit-here")]
struct Marker {
    user: Option<u32>,
}

#[test]
fn a_type_with_the_name_of_a_marker_is_told() -> TestResult {
    let refused = |same_site| {
        let mut slots = SessionSlots::default();
        slots.add(&Arc::new(sessions(same_site)))?;
        slots.add(&Arc::new(SessionManager::<Marker>::new(keys()))).map(|slot| assert!(slot.is_some()))
    };
    assert!(matches!(refused(SameSite::Strict), Err(SessionError::SameCookie { cookie: "visit-here" })));
    refused(SameSite::Lax)?;
    Ok(())
}

/// A layer reports what is withheld, and answers 500 in builds for developers.
#[test]
fn a_layer_reports_what_is_withheld() -> TestResult {
    let told = Arc::<Mutex<Vec<String>>>::default();
    let observer = Arc::clone(&told);
    let sessions = sessions(SameSite::Lax)
        .on_event(move |report| observer.lock().expect("no observer panics").push(report.to_string()));
    let slot = SessionSlot::new(Arc::new(sessions));
    let request = request("POST", FROM_ELSEWHERE, "");
    slot.check_out_with(request.cookies(), request.host(), || request.fetch_metadata())?.set_pages(1);
    let is_refused = match slot.finish() {
        Err(SessionError::Save(Error::Withheld { .. })) => true,
        finished => finished?.is_some_and(|cookies| !cookies.is_empty()),
    };
    assert_eq!(is_refused, cfg!(debug_assertions));
    let told = told.lock().map_err(|_| "no observer panics")?;
    assert!(told.len() == 1 && told[0].contains("call `renew` if this is a login"), "{told:?}");
    Ok(())
}

/// The session that a browser holds back is removed, and not replaced by what the same request writes.
#[test]
fn after_a_logout_the_new_session_of_the_same_request_is_withheld_unless_it_is_renewed() -> TestResult {
    for is_login in [false, true] {
        let slot = SessionSlot::new(Arc::new(sessions(SameSite::Strict)));
        let request = request("POST", FROM_ELSEWHERE, "");
        let lend = || slot.check_out_with(request.cookies(), None, || request.fetch_metadata());
        lend()?.destroy();
        let mut session = lend()?;
        session.set_pages(1);
        if is_login {
            session.renew();
        }
        drop(session);
        let written = match slot.finish() {
            Err(SessionError::Save(Error::Withheld { .. })) if cfg!(debug_assertions) => slot.removal(),
            finished => finished?,
        };
        let values: Vec<String> = written.into_iter().flatten().collect();
        assert_eq!(values.len(), 2, "the session and its marker: {values:?}");
        assert!(values.iter().all(|value| value.contains("Max-Age=0") != is_login), "{values:?}");
    }
    Ok(())
}

#[test]
fn a_path_that_looks_like_an_attribute_is_none() -> TestResult {
    let sessions = sessions(SameSite::Strict).configure(|config| config.path("/SameSite=Strict"))?;
    let mut session = sessions.load_bytes([], None);
    session.set_pages(1);
    let marker = session.set_cookies()?.into_iter().next().unwrap_or_default();
    assert!(marker.contains("; Path=/SameSite=Strict; ") && marker.ends_with("; SameSite=Lax"), "{marker}");
    Ok(())
}

#[test]
fn under_another_configuration_the_marker_follows_the_name() -> TestResult {
    let sessions = SessionManager::<Visit>::new(keys())
        .configure(|_| Config::new("__Host-admin").same_site(SameSite::Strict))?;
    let mut session = sessions.load(&request("GET", FROM_ELSEWHERE, "__Host-admin-here=1"));
    assert!(session.meta().withheld());
    session.renew();
    let values: Vec<String> = session.set_cookies()?.into_iter().collect();
    assert!(values[0].starts_with("__Host-admin-here=1; ") && values[1].starts_with("__Host-admin="));

    let sessions = sessions.insecure_localhost();
    let mut session = sessions.load_bytes([], Some(b"localhost"));
    session.set_pages(1);
    let values: Vec<String> = session.set_cookies()?.into_iter().collect();
    assert!(values[0].starts_with("admin-here=1; ") && !values[0].contains("Secure"));
    Ok(())
}
