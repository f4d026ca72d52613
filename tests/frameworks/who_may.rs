//! Whom the site turns away in every framework, and by which answer.

use crate::client::Answer;

use super::contract::{COOKIE, Visit, set_cookies};
use super::site::Host;

/// What a browser sends when the visitor opens a page: to https, and to plain http.
const PAGE: &str = "Sec-Fetch-Mode: navigate\r\n";
const PAGE_OVER_HTTP: &str = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";
const FETCH: &str = "Sec-Fetch-Mode: cors\r\nAccept: text/html, */*\r\n";
const HTMX: &str = "HX-Request: true\r\nSec-Fetch-Mode: cors\r\nAccept: */*\r\n";
const WEBSOCKET: &str = "Sec-Fetch-Mode: websocket\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// The status, and the header with the page.
fn turned_away(answer: &Answer) -> (u16, Option<&str>, Option<&str>) {
    assert_eq!((set_cookies(answer), answer.header("vary")), (Vec::new(), Some("Cookie")), "{answer:?}");
    (answer.status, answer.header("location"), answer.header("hx-redirect"))
}

pub(super) fn strangers_who_open_a_page_are_sent_to_the_login<F: Host>() {
    let visit = Visit::of::<F>();
    for (method, path, headers, location) in [
        ("GET", "/members", PAGE, "/login/somebody?next=/members"),
        ("GET", "/members?a=1&b=%2F+c", PAGE, "/login/somebody?next=/members%3Fa%3D1%26b%3D%252F%2Bc"),
        ("GET", "/members?a", PAGE_OVER_HTTP, "/login/somebody?next=/members%3Fa"),
        ("GET", "/inner/members?a", PAGE, "/login/somebody?next=/inner/members%3Fa"),
        ("HEAD", "/members?a", PAGE, "/login/somebody"),
        ("HEAD", "/members?a", PAGE_OVER_HTTP, "/login/somebody"),
        ("POST", "/members?a", PAGE, "/login/somebody"),
    ] {
        let answer = visit.ask(method, path, headers).expect("an answer");
        assert_eq!(turned_away(&answer), (303, Some(location), None), "{method} {path} {headers}");
    }
}

pub(super) fn strangers_without_a_page_are_told_by_the_status<F: Host>() {
    let visit = Visit::of::<F>();
    for (method, headers) in [
        ("GET", ""),
        ("GET", FETCH),
        ("GET", "Accept: application/json\r\n"),
        ("GET", WEBSOCKET),
        ("HEAD", FETCH),
        ("POST", FETCH),
        ("POST", PAGE_OVER_HTTP),
        ("OPTIONS", ""),
        ("OPTIONS", PAGE_OVER_HTTP),
    ] {
        let answer = visit.ask(method, "/members?a", headers).expect("an answer");
        assert_eq!(turned_away(&answer), (401, None, None), "{method} {headers}");
    }
    for method in ["GET", "POST"] {
        let answer = visit.ask(method, "/members?a", HTMX).expect("an answer");
        assert_eq!(turned_away(&answer), (401, None, Some("/login/somebody")), "{method}");
    }
}

pub(super) fn those_who_are_signed_in_are_let_in<F: Host>() {
    let mut visit = Visit::of::<F>();
    visit.login("ada");
    for path in ["/members", "/inner/members"] {
        assert_eq!(visit.get(path).body, "ada");
    }
}

pub(super) fn rules_turn_away_those_who_are_signed_in<F: Host>() {
    let mut visit = Visit::of::<F>();
    for (user, visits, path, headers, told) in [
        ("", 0, "/root", FETCH, (401, None, None)),
        ("", 0, "/known", PAGE, (303, Some("/login/somebody?next=/known"), None)),
        ("ada", 0, "/known?a", FETCH, (403, None, None)),
        ("ada", 0, "/known?a", HTMX, (403, None, Some("/known?again=1#form"))),
        ("ada", 0, "/known?a", PAGE, (303, Some("/known?again=1#form"), None)),
        ("ada", 0, "/root?a", PAGE, (303, Some("/known?again=1&next=/root%3Fa#form"), None)),
        ("ada", 2, "/root?a", PAGE, (403, None, None)),
        ("ada", 2, "/root?a", HTMX, (403, None, None)),
        ("root", 0, "/root", FETCH, (403, None, None)),
    ] {
        let cookie = visit.as_user(user, visits);
        let answer = visit.ask("GET", path, &format!("{cookie}{headers}")).expect("an answer");
        assert_eq!(turned_away(&answer), told, "{user} {visits} {path} {headers}");
    }
    for (user, path) in [("ada", "/known"), ("root", "/root")] {
        let cookie = visit.as_user(user, 2);
        assert_eq!(visit.ask("GET", path, &cookie).expect("an answer").body, user);
    }
}

impl Visit {
    /// The Cookie header of a user who has visited the site before, or not.
    fn as_user(&mut self, user: &str, visits: u32) -> String {
        self.get("/logout");
        if user.is_empty() {
            return String::new();
        }
        self.login(user);
        if visits > 0 {
            assert_eq!(self.get("/twice").body, visits.to_string());
        }
        format!("Cookie: {COOKIE}={}\r\n", self.seal().expect("a login writes a cookie"))
    }
}

/// These functions as tests of one framework.
macro_rules! keep {
    ($framework:ty) => {
        as_tests! { who_may, $framework:
            strangers_who_open_a_page_are_sent_to_the_login
            strangers_without_a_page_are_told_by_the_status
            those_who_are_signed_in_are_let_in
            rules_turn_away_those_who_are_signed_in
        }
    };
}

pub(super) use keep;
