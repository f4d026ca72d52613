//! What a save writes into a response, and when it writes nothing.

use http::{HeaderMap, Response, StatusCode};
use iron_session::testing::Jar;
use iron_session::{Config, IronSession, Priority, SameSite, SessionManager};

use crate::common::{
    NOW, TestResult, Visit, at, cookies, keys, sessions_at, set_cookies, v, value, visit_at,
};

fn header<'r>(response: &'r Response<()>, name: &str) -> Vec<&'r str> {
    response.headers().get_all(name).iter().map(|value| value.to_str().expect("ASCII")).collect()
}

fn returning(cookie: &str) -> iron_session::Session<Visit> {
    sessions_at::<Visit>(NOW).load(&cookies([format!("__Host-s={cookie}")]))
}

/// R01
#[test]
fn an_unchanged_session_writes_no_cookie() -> TestResult {
    let mut response = Response::new(());
    let mut session = returning(&v());
    assert_eq!(session.user_id(), 7);
    session.save(&mut response)?;
    session.set_user_id(7);
    session.save(&mut response)?;
    assert_eq!(set_cookies(&response), [""; 0]);
    Ok(())
}

#[test]
fn a_fresh_session_that_holds_only_defaults_needs_no_cookie() -> TestResult {
    let mut response = Response::new(());
    let mut session = sessions_at::<Visit>(NOW).load(&cookies([""; 0]));
    session.set_user_id(0);
    session.save(&mut response)?;
    assert_eq!(set_cookies(&response), [""; 0]);
    session.renew();
    session.save(&mut response)?;
    assert_eq!(set_cookies(&response).len(), 1);
    Ok(())
}

/// R02
#[test]
fn a_read_beside_a_logout_writes_no_cookie() -> TestResult {
    let v = v();
    let (mut logout, mut reader) = (Response::new(()), Response::new(()));
    let mut reading = returning(&v);
    returning(&v).destroy().save(&mut logout)?;
    reading.save(&mut reader)?;
    assert_eq!((set_cookies(&logout).len(), set_cookies(&reader).len()), (1, 0));
    Ok(())
}

/// R03
#[test]
fn two_saves_write_one_cookie_with_the_second_value() -> TestResult {
    let mut response = Response::new(());
    let mut session = returning(&v());
    session.set_user_id(8);
    session.save(&mut response)?;
    session.set_user_id(9);
    session.save(&mut response)?;
    let [cookie] = set_cookies(&response).try_into().map_err(|all| format!("one cookie, not {all:?}"))?;
    assert_eq!(returning(value(&cookie)).user_id(), 9);
    Ok(())
}

#[test]
fn a_save_that_undoes_an_earlier_one_replaces_its_cookie() -> TestResult {
    let mut response = Response::new(());
    let mut session = returning(&v());
    session.set_user_id(8);
    session.save(&mut response)?;
    session.set_user_id(7);
    session.save(&mut response)?;
    let [cookie] = set_cookies(&response).try_into().map_err(|all| format!("one cookie, not {all:?}"))?;
    assert_eq!(returning(value(&cookie)).user_id(), 7);
    Ok(())
}

/// R04
#[test]
fn destroying_after_a_save_writes_only_the_removal() -> TestResult {
    let mut response = Response::new(());
    let mut session = returning(&v());
    session.set_user_id(8);
    session.save(&mut response)?;
    session.destroy().save(&mut response)?;
    assert_eq!(set_cookies(&response), [REMOVAL]);
    Ok(())
}

const REMOVAL: &str =
    "__Host-s=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure; HttpOnly; SameSite=Lax";

/// R05
#[test]
fn destroying_writes_an_empty_expired_cookie_with_the_same_attributes() -> TestResult {
    let mut response = Response::new(());
    returning(&v()).destroy().save(&mut response)?;
    assert_eq!(set_cookies(&response), [REMOVAL]);
    Ok(())
}

/// A session whose type declares nothing.
#[derive(IronSession)]
struct Bare {
    count: u32,
}

#[test]
fn by_default_a_cookie_has_the_host_prefix_and_is_secure_and_http_only_and_lax() -> TestResult {
    let mut session = Bare::load(&HeaderMap::new(), &keys());
    session.set_count(1);
    let cookies: Vec<String> = session.set_cookies()?.into_iter().collect();
    let [cookie] = cookies.try_into().map_err(|all| format!("one cookie, not {all:?}"))?;
    assert!(cookie.starts_with("__Host-session="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "all", max_age = "1h", path = "/app", domain = "shop.example")]
#[iron(same_site = "none", partitioned, priority = "high", http_only = false)]
struct Everything {
    count: u32,
}

/// R05
#[test]
fn removal_cookie_repeats_path_and_domain() -> TestResult {
    let sessions = SessionManager::<Everything>::new(keys()).clock(|| at(NOW));
    let mut session = sessions.load(&cookies([""; 0]));
    session.set_count(1);
    let (mut written, mut removed) = (Response::new(()), Response::new(()));
    session.save(&mut written)?;
    session.destroy().save(&mut removed)?;
    let attributes = "; Domain=shop.example; Path=/app; Secure; SameSite=None; Partitioned; Priority=High";
    assert!(set_cookies(&written)[0].ends_with(&format!("; Max-Age=3600{attributes}")));
    let removal = format!("all=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT{attributes}");
    assert_eq!(set_cookies(&removed), [removal]);
    Ok(())
}

#[test]
fn an_attribute_is_written_as_it_is_configured() -> TestResult {
    type Change = fn(Config) -> Config;
    let cases: [(Change, &str); 5] = [
        (|c| c, "; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax"),
        (|c| c.persistent(false), "; Path=/; Secure; HttpOnly; SameSite=Lax"),
        (|c| c.same_site(SameSite::Strict), "; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Strict"),
        (|c| c.http_only(false), "; Max-Age=3600; Path=/; Secure; SameSite=Lax"),
        (
            |c| c.priority(Priority::Low),
            "; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax; Priority=Low",
        ),
    ];
    for (change, attributes) in cases {
        let mut session = sessions_at::<Visit>(NOW).configure(change)?.load(&cookies([""; 0]));
        session.set_user_id(7);
        let mut response = Response::new(());
        session.save(&mut response)?;
        let cookies = set_cookies(&response);
        let cookie = cookies.iter().find(|cookie| cookie.starts_with("__Host-s=")).ok_or("no cookie")?;
        assert_eq!(&cookie[cookie.find(';').ok_or("no attributes")?..], attributes);
    }
    Ok(())
}

/// R06
#[test]
fn a_browser_stores_replaces_and_removes_the_cookie() -> TestResult {
    let (mut jar, sessions) = (Jar::new().clock(|| at(NOW)), sessions_at::<Visit>(NOW));
    let sent = |jar: &Jar| cookies(jar.header("/"));
    for user_id in [7, 8] {
        let mut session = sessions.load(&sent(&jar));
        session.set_user_id(user_id);
        let mut response = Response::new(());
        session.save(&mut response)?;
        jar.try_receive("/", &response)?;
        assert_eq!(sessions.load(&sent(&jar)).user_id(), user_id);
    }
    let mut response = Response::new(());
    sessions.load(&sent(&jar)).destroy().save(&mut response)?;
    jar.try_receive("/", &response)?;
    assert_eq!(jar.header("/"), None);
    Ok(())
}

/// R07
#[test]
fn writing_a_cookie_sets_no_store_unless_it_is_set() -> TestResult {
    let cases = [
        (None, "no-store"),
        (Some("max-age=60"), "no-store"),
        (Some("private"), "no-store"),
        (Some("no-store, max-age=0"), "no-store, max-age=0"),
        (Some("No-Store"), "No-Store"),
        (Some("no-cache=\"Set-Cookie\""), "no-store"),
        (Some("public, ext=\"a, no-store, b\""), "no-store"),
    ];
    for (before, after) in cases {
        let mut response = Response::new(());
        if let Some(before) = before {
            response.headers_mut().insert("cache-control", before.parse()?);
        }
        let mut session = returning(&v());
        session.set_user_id(8);
        session.save(&mut response)?;
        assert_eq!(header(&response, "cache-control"), [after]);
    }
    Ok(())
}

#[test]
fn no_store_replaces_several_cache_control_headers() -> TestResult {
    let mut response = Response::new(());
    response.headers_mut().append("cache-control", "public".parse()?);
    response.headers_mut().append("cache-control", "max-age=60".parse()?);
    returning(&v()).destroy().save(&mut response)?;
    assert_eq!(header(&response, "cache-control"), ["no-store"]);
    Ok(())
}

#[test]
fn a_response_to_a_read_is_private_unless_it_has_a_cache_control() -> TestResult {
    let mut plain = Response::new(());
    returning(&v()).save(&mut plain)?;
    assert_eq!(header(&plain, "cache-control"), ["private"]);
    let mut cached = Response::new(());
    cached.headers_mut().insert("cache-control", "public, max-age=60".parse()?);
    returning(&v()).save(&mut cached)?;
    assert_eq!(header(&cached, "cache-control"), ["public, max-age=60"]);
    Ok(())
}

/// R08
#[test]
fn saving_adds_cookie_to_vary_once() -> TestResult {
    let cases: [(&[&str], &[&str]); 5] = [
        (&[], &["Cookie"]),
        (&["Accept"], &["Accept", "Cookie"]),
        (&["accept, cookie"], &["accept, cookie"]),
        (&["*"], &["*"]),
        (&["Cookie2"], &["Cookie2", "Cookie"]),
    ];
    for (before, after) in cases {
        let mut response = Response::new(());
        for value in before {
            response.headers_mut().append("vary", value.parse()?);
        }
        let mut session = returning(&v());
        session.save(&mut response)?;
        session.save(&mut response)?;
        assert_eq!(header(&response, "vary"), after);
    }
    Ok(())
}

/// R09
#[test]
fn a_cookie_is_written_on_304_redirects_and_errors() -> TestResult {
    for status in [
        StatusCode::NOT_MODIFIED,
        StatusCode::FOUND,
        StatusCode::NOT_FOUND,
        StatusCode::INTERNAL_SERVER_ERROR,
    ] {
        let mut response = Response::builder().status(status).body(())?;
        let mut session = returning(&v());
        session.set_user_id(8);
        session.save(&mut response)?;
        assert_eq!((set_cookies(&response).len(), response.status()), (1, status));
    }
    Ok(())
}

/// R10
#[test]
fn set_cookie_headers_of_other_cookies_are_kept() -> TestResult {
    let mut response = Response::new(());
    for foreign in ["a=1; Path=/", "__Host-s2=x", "b=__Host-s=", "__host-s=y"] {
        response.headers_mut().append("set-cookie", foreign.parse()?);
    }
    for _ in 0..2 {
        let mut session = returning(&v());
        session.set_user_id(8);
        session.save(&mut response)?;
    }
    let all = set_cookies(&response);
    assert_eq!(all[..4], ["a=1; Path=/", "__Host-s2=x", "b=__Host-s=", "__host-s=y"]);
    assert_eq!(all.len(), 5);
    Ok(())
}

/// R11
#[test]
fn a_domain_or_path_that_would_break_the_header_is_an_error() {
    for domain in [
        "a.example\r\nX: y",
        "a.example;Secure",
        "",
        ".a.example",
        "a.example.",
        "a b",
        "ä.example",
        "http://a.example",
        "a.example:80",
    ] {
        let sessions = SessionManager::<Everything>::new(keys()).domain(domain);
        assert!(sessions.is_err(), "{domain:?}");
    }
    let over = "a".repeat(1025);
    assert!(SessionManager::<Everything>::new(keys()).domain(over).is_err());
    assert!(
        SessionManager::<Visit>::new(keys()).domain("a.example").is_err(),
        "a __Host- name takes no domain"
    );
    for path in ["/\r\nX: y", "/;", "app", "", "/é"] {
        let path: &'static str = path;
        assert!(SessionManager::<Everything>::new(keys()).configure(|c| c.path(path)).is_err(), "{path:?}");
    }
}

/// R12
#[test]
fn a_refused_cookie_is_not_removed() -> TestResult {
    let unknown = {
        let keys = iron_session::Keyring::generate()?;
        let mut session = SessionManager::<Visit>::new(keys).clock(|| at(NOW)).load(&cookies([""; 0]));
        session.set_user_id(7);
        crate::common::saved(&mut session)
    };
    for refused in [unknown, visit_at(NOW - 3600, 7), visit_at(NOW + 61, 7), "garbage".to_owned()] {
        let mut session = returning(&refused);
        assert!(session.meta().rejection().is_some());
        let mut response = Response::new(());
        session.save(&mut response)?;
        assert_eq!(set_cookies(&response), [""; 0]);
    }
    Ok(())
}

#[test]
fn a_written_cookie_is_marked_sensitive() -> TestResult {
    let mut response = Response::new(());
    let mut session = returning(&v());
    session.set_user_id(8);
    session.save(&mut response)?;
    assert!(response.headers()["set-cookie"].is_sensitive());
    assert!(!format!("{response:?}").contains(value(&set_cookies(&response)[0])));
    Ok(())
}

#[test]
fn parts_and_header_maps_work_like_whole_messages() -> TestResult {
    let cookie = format!("__Host-s={}", v());
    let (request, ()) = http::Request::builder().header("cookie", cookie).body(())?.into_parts();
    let sessions = sessions_at::<Visit>(NOW);
    let mut session = sessions.load(&request);
    assert_eq!((session.user_id(), sessions.load(&request.headers).user_id()), (7, 7));
    session.set_user_id(8);
    let (mut response, ()) = Response::new(()).into_parts();
    session.save(&mut response)?;
    assert!(response.headers.contains_key("set-cookie"));
    let mut headers = HeaderMap::new();
    session.save(&mut headers)?;
    assert!(headers.contains_key("set-cookie"));
    Ok(())
}
