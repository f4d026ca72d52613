//! What a manager adds to a session type: a domain, former domains and paths, an observer, and localhost.

use std::sync::{Arc, Mutex};

use http::{HeaderMap, Request, Response};
use iron_session::testing::Jar;
use iron_session::{
    Config, ConfigError, Error, Event, IronSession, Rejection, SameSite, Session, SessionManager,
};

use crate::common::{
    NOW, PlainVisit, TestResult, Visit, at, cookies, saved, sessions_at, set_cookies, visit_at,
};

/// An empty jar for pages of the shop.
fn jar() -> Jar {
    Jar::at("https://www.shop.example").clock(|| at(NOW))
}

/// Loads the session from the cookies of the jar, runs `act`, and puts the cookies of the response into the
/// jar.
fn visit<T: IronSession>(
    jar: &mut Jar,
    sessions: &SessionManager<T>,
    act: impl FnOnce(Session<T>, &mut Response<()>) -> Result<(), Error>,
) -> TestResult<Option<Rejection>> {
    let session = sessions.load(&cookies(jar.header("/")));
    let rejection = session.meta().rejection();
    let mut response = Response::new(());
    act(session, &mut response)?;
    jar.try_receive("/", &response)?;
    Ok(rejection)
}

fn set_user(id: u32) -> impl Fn(Session<PlainVisit>, &mut Response<()>) -> Result<(), Error> {
    move |mut session, response| {
        session.set_user_id(id);
        session.save(response)
    }
}

fn plain() -> SessionManager<PlainVisit> {
    sessions_at(NOW)
}

#[test]
fn adding_a_domain_neither_locks_out_nor_undoes_a_logout() -> TestResult {
    for logout_at_once in [true, false] {
        let mut jar = jar();
        visit(&mut jar, &plain(), set_user(7))?;
        let shared = plain().domain("shop.example")?;
        if !logout_at_once {
            visit(&mut jar, &shared, set_user(8))?;
            let session = shared.load(&cookies(jar.header("/")));
            assert_eq!((session.user_id(), session.meta().rejection()), (8, None));
        }
        visit(&mut jar, &shared, |session, response| session.destroy().save(response))?;
        assert_eq!(jar.header("/"), None);
    }
    Ok(())
}

#[test]
fn a_domain_or_path_that_was_dropped_is_named_with_former() -> TestResult {
    let mut jar = jar();
    visit(&mut jar, &plain().domain("shop.example")?, set_user(7))?;
    let host_only = plain().former(Some("shop.example"), "/")?;
    visit(&mut jar, &host_only, set_user(8))?;
    assert_eq!(visit(&mut jar, &host_only, set_user(9))?, None);
    visit(&mut jar, &host_only, |session, response| session.destroy().save(response))?;
    assert_eq!(jar.header("/"), None);
    assert!(plain().former(Some("no domain"), "/").is_err());
    assert!(plain().former(None, "no path").is_err());
    Ok(())
}

/// An earlier configuration and today's. `former` is for cookies that are not sent within other sites.
type Deploy = (fn(Config) -> Config, fn(Config) -> Config, bool);

#[test]
fn a_cookie_that_was_partitioned_or_not_is_removed_by_every_write_and_by_a_logout() -> TestResult {
    let deploys: [Deploy; 5] = [
        (embedded, |config| config.same_site(SameSite::None), false),
        (|config| config.same_site(SameSite::None), embedded, false),
        (|config| embedded(config).domain("shop.example"), |config| config.same_site(SameSite::None), true),
        (|config| config.partitioned(true), |config| config, true),
        (|config| config, |config| config.partitioned(true), false),
    ];
    for (number, (before, today, former)) in deploys.into_iter().enumerate() {
        let before = plain().configure(before)?;
        let mut today = plain().configure(today)?;
        if former {
            today = today.former(None, "/")?.former(Some("shop.example"), "/")?;
        }
        for logout_at_once in [true, false] {
            let mut jar = jar();
            visit(&mut jar, &before, set_user(7))?;
            if !logout_at_once {
                visit(&mut jar, &today, set_user(8))?;
                assert_eq!(visit(&mut jar, &today, set_user(9))?, None, "deploy {number}");
            }
            visit(&mut jar, &today, |session, response| session.destroy().save(response))?;
            assert_eq!(jar.header("/"), None, "deploy {number}");
        }
    }
    Ok(())
}

fn embedded(config: Config) -> Config {
    config.same_site(SameSite::None).partitioned(true)
}

#[test]
fn the_shape_of_today_is_removed_only_by_a_logout() -> TestResult {
    let sessions = plain().former(None, "/")?;
    let mut session = sessions.load(&cookies(["s=garbage"]));
    session.set_user_id(7);
    let written: Vec<String> = session.set_cookies()?.into_iter().collect();
    assert_eq!(written.len(), 2);
    assert!(written[0].starts_with("s=; Max-Age=0;") && written[0].ends_with("; Partitioned"), "{written:?}");
    assert!(written[1].starts_with("s=") && written[1].contains("; Max-Age=3600;"), "{written:?}");
    Ok(())
}

#[test]
fn a_first_login_sets_one_cookie_even_with_a_domain() -> TestResult {
    let mut session = plain().domain("shop.example")?.load(&HeaderMap::new());
    session.set_user_id(7);
    assert_eq!(session.set_cookies()?.into_iter().count(), 1);
    Ok(())
}

#[test]
fn a_domain_is_a_host_name_of_two_labels_or_more() {
    for bad in
        ["com", "localhost", "127.0.0.1", "a..example", "-a.example", "a-.example", "a.example-", "a.1"]
    {
        assert!(matches!(plain().domain(bad), Err(Error::Config(ConfigError::Domain))), "{bad}");
    }
    for good in ["shop.example", "a.b.shop.example", "xn--bcher-kva.example", "1.example", "a_b.example"] {
        assert!(plain().domain(good).is_ok(), "{good}");
    }
}

#[test]
fn an_observer_hears_of_a_refusal_for_refused_cookies_only() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&heard);
    let sessions = sessions_at::<Visit>(NOW).on_event(move |report| {
        if let Event::Refused { reason } = report.event {
            ear.lock().expect("unpoisoned").push(reason);
        }
    });
    let session = |cookie: String| sessions.load(&cookies([cookie])).user_id();
    session("other=1".to_owned());
    session(format!("__Host-s={}", visit_at(NOW, 7)));
    session(format!("__Host-s={}", visit_at(NOW - 3600, 7)));
    session("__Host-s=garbage".to_owned());
    assert_eq!(*heard.lock().expect("unpoisoned"), [Rejection::Expired, Rejection::Malformed]);
}

/// The name of the cookie that a request to this host gets.
fn written_for(sessions: &SessionManager<Visit>, host: &str) -> String {
    let mut headers = HeaderMap::new();
    headers.insert("host", host.parse().expect("a header value"));
    let mut session = sessions.load(&headers);
    session.set_user_id(7);
    let mut response = Response::new(());
    session.save(&mut response).expect("a small session");
    let cookie = set_cookies(&response).remove(0);
    let secure = cookie.contains("; Secure");
    let name = cookie.split('=').next().unwrap_or_default().to_owned();
    assert_eq!(secure, name == "__Host-s", "{cookie}");
    name
}

#[test]
fn insecure_localhost_acts_on_localhost_alone() {
    let sessions = sessions_at::<Visit>(NOW).insecure_localhost();
    for host in
        ["localhost", "LOCALHOST:3000", "app.localhost", "127.0.0.1:80", "127.8.9.1", "[::1]", "[::1]:3000"]
    {
        assert_eq!(written_for(&sessions, host), "s", "{host}");
        assert_eq!(written_for(&sessions_at(NOW), host), "__Host-s", "{host}, not asked for");
    }
    for host in [
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "[::1].evil",
        "[::1]:evil",
        "[::1]:80@evil.example",
        "localhost:80.evil.example",
        "localhost:pw@evil.example",
        "evil.example/.localhost",
        ".localhost",
        "localhost.",
        "128.0.0.1",
        "[::2]",
        "",
    ] {
        assert_eq!(written_for(&sessions, host), "__Host-s", "{host}");
    }
}

#[test]
fn the_target_of_an_http2_request_names_its_host() -> TestResult {
    let sessions = sessions_at::<Visit>(NOW).insecure_localhost();
    let local = Request::builder().uri("http://localhost:3000/").body(())?;
    let foreign = Request::builder().uri("http://shop.example/").header("host", "localhost").body(())?;
    for (request, name) in [(local, "s="), (foreign, "__Host-s=")] {
        let mut session = sessions.load(&request);
        session.set_user_id(7);
        let cookie = session.set_cookies()?.into_iter().next().ok_or("no cookie")?;
        assert!(cookie.starts_with(name), "{cookie}");
    }
    Ok(())
}

#[test]
fn the_insecure_cookie_is_no_session_elsewhere() {
    let mut headers = HeaderMap::new();
    headers.insert("host", "localhost".parse().expect("a header value"));
    let mut session = sessions_at::<Visit>(NOW).insecure_localhost().load(&headers);
    session.set_user_id(7);
    let insecure = saved(&mut session);
    let elsewhere = sessions_at::<Visit>(NOW).load(&cookies([format!("s={insecure}; __Host-s={insecure}")]));
    assert_eq!(elsewhere.meta().rejection(), Some(Rejection::Forged));
}
