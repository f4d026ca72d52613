//! What every framework does with a store of revocations: whom it asks when, and what it tells it when.

use std::future::poll_fn;
use std::pin::pin;
use std::thread::JoinHandle;
use std::time::Duration;

use iron_session::{CrossSite, Outage, Revocations};

use crate::client::{Answer, exchange};

use super::contract::{COOKIE, Visit, assert_written, set_cookies};
use super::scripted::Scripted;
use super::site::{Account, Guest, Host, InProcess, Site, polled};

const KEEP_FOR: Duration = Duration::from_secs(86_400);

/// What the store is asked about a user's seal.
const ASKED: &str = "read ended cut-off spared";

pub(super) fn revocations(store: &Scripted, outage: Outage) -> Revocations<Account> {
    Revocations::new(store.clone(), outage, KEEP_FOR)
}

impl Visit {
    fn with_store<F: Host>(outage: Outage) -> (Self, Scripted) {
        let store = Scripted::default();
        (Self::on::<F>(Site::revoking(revocations(&store, outage))), store)
    }

    fn end_all(&self, user: &str) {
        let revocations = self.site.revocations.as_ref().expect("the site has some");
        block_on(revocations.end_all(user)).expect("the store answers");
    }

    /// Sends a request with a seal, and does not wait for the answer.
    fn begin(&self, path: &'static str, seal: &str) -> JoinHandle<Answer> {
        let (port, headers) = (self.served.port, format!("Cookie: {COOKIE}={seal}\r\n"));
        std::thread::spawn(move || {
            exchange(port, &format!("GET {path} HTTP/1.1"), headers.as_bytes(), "").expect("an answer")
        })
    }
}

pub(super) fn block_on<V>(future: impl Future<Output = V>) -> V {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    tokio::task::LocalSet::new().block_on(&runtime, future)
}

/// A 503 that says when to come again, with these Set-Cookie values.
fn assert_unavailable(answer: &Answer, cookies: usize) {
    assert_eq!((answer.status, set_cookies(answer).len()), (503, cookies), "{answer:?}");
    let told = (answer.header("retry-after"), answer.header("cache-control"));
    assert_eq!(told, (Some("1"), Some("no-store")), "{answer:?}");
}

pub(super) fn a_session_that_was_ended_is_refused_at_the_next_request<F: Host>() {
    let (mut visit, _) = Visit::with_store::<F>(Outage::Refuse);
    visit.login("ada");
    assert_eq!(visit.get("/read").body, "ada");
    visit.end_all("ada");
    let answer = visit.get("/read");
    assert_eq!((answer.body.as_str(), set_cookies(&answer)), ("nobody", Vec::new()));
    assert_eq!((answer.header("cache-control"), answer.header("vary")), (Some("private"), Some("Cookie")));
    assert_eq!((visit.get("/optional").body.as_str(), visit.get("/members").status), ("none", 303));
    visit.login("ada");
    assert_eq!(visit.get("/read").body, "ada", "a login in the same second is spared");
}

pub(super) fn the_store_is_asked_once_about_a_seal_and_never_without<F: Host>() {
    let (mut visit, store) = Visit::with_store::<F>(Outage::Refuse);
    let seal = visit.login("ada");
    store.calls();
    let (forged, broken) = ("A".repeat(seal.len()), &seal[1..]);
    for cookies in ["", "Cookie: a=1\r\n", &cookie(&forged), &cookie(broken)] {
        for path in ["/read", "/twice", "/unasked", "/members"] {
            visit.raw(path, cookies).expect("an answer");
        }
    }
    assert_eq!(store.calls(), [""; 0]);
    for path in
        ["/read", "/twice", "/through", "/guarded", "/optional", "/members", "/unasked", "/status/404"]
    {
        visit.get(path);
        assert_eq!(store.calls(), [ASKED], "{path}");
    }
    visit.raw("/read", &cookie(&format!("{seal}; {COOKIE}={seal}"))).expect("an answer");
    assert_eq!(store.calls(), [ASKED], "a seal that is sent twice");
}

pub(super) fn each_session_type_has_a_store_of_its_own<F: Host>() {
    let [of_accounts, of_guests] = [Scripted::default(), Scripted::default()];
    let mut site = Site::revoking(revocations(&of_accounts, Outage::Refuse));
    let guests = Revocations::<Guest>::new(of_guests.clone(), Outage::Refuse, KEEP_FOR);
    site.guests = site.guests.revocations(&guests).expect("they are kept for long enough");
    let mut visit = Visit::on::<F>(site);
    assert_eq!(
        (visit.get("/both").body, visit.get("/both").body),
        ("nobody nobody".into(), "ada ada".into())
    );
    assert_eq!([of_accounts.calls(), of_guests.calls()], [[ASKED; 2]; 2]);

    block_on(guests.end_all("ada")).expect("the store answers");
    assert_eq!(
        (visit.get("/both").body.as_str(), visit.get("/both").body.as_str()),
        ("ada nobody", "ada ada")
    );
    of_guests.fail(&["read"]);
    assert_unavailable(&visit.get("/both"), 0);
    assert_eq!(visit.get("/read").body, "ada");
    visit.end_all("ada");
    assert_eq!(visit.get("/read").body, "nobody");
}

fn cookie(value: &str) -> String {
    format!("Cookie: {COOKIE}={value}\r\n")
}

pub(super) fn no_handler_runs_before_the_store_has_answered<F: Host>() {
    let (mut visit, store) = Visit::with_store::<F>(Outage::Refuse);
    let seal = visit.login("ada");
    store.hold(&["read"]);
    let asked = visit.begin("/read", &seal);
    store.wait_for_a_call();
    visit.end_all("ada");
    store.hold(&[]);
    assert_eq!(asked.join().expect("an answer").body, "nobody");
}

pub(super) fn a_handler_that_cannot_end_sessions_tells_the_visitor_to_come_again<F: Host>() {
    let (mut visit, store) = Visit::with_store::<F>(Outage::Refuse);
    visit.login("ada");
    store.fail(&["raise"]);
    assert_unavailable(&visit.get("/others"), 1);
    store.fail(&[]);
    assert_eq!(visit.get("/others").body, "ended");
    assert_eq!(visit.get("/read").body, "ada");
}

pub(super) fn what_cannot_be_written_ends_nothing<F: Host>() {
    let (mut visit, store) = Visit::with_store::<F>(Outage::Refuse);
    visit.login("ada");
    store.calls();
    let answer = visit.get("/rival");
    assert_eq!((answer.status, set_cookies(&answer)), (500, Vec::new()), "{answer:?}");
    assert_eq!(store.calls(), [ASKED], "it was not told that the session ends");
    let told = visit.site.errors();
    assert!(told.len() == 1 && told[0].contains("by another Set-Cookie"), "{told:?}");
    assert_eq!(visit.get("/read").body, "ada");
}

pub(super) fn whoever_asks_is_told_to_come_again_while_the_store_does_not_answer<F: Host>() {
    let (mut visit, store) = Visit::with_store::<F>(Outage::Refuse);
    visit.login("ada");
    store.fail(&["read"]);
    for path in ["/read", "/optional", "/members", "/root", "/twice", "/guarded", "/login/bob", "/logout"] {
        assert_unavailable(&visit.get(path), 0);
    }
    let errors = visit.site.errors();
    let is_told = |error: &String| error.contains("while the store of revocations does not answer");
    assert!(errors.len() >= 8 && errors.iter().all(is_told), "{errors:?}");

    let unasked = visit.get("/unasked");
    assert_eq!((unasked.status, unasked.body.as_str(), set_cookies(&unasked)), (200, "ok", Vec::new()));
    assert_eq!((unasked.header("cache-control"), unasked.header("vary")), (None, None));
    assert_eq!(visit.raw("/read", "").expect("an answer").body, "nobody", "a stranger is served as ever");
    store.fail(&[]);
    assert_eq!(visit.get("/read").body, "ada");
}

pub(super) fn or_the_session_is_lent_and_the_operator_is_told_once<F: Host>() {
    let (mut visit, store) = Visit::with_store::<F>(Outage::Accept);
    visit.login("ada");
    store.fail(&["read"]);
    for (path, body) in [("/read", "ada"), ("/twice", "2"), ("/members", "ada"), ("/unasked", "ok")] {
        let before = visit.site.errors().len();
        assert_eq!((visit.get(path).status, visit.get(path).status), (200, 200), "{path} {body}");
        let errors = &visit.site.errors()[before..];
        assert_eq!(errors.len(), 2, "{path}: {errors:?}");
        assert!(errors.iter().all(|error| error.contains("not known whether it was ended")), "{errors:?}");
    }
    assert_eq!(visit.get("/read").body, "ada");
}

pub(super) fn a_logout_is_told_to_the_store_before_the_response<F: Host>() {
    let (mut visit, store) = Visit::with_store::<F>(Outage::Refuse);
    let seal = visit.login("ada");
    store.calls();
    store.hold(&["write"]);
    let asked = visit.begin("/logout", &seal);
    store.wait_for_a_call();
    assert!(!asked.is_finished());
    store.hold(&[]);
    assert_written(&asked.join().expect("an answer"));
    assert_eq!(store.calls(), [ASKED, "write ended"]);
    assert_eq!(visit.read_with(&seal), "nobody", "a copy of the cookie");
}

pub(super) fn a_logout_that_the_store_was_not_told_is_a_503_with_the_removal<F: Host>() {
    let (mut visit, store) = Visit::with_store::<F>(Outage::Refuse);
    let seal = visit.login("ada");
    store.fail(&["write"]);
    let answer = visit.get("/logout");
    assert_unavailable(&answer, 1);
    assert!(set_cookies(&answer)[0].starts_with(&format!("{COOKIE}=; Max-Age=0; ")), "{answer:?}");
    assert_eq!(visit.site.errors().len(), 1, "{:?}", visit.site.errors());
    assert_eq!((visit.seal(), visit.read_with(&seal).as_str()), (None, "ada"));
}

pub(super) fn a_logout_and_a_login_in_one_request_are_told_at_once<F: Host>() {
    let (mut visit, store) = Visit::with_store::<F>(Outage::Refuse);
    let old = visit.login("ada");
    store.calls();
    assert_eq!(visit.get("/relogin/bob").body, "nobody");
    assert_eq!(store.calls(), [ASKED, ASKED, "write ended"]);
    assert_eq!((visit.read_with(&old).as_str(), visit.get("/read").body.as_str()), ("nobody", "bob"));

    store.fail(&["write"]);
    let answer = visit.get("/relogin/ada");
    assert_unavailable(&answer, 1);
    assert!(set_cookies(&answer)[0].starts_with(&format!("{COOKIE}=; Max-Age=0; ")), "{answer:?}");
}

pub(super) fn a_renewal_ends_the_old_session_or_is_a_503<F: Host>() {
    let (mut visit, store) = Visit::with_store::<F>(Outage::Accept);
    let old = visit.login("ada");
    store.calls();
    let renewed = visit.login("ada");
    assert_eq!(store.calls(), [ASKED, "read ended cut-off spared ended spared", "write ended"]);
    assert_eq!((visit.read_with(&old).as_str(), visit.read_with(&renewed).as_str()), ("nobody", "ada"));

    store.fail(&["write"]);
    assert_unavailable(&visit.get("/login/ada"), 0);
    assert_eq!((visit.seal(), visit.get("/read").body.as_str()), (Some(renewed), "ada"));
}

pub(super) fn a_login_asks_once_and_is_spared_only_from_a_cut_off<F: Host>() {
    let (mut visit, store) = Visit::with_store::<F>(Outage::Refuse);
    visit.login("ada");
    assert_eq!(store.calls(), [ASKED], "nobody has ended sessions of this user");
    visit.get("/logout");
    visit.end_all("ada");
    store.calls();
    visit.login("ada");
    assert_eq!(store.calls(), [ASKED, "write spared"]);
    assert_eq!(visit.get("/read").body, "ada");

    visit.get("/logout");
    store.fail(&["read"]);
    assert_unavailable(&visit.get("/login/ada"), 0);
    assert_eq!(visit.seal(), None);
}

pub(super) fn a_request_of_another_site_is_refused_before_the_store_is_asked<F: Host>() {
    let store = Scripted::default();
    let mut site = Site::revoking(revocations(&store, Outage::Refuse));
    site.refused = Some(CrossSite::new());
    let mut visit = Visit::on::<F>(site);
    let seal = cookie(&visit.login("ada"));
    store.calls();
    let post = |from| visit.ask("POST", "/twice", &format!("{seal}Sec-Fetch-Site: {from}\r\n"));
    assert_eq!(post("cross-site").map(|answer| answer.status), Some(403));
    assert_eq!(store.calls(), [""; 0]);
    assert_eq!(post("same-origin").map(|answer| answer.body), Some("2".to_owned()));
    assert_eq!(store.calls(), [ASKED]);
}

pub(super) fn a_request_may_be_cancelled_at_any_moment<F: InProcess>() {
    // The calls of these requests, and whether a change is lost if the request is dropped meanwhile.
    let paths = ["/login/ada", "/read", "/logout"];
    let calls = [(ASKED, true), (ASKED, false), (ASKED, false), ("write ended", true)];
    let mut met = [false; 4];
    for times in 0.. {
        let store = Scripted::default();
        let site = Site::revoking(revocations(&store, Outage::Refuse));
        let bodies = block_on(polled(F::ask(site.clone(), &paths), times));
        let (begun, errors) = (store.calls(), site.errors());
        assert_eq!(begun, calls.map(|(call, _)| call)[..begun.len()], "{times}");
        if bodies.is_some() {
            assert_eq!(errors, [""; 0]);
            break;
        }
        if store.unanswered() > 0 {
            let last = begun.len() - 1;
            met[last] = true;
            assert_eq!(errors.len(), usize::from(calls[last].1), "{times}: {errors:?}");
        }
        assert!(errors.iter().all(|error| error.contains("put timeouts inside")), "{errors:?}");
    }
    assert_eq!(met, [true; 4]);
}

pub(super) fn nothing_waits_for_revocations_in_memory<F: InProcess>() {
    let polls = |site: Site| {
        let mut polls = 0;
        block_on(async {
            let mut asked = pin!(F::ask(site, &["/login/ada", "/read", "/login/ada", "/logout", "/read"]));
            let bodies = poll_fn(|cx| {
                polls += 1;
                asked.as_mut().poll(cx)
            });
            assert_eq!(bodies.await[1], "ada");
        });
        polls
    };
    let in_memory = Site::revoking(Revocations::in_memory(KEEP_FOR));
    let store = Site::revoking(revocations(&Scripted::default(), Outage::Refuse));
    let without = polls(Site::new());
    assert_eq!(polls(in_memory), without);
    assert!(polls(store) > without);
}

/// These functions as tests of one framework.
macro_rules! keep {
    ($framework:ty) => {
        as_tests! { revocation, $framework:
            a_session_that_was_ended_is_refused_at_the_next_request
            the_store_is_asked_once_about_a_seal_and_never_without
            each_session_type_has_a_store_of_its_own
            no_handler_runs_before_the_store_has_answered
            a_handler_that_cannot_end_sessions_tells_the_visitor_to_come_again
            what_cannot_be_written_ends_nothing
            whoever_asks_is_told_to_come_again_while_the_store_does_not_answer
            or_the_session_is_lent_and_the_operator_is_told_once
            a_logout_is_told_to_the_store_before_the_response
            a_logout_that_the_store_was_not_told_is_a_503_with_the_removal
            a_logout_and_a_login_in_one_request_are_told_at_once
            a_renewal_ends_the_old_session_or_is_a_503
            a_login_asks_once_and_is_spared_only_from_a_cut_off
            a_request_of_another_site_is_refused_before_the_store_is_asked
            a_request_may_be_cancelled_at_any_moment
            nothing_waits_for_revocations_in_memory
        }
    };
}

pub(super) use keep;
