//! What the site does in every framework.

use iron_session::SessionManager;
use iron_session::testing::BadCookie;

use crate::client::{Answer, Visitor, exchange};

use super::site::{Account, Host, InProcess, LARGE, Served, Site};

pub(super) const COOKIE: &str = "__Host-contract";

/// A site and one visitor.
pub(super) struct Visit {
    pub(super) site: Site,
    pub(super) served: Served,
    pub(super) visitor: Visitor,
}

impl Visit {
    pub(super) fn of<F: Host>() -> Self {
        Self::on::<F>(Site::new())
    }

    pub(super) fn on<F: Host>(site: Site) -> Self {
        let served = Served::by::<F>(site.clone());
        let visitor = Visitor::new(served.port);
        Self { site, served, visitor }
    }

    pub(super) fn get(&mut self, path: &str) -> Answer {
        self.visitor.get(path)
    }

    /// Signs in, and returns the seal.
    pub(super) fn login(&mut self, user: &str) -> String {
        let answer = self.get(&format!("/login/{user}"));
        assert_eq!((answer.status, answer.header("location")), (303, Some("/read")));
        self.seal().expect("a login writes a cookie")
    }

    pub(super) fn seal(&self) -> Option<String> {
        self.visitor.jar.get(COOKIE).map(|cookie| cookie.value.clone())
    }

    /// A request without the cookies of the jar. The headers are sent as they are.
    pub(super) fn raw(&self, path: &str, headers: &str) -> Option<Answer> {
        self.ask("GET", path, headers)
    }

    pub(super) fn ask(&self, method: &str, path: &str, headers: &str) -> Option<Answer> {
        exchange(self.served.port, &format!("{method} {path} HTTP/1.1"), headers.as_bytes(), "")
    }

    /// What `/read` answers on a new connection to somebody with this seal.
    pub(super) fn read_with(&self, seal: &str) -> String {
        self.raw("/read", &format!("Cookie: {COOKIE}={seal}\r\n")).expect("an answer").body
    }
}

pub(super) fn set_cookies(answer: &Answer) -> Vec<&str> {
    answer.all("set-cookie").collect()
}

/// One cookie is written, `Vary` lists `Cookie`, and `Cache-Control` is `no-store`.
pub(super) fn assert_written(answer: &Answer) {
    assert_eq!(set_cookies(answer).len(), 1, "{answer:?}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.all("vary").any(|value| value.eq_ignore_ascii_case("cookie")));
}

fn assert_failed(answer: &Answer) {
    assert_eq!((answer.status, set_cookies(answer)), (500, Vec::new()), "{answer:?}");
}

pub(super) fn a_login_sets_exactly_one_cookie<F: Host>() {
    let mut visit = Visit::of::<F>();
    let answer = visit.get("/login/ada");
    assert_eq!((answer.status, answer.header("location")), (303, Some("/read")));
    assert_written(&answer);
    let cookie = set_cookies(&answer)[0];
    assert!(cookie.ends_with("; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
    assert_eq!(visit.get("/read").body, "ada");
}

pub(super) fn an_unchanged_read_sets_no_cookie<F: Host>() {
    let mut visit = Visit::of::<F>();
    let stranger = visit.get("/read");
    assert_eq!((stranger.body.as_str(), set_cookies(&stranger)), ("nobody", Vec::new()));
    visit.login("ada");
    let read = visit.get("/read");
    assert_eq!((read.body.as_str(), set_cookies(&read)), ("ada", Vec::new()));
    for answer in [stranger, read] {
        assert_eq!(
            (answer.header("cache-control"), answer.header("vary")),
            (Some("private"), Some("Cookie"))
        );
    }
}

pub(super) fn a_response_that_asked_for_no_session_is_left_alone<F: Host>() {
    let mut visit = Visit::of::<F>();
    visit.login("ada");
    let answer = visit.get("/unasked");
    assert_eq!((answer.status, answer.body.as_str(), set_cookies(&answer)), (200, "ok", Vec::new()));
    assert_eq!((answer.header("cache-control"), answer.header("vary")), (None, None));
}

pub(super) fn two_changes_set_one_cookie<F: Host>() {
    let mut visit = Visit::of::<F>();
    for visits in ["2", "4"] {
        let answer = visit.get("/twice");
        assert_eq!((answer.status, answer.body.as_str()), (200, visits));
        assert_written(&answer);
    }
}

pub(super) fn a_logout_removes_the_cookie_with_the_same_attributes<F: Host>() {
    let mut visit = Visit::of::<F>();
    visit.login("ada");
    let answer = visit.get("/logout");
    assert_eq!(answer.status, 303);
    assert_written(&answer);
    let removal =
        "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure; HttpOnly; SameSite=Lax";
    assert_eq!(set_cookies(&answer), [format!("{COOKIE}={removal}")]);
    assert_eq!((visit.seal(), visit.get("/read").body.as_str()), (None, "nobody"));
}

pub(super) fn after_a_logout_the_same_request_sees_a_fresh_session<F: Host>() {
    let mut visit = Visit::of::<F>();
    let before = visit.login("ada");
    let answer = visit.get("/relogin/bob");
    assert_eq!(answer.body, "nobody");
    assert_written(&answer);
    assert_ne!(visit.seal(), Some(before));
    assert_eq!(visit.get("/read").body, "bob");
}

pub(super) fn a_logout_removes_the_cookie_even_if_the_request_fails<F: Host>() {
    let mut visit = Visit::of::<F>();
    visit.login("ada");
    let answer = visit.get(&format!("/relogin/{}", "x".repeat(LARGE)));
    assert_eq!((answer.status, set_cookies(&answer).len()), (500, 1), "{answer:?}");
    assert_eq!((visit.seal(), visit.get("/read").body.as_str()), (None, "nobody"));
}

pub(super) fn a_change_is_kept_on_every_status<F: Host>() {
    let mut visit = Visit::of::<F>();
    for code in [200, 302, 404, 500, 304] {
        let answer = visit.get(&format!("/status/{code}"));
        assert_eq!(answer.status, code);
        assert_written(&answer);
    }
    assert_eq!(visit.get("/twice").body, "7", "five visits before these two");
}

pub(super) fn foreign_cookies_are_kept<F: Host>() {
    let mut visit = Visit::of::<F>();
    let answer = visit.get("/foreign");
    let cookies = set_cookies(&answer);
    assert_eq!(cookies.len(), 2, "{answer:?}");
    assert!(cookies.iter().any(|cookie| cookie.starts_with("theme=dark")));
    assert!(cookies.iter().any(|cookie| cookie.starts_with(COOKIE)));
}

pub(super) fn middleware_and_handler_see_each_others_changes<F: Host>() {
    let mut visit = Visit::of::<F>();
    let answer = visit.get("/through");
    assert_eq!((answer.status, answer.body.as_str(), answer.header("x-visits")), (200, "11", Some("11")));
    assert_written(&answer);
    assert_eq!(visit.get("/twice").body, "13");
}

pub(super) fn middleware_may_hold_an_unchanged_session_meanwhile<F: Host>() {
    let mut visit = Visit::of::<F>();
    for (before, after) in [("0", "2"), ("2", "4")] {
        let answer = visit.get("/guarded");
        assert_eq!((answer.status, answer.body.as_str()), (200, after));
        assert_eq!(answer.header("x-visits"), Some(before));
        assert_written(&answer);
    }
}

pub(super) fn a_second_writer_at_the_same_time_is_an_error<F: Host>() {
    let mut visit = Visit::of::<F>();
    let answer = visit.get("/clash");
    assert_eq!(answer.status, 500);
    let errors = visit.site.errors();
    assert!(errors.iter().any(|error| error.contains("drop it before calling on")), "{errors:?}");
    assert_eq!(visit.get("/twice").body, "3", "what the first writer changed is kept");
}

pub(super) fn cookie_headers_may_be_split<F: Host>() {
    let mut visit = Visit::of::<F>();
    let seal = visit.login("ada");
    let split = format!("Cookie: a=1\r\nCookie: {COOKIE}={seal}\r\nCookie: b=2\r\n");
    assert_eq!(visit.raw("/read", &split).expect("an answer").body, "ada");
    let neighbour = format!("Cookie: a=\u{e9}; {COOKIE}={seal}\r\n");
    assert_eq!(visit.raw("/read", &neighbour).expect("an answer").body, "ada");
}

pub(super) fn a_garbage_duplicate_does_not_count<F: Host>() {
    let mut visit = Visit::of::<F>();
    let seal = visit.login("ada");
    let tossed = "A".repeat(seal.len());
    for pairs in [[&tossed, &seal], [&seal, &tossed]] {
        let header = format!("Cookie: {COOKIE}={}; {COOKIE}={}\r\n", pairs[0], pairs[1]);
        assert_eq!(visit.raw("/read", &header).expect("an answer").body, "ada");
    }
    let forged = visit.raw("/read", &format!("Cookie: {COOKIE}={tossed}\r\n")).expect("an answer");
    assert_eq!((forged.status, forged.body.as_str(), set_cookies(&forged)), (200, "nobody", Vec::new()));
}

pub(super) fn a_bad_cookie_is_a_stranger<F: Host>() {
    let visit = Visit::of::<F>();
    for bad in BadCookie::ALL {
        let cookie = bad.header(&visit.site.sessions, |session| session.set_user("ada"));
        let header = format!("Sec-Fetch-Mode: navigate\r\nCookie: {}\r\n", cookie.to_str().expect("ASCII"));
        let answer = visit.raw("/members", &header).expect("an answer");
        let login = Some("/login/somebody?next=/members");
        assert_eq!((answer.status, answer.header("location")), (303, login), "{bad:?}");
        assert_eq!(set_cookies(&answer), [""; 0], "{bad:?}");
    }
}

pub(super) fn a_session_too_large_is_a_500_and_leaves_the_cookie<F: Host>() {
    let mut visit = Visit::of::<F>();
    let before = visit.login("ada");
    let answer = visit.get("/large");
    assert_eq!((answer.status, set_cookies(&answer).len()), (500, 1), "{answer:?}");
    assert!(set_cookies(&answer)[0].starts_with("theme=dark"), "cookies of others are kept: {answer:?}");
    assert!(!answer.body.contains("lost"), "the answer must not say that the session was saved");
    let errors = visit.site.errors();
    assert!(errors.iter().any(|error| error.contains(&format!("`note` {} bytes", LARGE + 2))), "{errors:?}");
    assert_eq!((visit.seal(), visit.get("/read").body.as_str()), (Some(before), "ada"));
}

pub(super) fn a_session_in_chunks_is_written_and_removed_in_several_cookies<F: Host>() {
    let mut visit = Visit::on::<F>(Site::with_chunks());
    visit.login("ada");
    let answer = visit.get("/large");
    assert_eq!((answer.status, visit.seal()), (200, None), "{answer:?}");
    let names = |answer: &Answer| -> Vec<String> {
        let mut names: Vec<_> =
            set_cookies(answer).into_iter().map(|text| text.split('=').take(1).collect()).collect();
        names.sort_unstable();
        names
    };
    let [whole, first, second] = ["", ".0", ".1"].map(|end| format!("{COOKIE}{end}"));
    assert_eq!(names(&answer), [whole.clone(), first.clone(), second.clone(), "theme".to_owned()]);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(visit.get("/read").body, "ada");
    assert_eq!(visit.get("/twice").body, "2", "the session is changed in its chunks");

    let answer = visit.get("/logout");
    assert_eq!(names(&answer), [whole, first.clone(), second.clone()]);
    assert!(set_cookies(&answer).iter().all(|text| text.contains("=; Max-Age=0; ")), "{answer:?}");
    assert!([first, second].iter().all(|name| visit.visitor.jar.get(name).is_none()));
    assert_eq!(visit.get("/read").body, "nobody");
}

pub(super) fn concurrent_requests_do_not_mix<F: Host>() {
    let visit = Visit::of::<F>();
    let port = visit.served.port;
    let both = ["ada", "bob"].map(|user| {
        std::thread::spawn(move || {
            let mut visitor = Visitor::new(port);
            (visitor.get(&format!("/slow/{user}")).body, visitor.get("/read").body, user)
        })
    });
    for thread in both {
        let (slow, read, user) = thread.join().expect("an answer");
        assert_eq!((slow.as_str(), read.as_str()), (user, user));
    }
}

pub(super) fn a_panic_leaves_the_old_session<F: Host>() {
    let mut visit = Visit::of::<F>();
    let before = visit.login("ada");
    // Some frameworks answer 500 after a panic, others close the connection.
    if let Some(answer) = visit.raw("/panic", &format!("Cookie: {COOKIE}={before}\r\n")) {
        assert_failed(&answer);
    }
    assert_eq!(visit.read_with(&before), "ada");
}

pub(super) fn what_a_panic_loses_is_reported<F: Host>() {
    let visit = Visit::of::<F>();
    drop(visit.raw("/panic", ""));
    let errors = visit.site.errors_at_last();
    assert!(errors.len() == 1 && errors[0].contains("is not saved, since its holder panicked"), "{errors:?}");
}

pub(super) fn a_change_that_a_timeout_outside_loses_is_reported<F: Host>() {
    for work in ["login", "logout", "hold"] {
        let mut visit = Visit::of::<F>();
        let before = visit.login("ada");
        let answer = visit.get(&format!("/late/{work}"));
        assert_eq!((answer.status, set_cookies(&answer)), (408, Vec::new()), "{work}: {answer:?}");
        let errors = visit.site.errors_at_last();
        assert!(errors.len() == 1 && errors[0].contains("put timeouts inside"), "{work}: {errors:?}");
        assert_eq!(visit.seal(), Some(before), "{work}");
    }
}

pub(super) fn a_timeout_outside_that_loses_nothing_is_not_reported<F: Host>() {
    let mut visit = Visit::of::<F>();
    assert_eq!(visit.get("/late/read").status, 408);
    assert_eq!(visit.get("/late/read").status, 408, "by now the first one is reported, if it ever is");
    assert_eq!(visit.site.errors(), [""; 0]);
}

pub(super) fn an_optional_session_is_one_that_opened<F: Host>() {
    let mut visit = Visit::of::<F>();
    assert_eq!(visit.get("/optional").body, "none");
    visit.login("ada");
    assert_eq!(visit.get("/optional").body, "some");
    let forged = visit.raw("/optional", &format!("Cookie: {COOKIE}=forged\r\n")).expect("an answer");
    assert_eq!(forged.body, "none");
}

pub(super) fn what_nobody_asked_for_waits_for_a_page<F: Host>() {
    let visit = Visit::of::<F>();
    let mut session = SessionManager::<Account>::new(visit.site.previous.clone()).load_bytes([], None);
    session.set_user("ada");
    let before: String = session.set_cookies().expect("a small session").into_iter().collect();
    let cookie = before.split(';').next().unwrap_or_default();
    for (mode, purpose, is_written) in
        [("cors", "", false), ("navigate", "Sec-Purpose: prefetch\r\n", false), ("navigate", "", true)]
    {
        let headers = format!("Cookie: {cookie}\r\nSec-Fetch-Mode: {mode}\r\n{purpose}");
        let answer = visit.raw("/read", &headers).expect("an answer");
        assert_eq!((answer.body.as_str(), set_cookies(&answer).len()), ("ada", usize::from(is_written)));
    }
}

pub(super) fn a_form_of_another_site_replaces_no_session<F: Host>() {
    let visit = Visit::of::<F>();
    let post = |site| {
        let headers =
            format!("Sec-Fetch-Site: {site}\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n");
        visit.ask("POST", "/twice", &headers).expect("an answer")
    };
    assert_written(&post("same-site"));
    assert_eq!(visit.site.errors(), [""; 0]);
    // Builds with `debug_assertions` tell the developer by a 500.
    let answer = post("cross-site");
    let status = if cfg!(debug_assertions) { 500 } else { 200 };
    assert_eq!((answer.status, set_cookies(&answer)), (status, Vec::new()), "{answer:?}");
    let errors = visit.site.errors();
    assert!(errors.len() == 1 && errors[0].contains("call `renew` if this is a login"), "{errors:?}");
}

pub(super) fn a_missing_layer_is_a_500_that_says_what_to_add<F: Host>() {
    let mut visit = Visit::of::<F>();
    let answer = visit.get("/unlayered");
    assert_failed(&answer);
    let name = std::any::type_name::<Account>();
    assert!(answer.body.contains(name) && answer.body.contains("SessionLayer"), "{answer:?}");
}

pub(super) fn a_test_client_stays_signed_in_until_it_signs_out<F: InProcess>() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let asked = F::ask(Site::new(), &["/read", "/login/ada", "/read", "/twice", "/read", "/logout", "/read"]);
    let bodies = tokio::task::LocalSet::new().block_on(&runtime, asked);
    let read: Vec<&str> = [0, 2, 3, 4, 6].map(|index| bodies[index].as_str()).into();
    assert_eq!(read, ["nobody", "ada", "2", "ada", "nobody"]);
}

/// These functions as tests of one framework.
macro_rules! keep {
    ($framework:ty) => {
        as_tests! { contract, $framework:
            a_login_sets_exactly_one_cookie
            an_unchanged_read_sets_no_cookie
            a_response_that_asked_for_no_session_is_left_alone
            two_changes_set_one_cookie
            a_logout_removes_the_cookie_with_the_same_attributes
            after_a_logout_the_same_request_sees_a_fresh_session
            a_logout_removes_the_cookie_even_if_the_request_fails
            a_change_is_kept_on_every_status
            foreign_cookies_are_kept
            middleware_and_handler_see_each_others_changes
            middleware_may_hold_an_unchanged_session_meanwhile
            a_second_writer_at_the_same_time_is_an_error
            cookie_headers_may_be_split
            a_garbage_duplicate_does_not_count
            a_bad_cookie_is_a_stranger
            a_session_too_large_is_a_500_and_leaves_the_cookie
            a_session_in_chunks_is_written_and_removed_in_several_cookies
            concurrent_requests_do_not_mix
            a_panic_leaves_the_old_session
            what_a_panic_loses_is_reported
            a_change_that_a_timeout_outside_loses_is_reported
            a_timeout_outside_that_loses_nothing_is_not_reported
            an_optional_session_is_one_that_opened
            what_nobody_asked_for_waits_for_a_page
            a_form_of_another_site_replaces_no_session
            a_missing_layer_is_a_500_that_says_what_to_add
            a_test_client_stays_signed_in_until_it_signs_out
        }
        $crate::frameworks::cancelled::keep! { $framework }
        $crate::frameworks::cross_site::keep! { $framework }
        $crate::frameworks::revocation::keep! { $framework }
        $crate::frameworks::who_may::keep! { $framework }
    };
}

pub(super) use keep;
