//! The example `login`, used as a person with a browser uses it.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;
use std::time::{Duration, SystemTime};

use iron_session::{IronSession, Keyring, SameSite, SessionManager};

use crate::client::{Visitor, exchange};
use crate::common::with_other_letter;
use crate::server::{Server, program};

const COOKIE: &str = "__Host-login";
const PASSWORD: &str = "mica-Lantern-57-harbor-quill-sorrel-vane";
const STRANGER: &str = "<h1>Who are you?</h1>";

/// A new server for each test, with its first visitor.
fn visit() -> (Server, Visitor) {
    let server = Server::example("login", None);
    let visitor = Visitor::new(server.port);
    (server, visitor)
}

/// The text of the page between `start` and the next tag.
fn read<'a>(page: &'a str, start: &str) -> &'a str {
    let (_, rest) = page.split_once(start).unwrap_or_else(|| panic!("no {start:?} in {page}"));
    rest.split('<').next().unwrap_or_default()
}

#[test]
fn a_post_from_another_site_replaces_no_session() {
    let (server, _) = visit();
    for (site, status) in [("cross-site", 403), ("same-site", 403), ("same-origin", 303), ("none", 303)] {
        let headers =
            format!("Sec-Fetch-Site: {site}\r\nContent-Type: application/x-www-form-urlencoded\r\n");
        let answer = exchange(server.port, "POST /login HTTP/1.1", headers.as_bytes(), "name=mallory");
        let answer = answer.expect("the server answers");
        assert_eq!((answer.status, answer.header("set-cookie").is_some()), (status, status == 303), "{site}");
    }
    let followed = exchange(server.port, "GET / HTTP/1.1", b"Sec-Fetch-Site: cross-site\r\n", "");
    assert_eq!(followed.expect("the server answers").status, 200, "a link may lead here");
}

#[test]
fn a_stranger_gets_no_cookie() {
    let (_server, mut visitor) = visit();
    let page = visitor.get("/");
    assert!(page.body.contains(STRANGER));
    assert_eq!((page.status, page.header("set-cookie")), (200, None));
    assert_eq!((page.header("cache-control"), page.header("vary")), (Some("private"), Some("Cookie")));
}

#[test]
fn a_login_is_seen_after_a_reload() {
    let (_server, mut visitor) = visit();
    for page in [visitor.submit("/login", "name", " Ada Lovelace "), visitor.get("/")] {
        assert_eq!(read(&page.body, "id=who>"), "Ada Lovelace");
        assert_eq!(read(&page.body, "<dt>Signed in</dt><dd>"), "just now");
        assert_eq!(page.header("cache-control"), Some("no-store"));
    }
    let cookie = visitor.jar.get(COOKIE).expect("the session is in the jar");
    assert!(cookie.secure && cookie.http_only && cookie.host_only && cookie.path == "/");
    assert_eq!(cookie.same_site, Some(SameSite::Lax));
}

#[test]
fn the_page_shows_the_cookie_that_the_browser_holds() {
    let (_server, mut visitor) = visit();
    let page = visitor.submit("/login", "name", "Ada");
    let cookie = visitor.jar.get(COOKIE).expect("the session is in the jar");
    assert!(page.body.contains(&format!("<b>{COOKIE}</b>={}<", cookie.value)));
    assert_eq!(read(&page.body, "<dt>name()</dt><dd>"), "Some(&quot;Ada&quot;)");
}

#[test]
fn a_theme_persists() {
    let (_server, mut visitor) = visit();
    assert!(visitor.get("/").body.contains("data-theme=auto"));
    for page in [visitor.submit("/theme", "theme", "dark"), visitor.get("/")] {
        assert!(page.body.contains("data-theme=dark"));
        assert!(page.body.contains("value=dark aria-pressed=true"));
    }
    assert!(
        visitor.submit("/login", "name", "Ada").body.contains("data-theme=dark"),
        "a login keeps the theme"
    );
}

#[test]
fn a_theme_that_does_not_exist_changes_nothing() {
    let (_server, mut visitor) = visit();
    visitor.submit("/theme", "theme", "dark");
    let answer = visitor.post("/theme", "theme", "plaid");
    assert_eq!((answer.status, answer.header("set-cookie")), (422, None));
    assert!(visitor.get("/").body.contains("data-theme=dark"));
}

#[test]
fn a_notice_is_shown_exactly_once() {
    let (_server, mut visitor) = visit();
    let welcome = visitor.submit("/login", "name", "Ada");
    assert_eq!(welcome.body.matches("Welcome, Ada.").count(), 1);
    assert!(!visitor.get("/").body.contains("Welcome"));
}

#[test]
fn visits_are_counted() {
    let (_server, mut visitor) = visit();
    let first = visitor.submit("/login", "name", "Ada");
    assert_eq!(read(&first.body, "id=visits>"), "1");
    for visits in 2..=4 {
        assert_eq!(read(&visitor.get("/").body, "id=visits>"), visits.to_string());
    }
}

#[test]
fn a_logout_removes_the_cookie() {
    let (_server, mut visitor) = visit();
    visitor.submit("/login", "name", "Ada");
    let page = visitor.submit("/logout", "now", "");
    assert!(page.body.contains(STRANGER));
    assert!(visitor.jar.get(COOKIE).is_none());
    assert_eq!(page.header("set-cookie"), None, "the page after the logout starts no new session");
}

#[test]
fn a_second_login_begins_anew() {
    #[derive(IronSession)]
    #[iron(cookie = "__Host-login", max_age = "7d")]
    struct Earlier {
        name: Option<String>,
    }
    let server = Server::example("login", Some(PASSWORD));
    let hours_ago = SystemTime::now() - Duration::from_secs(150 * 60);
    let keys = Keyring::from_password(PASSWORD).expect("a strong password");
    let manager = SessionManager::<Earlier>::new(keys).clock(move || hours_ago);
    let mut session = manager.load(&http::HeaderMap::new());
    session.set_name("Ada");
    let cookie = session.set_cookies().expect("a small session").into_iter().next().expect("one cookie");

    let mut visitor = Visitor::new(server.port);
    visitor.jar.try_receive("http://127.0.0.1/", &[cookie]).expect("a browser keeps it");
    let since = |page: &str| read(page, "<dt>Signed in</dt><dd>").to_owned();
    assert_eq!(since(&visitor.get("/").body), "2 hours ago");
    assert_eq!(since(&visitor.submit("/login", "name", "Ada").body), "just now");
}

#[test]
fn a_tampered_cookie_starts_fresh_and_is_left_alone() {
    let (_server, mut visitor) = visit();
    visitor.submit("/login", "name", "Ada");
    let value = &mut visitor.jar.get_mut(COOKIE).expect("the session is in the jar").value;
    let middle = value.len() / 2;
    *value = with_other_letter(value.clone(), middle);

    let page = visitor.get("/");
    assert_eq!((page.status, page.header("set-cookie")), (200, None));
    assert!(page.body.contains(STRANGER) && page.body.contains("<em>changed, or made"));
    assert_eq!(read(&visitor.submit("/login", "name", "Eve").body, "id=who>"), "Eve");
}

#[test]
fn a_name_is_escaped() {
    let (_server, mut visitor) = visit();
    let page = visitor.submit("/login", "name", r#"<script>alert('&"')</script>"#);
    assert!(!page.body.contains("<script"));
    assert!(
        page.body.contains("<bdi id=who>&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;</bdi>")
    );
}

#[test]
fn a_name_that_is_empty_or_too_long_is_refused_with_a_message() {
    let (_server, mut visitor) = visit();
    for name in ["", "  ", &"n".repeat(61), &"n".repeat(100_000)] {
        let answer = visitor.post("/login", "name", name);
        assert_eq!((answer.status, answer.header("set-cookie")), (422, None));
        assert!(answer.body.contains("A name has 1 to 60 characters."));
    }
    assert_eq!(visitor.post("/login", "name", &"\u{1f9ed}".repeat(60)).status, 303);
}

#[test]
fn hostile_cookies_open_no_session() {
    let (server, _) = visit();
    let cookies: [&[u8]; 8] = [
        b"__Host-login=\xff\xfe\x80",
        b"__Host-login=",
        b"__Host-login",
        b"=; ;;; =__Host-login=\"",
        b"__Host-login=%00%0d%0a; __Host-login=\t\t; __Host-LOGIN=x",
        &[b"__Host-login=".as_slice(), &[b'A'; 8000]].concat(),
        &b"__Host-login=AAAA; ".repeat(2000),
        &b";".repeat(60_000),
    ];
    for cookie in cookies {
        let header = [b"Cookie: ".as_slice(), cookie, b"\r\n"].concat();
        let answer = exchange(server.port, "GET / HTTP/1.1", &header, "").expect("the server answers");
        assert_eq!((answer.status, answer.header("set-cookie")), (200, None));
    }
}

/// These requests do not reach the example. Hyper answers 400 to a byte that a header may not have, and 431
/// if the headers are too large. It may also close the connection while the visitor is still sending. After
/// that, the example must still answer.
#[test]
fn an_impossible_header_is_answered_by_hyper() {
    let (server, mut visitor) = visit();
    for cookie in [b"__Host-login=\0".to_vec(), vec![b'A'; 1 << 20], b"__Host-login=A; ".repeat(1 << 16)] {
        let header = [b"Cookie: ".as_slice(), &cookie, b"\r\n"].concat();
        if let Some(answer) = exchange(server.port, "GET / HTTP/1.1", &header, "") {
            assert!(matches!(answer.status, 400 | 431), "{answer:?}");
        }
        assert_eq!(visitor.get("/").status, 200);
    }
}

#[test]
fn a_mistake_in_the_set_up_is_printed_and_exits_with_1() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let taken = taken.local_addr().expect("a bound address").port().to_string();
    let cases = [
        ("65536", "", "`65536` is not a port; give a number"),
        ("http", "", "`http` is not a port; give a number"),
        ("0", "too short", "`IRON_SESSION_PASSWORD`: the secret has fewer than 32 bytes; generate one"),
        (&taken, "", "choose another"),
    ];
    for (port, password, said) in cases {
        let run = Command::new(program("login")).arg(port).env("IRON_SESSION_PASSWORD", password).output();
        let run = run.expect("the example was built");
        let errors = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(1), "{errors}");
        assert!(errors.starts_with("error: ") && errors.contains(said), "{errors}");
    }
}
