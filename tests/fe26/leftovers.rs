//! What iron-session for JavaScript left in the browser is removed by the first write, whatever its domain
//! and path.

use http::Response;
use iron_session::testing::Jar;
use iron_session::{SameSite, SessionManager};
use serde_json::json;

use super::{HOUR, Shared, accepting_at, ada, javascript, load, sessions_at};
use crate::common::{NOW, TestResult, at, cookies, saved, set_cookies};

const PAGE: &str = "https://www.shop.example/app/page";

/// A browser with Ada's cookie of JavaScript in this shape.
fn jar(name: &str, shape: &str) -> TestResult<Jar> {
    let mut jar = Jar::new().clock(|| at(NOW));
    jar.try_receive(PAGE, &[format!("{name}={}; Secure; HttpOnly{shape}", ada())])?;
    Ok(jar)
}

/// One request with the cookies of the jar. Returns the name of the user before `act`.
fn visit(
    jar: &mut Jar,
    sessions: &SessionManager<Shared>,
    act: impl FnOnce(iron_session::Session<Shared>, &mut Response<()>) -> Result<(), iron_session::Error>,
) -> TestResult<Option<String>> {
    let mut headers = cookies(jar.header(PAGE));
    headers.insert("host", "www.shop.example:443".parse()?);
    let session = sessions.load(&headers);
    let user = session.user_name().map(str::to_owned);
    let mut response = Response::new(());
    act(session, &mut response)?;
    // A parent of the host may be a public suffix. Browsers ignore such a removal.
    jar.receive(PAGE, &response);
    Ok(user)
}

const SHAPES: [&str; 5] = [
    "; Path=/",
    "; Path=/; Domain=shop.example",
    "; Path=/; Domain=www.shop.example",
    "; Path=/app",
    "; Path=/app; Domain=shop.example",
];

#[test]
fn a_javascript_cookie_is_removed_by_a_write_and_by_a_logout_in_every_usual_shape() -> TestResult {
    let own = accepting_at(NOW).configure(|config| config.path("/app"))?;
    let renamed = own.clone().configure(|config| config.accept_name("old"))?;
    for (name, sessions) in [("sid", own), ("old", renamed)] {
        for shape in SHAPES {
            let mut browser = jar(name, shape)?;
            let user = visit(&mut browser, &sessions, |mut session, response| session.save(response))?;
            assert_eq!(user.as_deref(), Some("Ada"), "{name} {shape}");
            let later = visit(&mut browser, &sessions, |session, response| session.destroy().save(response))?;
            assert_eq!(later.as_deref(), Some("Ada"), "the native session is not ambiguous: {name} {shape}");
            assert_eq!(browser.header(PAGE), None, "{name} {shape}");

            let mut browser = jar(name, shape)?;
            visit(&mut browser, &sessions, |session, response| session.destroy().save(response))?;
            assert_eq!(browser.header(PAGE), None, "{name} {shape}");
        }
    }
    Ok(())
}

#[test]
fn another_shape_of_a_javascript_cookie_is_named_with_accept_former() -> TestResult {
    let unnamed = accepting_at(NOW);
    let named = accepting_at(NOW).accept_former(Some("shop.example"), "/app/page")?;
    assert!(accepting_at(NOW).accept_former(Some("no domain"), "/").is_err());
    assert!(accepting_at(NOW).accept_former(None, "no path").is_err());
    for (sessions, later) in [(unnamed, None), (named, Some("Ada"))] {
        let mut browser = jar("sid", "; Path=/app/page; Domain=shop.example; SameSite=None; Partitioned")?;
        visit(&mut browser, &sessions, |mut session, response| {
            session.set_visits(9);
            session.save(response)
        })?;
        let user = visit(&mut browser, &sessions, |_, _| Ok(()))?;
        assert_eq!(user.as_deref(), later);
    }
    Ok(())
}

#[test]
fn a_request_without_a_javascript_cookie_removes_none() -> TestResult {
    let native = {
        let mut session = sessions_at(NOW).load(&http::HeaderMap::new());
        session.set_visits(1);
        saved(&mut session)
    };
    let mut session = load(&accepting_at(NOW), &native);
    session.set_visits(2);
    assert_eq!(session.set_cookies()?.into_iter().count(), 1);
    Ok(())
}

#[test]
fn a_host_that_is_no_domain_gets_into_no_header() -> TestResult {
    let cookie = format!("sid={}", ada());
    for host in [
        "localhost:3000",
        "[::1]",
        "127.0.0.1:80",
        "x.example; Secure",
        "x.example\r\nA: b",
        "..",
        "x.example:a",
    ] {
        let mut session = accepting_at(NOW).load_bytes([cookie.as_bytes()], Some(host.as_bytes()));
        session.set_visits(8);
        let written: Vec<String> = session.set_cookies()?.into_iter().collect();
        assert!(written.iter().all(|cookie| !cookie.contains("Domain")), "{host}: {written:?}");
    }
    Ok(())
}

#[test]
fn a_second_save_replaces_the_removals_of_the_first() -> TestResult {
    let sessions = accepting_at(NOW);
    let mut headers = cookies([format!("sid={}", javascript(&json!({"visits": 3}), NOW - HOUR / 2))]);
    headers.insert("host", "www.shop.example".parse()?);
    let mut session = sessions.load(&headers);
    let mut response = Response::new(());
    for visits in [4, 5] {
        session.set_visits(visits);
        session.save(&mut response)?;
        assert_eq!(set_cookies(&response).len(), 3, "two domains, and the session");
    }
    Ok(())
}

/// nginx takes 4 KiB for all headers of a response by default.
#[test]
fn the_removals_of_four_parts_in_every_shape_leave_room_in_the_head() -> TestResult {
    let sessions = accepting_at(NOW).configure(|config| config.path("/app").same_site(SameSite::None))?;
    let mut headers = cookies(["sid.0=Fe26.2*x; sid.1=x; sid.2=x; sid.3=x"]);
    headers.insert("host", "www.eu.shop.example".parse()?);
    let mut session = sessions.load(&headers);
    session.set_visits(1);
    let mut response = Response::new(());
    session.save(&mut response)?;
    let written = set_cookies(&response);
    let bytes: usize = written.iter().map(|text| "Set-Cookie: \r\n".len() + text.len()).sum();
    assert!(bytes < 3584, "{} values, {bytes} bytes", written.len());
    for part in ["sid.0", "sid.1", "sid.2", "sid.3"] {
        assert!(written.iter().any(|text| text.starts_with(&format!("{part}=; Max-Age=0;"))), "{part}");
    }
    Ok(())
}

#[test]
fn a_session_in_parts_ends_in_every_usual_shape() -> TestResult {
    let sessions = accepting_at(NOW).configure(|config| config.path("/app"))?;
    for shape in SHAPES {
        let mut browser = Jar::new().clock(|| at(NOW));
        let (seal, pair) = (ada(), |number, part| format!("sid.{number}={part}; Secure; HttpOnly{shape}"));
        browser.try_receive(PAGE, &[pair(0, &seal[..90]), pair(1, &seal[90..])])?;
        let user = visit(&mut browser, &sessions, |session, response| session.destroy().save(response))?;
        assert_eq!(user.as_deref(), Some("Ada"), "{shape}");
        let later = visit(&mut browser, &sessions, |session, _| {
            assert_eq!(session.meta().rejection(), None, "what is left is nothing");
            Ok(())
        })?;
        assert_eq!(later, None, "{shape}");
        assert_eq!(browser.get("sid.0"), None, "{shape}");
    }
    Ok(())
}
