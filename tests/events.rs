//! Feature `tracing`: what an event says about a refused cookie, and what it never says.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use iron_session::{Session, SessionManager, SessionSlot};
use tracing::field::{Field, Visit as VisitField};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::common::{NOW, PlainVisit, Visit, cookies, sessions_at, v, visit_at};

/// Writes every event into a list.
#[derive(Clone, Default)]
struct Notebook(Arc<Mutex<Vec<String>>>);

struct Line(Vec<String>);

impl VisitField for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push(format!("{field}={value:?}"));
    }
}

impl Subscriber for Notebook {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(vec![event.metadata().level().to_string()]);
        event.record(&mut line);
        self.0.lock().expect("unpoisoned").push(line.0.join(" "));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The events that `done` causes.
pub(crate) fn events_of(done: impl FnOnce()) -> Vec<String> {
    let notebook = Notebook::default();
    tracing::subscriber::with_default(notebook.clone(), done);
    let events = notebook.0.lock().expect("unpoisoned");
    events.clone()
}

/// The events that `done` causes and that ask for attention.
fn troubles_of(done: impl FnOnce()) -> Vec<String> {
    let mut events = events_of(done);
    events.retain(|event| event.starts_with("WARN") || event.starts_with("ERROR"));
    events
}

/// The events of a load with this cookie value.
fn events(cookie: &str) -> Vec<String> {
    events_of(|| drop(sessions_at::<Visit>(NOW).load(&cookies([format!("__Host-s={cookie}")]))))
}

#[test]
fn an_event_tells_the_cookies_name_and_the_reason_and_nothing_of_the_seal() {
    let mut forged = v();
    forged.replace_range(90..91, if &forged[90..91] == "A" { "B" } else { "A" });
    let refused = " message=session cookie refused cookie=\"__Host-s\" reason=";
    for (cookie, level, reason) in [
        (forged, "WARN", "\"forged\" detail=changed, or made for another cookie, purpose or binding"),
        (visit_at(NOW - 3600, 7), "DEBUG", "\"expired\" detail=expired"),
        ("garbage".to_owned(), "WARN", "\"malformed\" detail=not a seal"),
    ] {
        assert_eq!(events(&cookie), [format!("{level}{refused}{reason}")]);
    }
}

#[test]
fn a_cookie_that_opens_is_traced_and_one_that_is_missing_causes_no_event() {
    let opened = "TRACE message=session opened cookie=\"__Host-s\" key=";
    let told = events(&v());
    assert!(told.len() == 1 && told[0].starts_with(opened), "{told:?}");
    assert!(told[0].ends_with(" role=\"current\" age_secs=0"), "{told:?}");
    let notebook = Notebook::default();
    tracing::subscriber::with_default(notebook.clone(), || {
        let _ = sessions_at::<Visit>(NOW).load(&cookies([""; 0]));
    });
    assert!(notebook.0.lock().expect("unpoisoned").is_empty());
}

#[test]
fn cookies_for_plain_http_are_an_event_at_the_start() {
    let told =
        events_of(|| drop(sessions_at::<Visit>(NOW).insecure_plain_http().expect("nothing forbids it")));
    assert!(told.len() == 1 && told[0].starts_with("WARN"), "{told:?}");
    assert!(told[0].contains("cookie=\"s\"") && told[0].contains("without `Secure`"), "{told:?}");
    let refused = events_of(|| {
        let embedded =
            sessions_at::<Visit>(NOW).configure(|config| config.partitioned(true)).expect("Secure");
        assert!(embedded.insecure_plain_http().is_err());
    });
    assert_eq!(refused, [""; 0]);
}

/// The events of a login at this host, with a cookie for `shop.example`.
fn events_at(host: Option<&str>) -> Vec<String> {
    let sessions = sessions_at::<PlainVisit>(NOW).domain("shop.example").expect("a domain");
    troubles_of(|| {
        let mut session = sessions.load_bytes([], host.map(str::as_bytes));
        session.set_user_id(7);
        assert!(!session.set_cookies().expect("small").is_empty());
    })
}

#[test]
fn a_cookie_for_a_domain_without_the_requests_host_is_an_event() {
    for host in [
        "localhost:3000",
        "127.0.0.1:3000",
        "[::1]:3000",
        "blog.example",
        "myshop.example",
        "shop.example.",
        "example",
        "app:8080",
    ] {
        let told = events_at(Some(host));
        assert!(told.len() == 1 && told[0].starts_with("WARN"), "{host}: {told:?}");
        assert!(told[0].contains("shop.example") && told[0].contains("cookie=\"s\""), "{told:?}");
    }
    for host in ["shop.example", "www.shop.example:8443", "SHOP.Example", "a.b.shop.example"] {
        assert_eq!(events_at(Some(host)), [""; 0], "{host}");
    }
    assert_eq!(events_at(None), [""; 0], "nobody knows the host");
}

#[test]
fn only_writes_and_logouts_tell_of_a_foreign_host() {
    let sessions = sessions_at::<PlainVisit>(NOW).domain("shop.example").expect("a domain");
    let local = |sessions: &SessionManager<PlainVisit>| sessions.load_bytes([], Some(b"localhost"));
    let read = troubles_of(|| assert!(local(&sessions).set_cookies().expect("no write").is_empty()));
    assert_eq!(read, [""; 0]);
    let logout = troubles_of(|| assert!(!local(&sessions).destroy().set_cookies().is_empty()));
    assert_eq!(logout.len(), 1, "{logout:?}");
    let sessions = sessions.insecure_localhost();
    let without_domain = troubles_of(|| assert!(!local(&sessions).destroy().set_cookies().is_empty()));
    assert_eq!(without_domain, [""; 0]);
    let other_type =
        troubles_of(|| drop(sessions_at::<Visit>(NOW).load_bytes([], Some(b"x")).destroy().set_cookies()));
    assert_eq!(other_type, [""; 0], "a cookie without a domain");
}

#[test]
fn a_logout_that_nobody_saves_is_an_event() {
    let load = || sessions_at::<Visit>(NOW).load(&cookies([format!("__Host-s={}", v())]));
    let lost = troubles_of(|| drop(load().destroy()));
    assert!(lost.len() == 1 && lost[0].starts_with("ERROR") && lost[0].contains("__Host-s"), "{lost:?}");

    let saved =
        troubles_of(|| load().destroy().save(&mut http::HeaderMap::new()).expect("a removal is not sealed"));
    let slot = SessionSlot::new(Arc::new(sessions_at::<Visit>(NOW)));
    let lent = troubles_of(|| drop(slot.check_out([], None).map(Session::destroy)));
    assert_eq!((saved, lent), (Vec::new(), Vec::new()));
}

#[test]
fn what_a_layer_could_not_save_is_an_event() {
    let slot = SessionSlot::new(Arc::new(sessions_at::<Visit>(NOW)));
    let told = troubles_of(|| {
        slot.check_out([], None).expect("nobody has it").set_note("x".repeat(5000));
        assert!(slot.finish().is_err());
    });
    assert!(told.len() == 1 && told[0].starts_with("ERROR") && told[0].contains("4096"), "{told:?}");
    assert!(!told[0].contains("xxx"), "nothing of the data");
}

#[derive(iron_session::IronSession)]
#[iron(cookie = "sid", accept = "fe26", accept_until = "2030-01-01")]
struct Accepting {
    count: u32,
}

#[test]
fn an_event_tells_that_a_cookie_of_javascript_remains_beside_a_session() {
    use iron_session::{Keyring, SessionManager, fe26};
    let password = "harbour-lantern-seven-quiet-otters-42";
    let keys =
        Keyring::builder().key(&crate::common::K1).fe26_password("1", password).build().expect("sound");
    let sessions = SessionManager::<Accepting>::new(keys.clone());
    let mut session = sessions.load(&cookies([""; 0]));
    session.set_count(1);
    let native = crate::common::saved(&mut session);
    let hour = Some(std::time::Duration::from_secs(3600));
    let old = fe26::seal(&keys, &serde_json::json!({"count": 2}), hour, std::time::SystemTime::now());
    let both = format!("sid={native}; sid={}", old.expect("small"));
    let events = events_of(|| drop(sessions.load(&cookies([both]))));
    assert_eq!(events.len(), 2, "{events:?}");
    assert!(events[1].starts_with("WARN") && events[1].contains("accept_former"), "{events:?}");
}

#[test]
fn two_native_sessions_are_no_cookie_of_javascript_that_remains() {
    use crate::chunks::{Plain, pairs_of};
    let both = [pairs_of(7, 7000), pairs_of(8, 7000)].concat();
    let events = events_of(|| drop(sessions_at::<Plain>(NOW).load(&cookies(both))));
    assert!(events.len() == 1 && events[0].contains("ambiguous"), "{events:?}");
}
