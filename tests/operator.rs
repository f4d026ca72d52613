//! What the observer of `SessionManager::on_event` hears, how often, and what it never hears.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::{HeaderMap, Request, Response};
use iron_session::seal::{self, Binding};
use iron_session::tower::{RequestSession, SessionLayer};
use iron_session::{
    CrossSiteReason, Error, Event, Expiring, FetchMetadata, IronSession, KeyRole, Keyring, Rejection,
    RequestHead, SessionError, SessionManager, SessionSlot, SessionSlots, Severity, ShortTag,
};
use tower::{Layer, Service, service_fn};

use crate::common::{K1, K2, Log, NOW, PlainVisit, TestResult, Visit, saved, sessions_under, v, visit_at};
use crate::events::events_of;

/// A manager whose clock stands at `secs`, and the reports of its sessions.
fn heard<T: IronSession>(keys: Keyring, secs: u64) -> (SessionManager<T>, Log) {
    let log = Log::default();
    let writer = log.clone();
    let line = move |report: &iron_session::Report<'_>| {
        let request = report.request.map(|request| request.to_string()).unwrap_or_default();
        writer.write(&format!("{} {} {request}", report.cookie, report.event.word()).trim_end().to_owned());
    };
    (sessions_under(keys, secs).on_event(line), log)
}

fn key() -> TestResult<Keyring> {
    Ok(Keyring::from_key(&K1)?)
}

fn request(cookie: &str) -> TestResult<Request<()>> {
    Ok(Request::get("/cart?item=7").header("cookie", format!("__Host-s={cookie}")).body(())?)
}

#[test]
fn a_load_tells_once_that_a_cookie_opened_or_was_refused_and_by_which_request() -> TestResult {
    let (sessions, log) = heard::<Visit>(key()?, NOW);
    let _opened = sessions.load(&request(&v())?);
    let _refused = sessions.load(&request("garbage")?.into_parts().0);
    let _headers = sessions.load(request("garbage")?.headers());
    let _stranger = sessions.load(&Request::new(()));
    assert_eq!(log.lines(), ["__Host-s opened GET /cart", "__Host-s refused GET /cart", "__Host-s refused"]);
    Ok(())
}

#[test]
fn opened_tells_the_key_its_role_and_the_age() -> TestResult {
    let keys = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    let tag = keys.usage().iter().nth(1).ok_or("the previous key")?.tag;
    let (told, log) = (Log::default(), Log::default());
    let writer = log.clone();
    let sessions = sessions_under::<Visit>(keys, NOW + 60).on_event(move |report| {
        if let Event::Opened { key, role, age } = report.event {
            writer.write(&format!("{key:?} {role:?} {age:?}"));
        }
    });
    told.write(&format!("{:?} {:?} {:?}", Some(tag), KeyRole::Previous, Some(Duration::from_secs(60))));
    drop(sessions.load(&request(&v())?));
    assert_eq!(log.lines(), told.lines());
    Ok(())
}

/// What is done with a session, and what is told of it after the load.
type Case = (fn(&mut iron_session::Session<Visit>), &'static [&'static str]);

const CASES: [Case; 5] = [
    (|_| (), &[]),
    (|session| session.set_user_id(7), &[]),
    (|session| session.set_user_id(8), &["written"]),
    (|session| _ = session.renew().max_age(Duration::from_secs(60)), &["renewed", "written"]),
    (iron_session::Session::restart, &["begun", "written"]),
];

#[test]
fn a_save_tells_once_what_is_written_by_hand_and_below_a_layer() -> TestResult {
    for (done, expected) in CASES {
        let expected: Vec<_> = [&["opened"], expected].concat();
        let words = |log: &Log| -> Vec<String> {
            log.lines().iter().map(|line| line.replace("__Host-s ", "")).collect()
        };
        let (sessions, by_hand) = heard::<Visit>(key()?, NOW);
        let mut session = sessions.load(request(&v())?.headers());
        done(&mut session);
        session.save(&mut HeaderMap::new())?;
        assert_eq!(words(&by_hand), expected, "by hand");

        let (sessions, lent) = heard::<Visit>(key()?, NOW);
        let slot = SessionSlot::new(Arc::new(sessions));
        let cookie = format!("__Host-s={}", v());
        let mut session = slot.check_out([cookie.as_bytes()], None)?;
        done(&mut session);
        let _ahead = session.set_cookies()?;
        drop(session);
        drop(slot.check_out([cookie.as_bytes()], None)?);
        slot.finish()?;
        assert_eq!(words(&lent), expected, "below a layer");
    }
    Ok(())
}

#[test]
fn a_login_is_begun_a_refresh_is_written_and_a_rotation_is_resealed() -> TestResult {
    let (sessions, log) = heard::<Visit>(key()?, NOW);
    let mut session = sessions.load(&HeaderMap::new());
    session.set_user_id(7);
    session.renew();
    session.save(&mut HeaderMap::new())?;

    let sessions = heard::<Visit>(key()?, NOW + 1000).0;
    let changed = Log::default();
    let writer = changed.clone();
    let refreshing = sessions.configure(|config| config.refresh_after(Duration::from_secs(600)))?.on_event(
        move |report| match report.event {
            Event::Written { changed, .. } => writer.write(&changed),
            event => writer.write(&event.word()),
        },
    );
    refreshing.load(&request(&v())?).save(&mut HeaderMap::new())?;

    let (rotated, resealed) =
        heard::<Visit>(Keyring::builder().key(&K2).previous_key(&K1).build()?, NOW + 1000);
    rotated.load(&request(&v())?).save(&mut HeaderMap::new())?;

    assert_eq!(log.lines(), ["__Host-s begun", "__Host-s written"]);
    assert_eq!(changed.lines(), ["opened", "false"]);
    assert_eq!(resealed.lines(), ["__Host-s opened GET /cart", "__Host-s resealed"]);
    Ok(())
}

#[test]
fn written_tells_the_bytes_that_browsers_count() -> TestResult {
    let log = Log::default();
    let writer = log.clone();
    let sessions =
        sessions_under::<PlainVisit>(key()?, NOW).domain("shop.example")?.on_event(move |report| {
            if let Event::Written { bytes, cookies, .. } = report.event {
                writer.write(&format!("{bytes} {cookies}"));
            }
        });
    let mut session = sessions.load_bytes([b"s=garbage".as_slice()], None);
    session.set_user_id(1);
    let seal = saved(&mut session);
    // The cookie without the domain is removed besides.
    assert_eq!(log.lines(), [format!("{} 2", "s".len() + seal.len())]);
    Ok(())
}

#[test]
fn a_logout_is_removed_once_and_one_that_nobody_saves_is_lost() -> TestResult {
    let (sessions, log) = heard::<Visit>(key()?, NOW);
    let destroyed = sessions.load(&HeaderMap::new()).destroy();
    destroyed.save(&mut HeaderMap::new())?;
    destroyed.save(&mut HeaderMap::new())?;
    drop((destroyed, sessions.load(&HeaderMap::new()).destroy()));
    assert_eq!(log.lines(), ["__Host-s removed", "__Host-s logout_lost"]);

    let (sessions, log) = heard::<Visit>(key()?, NOW);
    let slot = SessionSlot::new(Arc::new(sessions));
    slot.check_out([], None)?.destroy();
    let mut held = slot.check_out([], None)?;
    held.set_user_id(8);
    assert!(slot.finish().is_err());
    let _again = (slot.removal(), slot.removal());
    assert_eq!(log.lines(), ["__Host-s failed", "__Host-s removed"], "the 500 removes the cookie");
    Ok(())
}

#[test]
fn what_is_withheld_is_told_once_in_every_build() -> TestResult {
    let headers =
        [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
    let header = |name| headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_bytes());
    let metadata = || FetchMetadata::new(Some("POST"), header);
    let (sessions, log) = heard::<Visit>(key()?, NOW);
    let mut session = sessions.load_bytes_with([], None, metadata);
    session.set_user_id(8);
    let _in_some_builds_an_error = session.set_cookies();
    let slot = SessionSlot::new(Arc::new(sessions));
    slot.check_out_with([], None, metadata)?.set_user_id(8);
    let _in_some_builds_an_error = slot.finish();
    assert_eq!(log.lines(), ["__Host-s withheld", "__Host-s withheld"]);
    Ok(())
}

#[test]
fn plain_http_is_told_once_whichever_call_comes_first() -> TestResult {
    for observer_first in [true, false] {
        let log = Log::default();
        let writer = log.clone();
        let observe = |sessions: SessionManager<Visit>| {
            sessions.on_event(move |report| writer.write(&report.event.word()))
        };
        let sessions = SessionManager::<Visit>::new(key()?);
        let features = events_of(|| {
            let _sessions = if observer_first {
                observe(sessions).insecure_plain_http()
            } else {
                sessions.insecure_plain_http().map(observe)
            };
        });
        assert_eq!((log.lines(), features.len()), (vec!["plain_http".to_owned()], 1), "{observer_first}");
    }
    Ok(())
}

/// Handles one request below a layer.
fn below_layer(
    sessions: SessionManager<Visit>,
    request: Request<()>,
    handler: fn(Request<()>) -> Option<iron_session::Session<Visit>>,
) {
    let service = service_fn(move |request| async move {
        let _held = handler(request);
        Ok::<_, Infallible>(Response::new(String::new()))
    });
    let mut future = Box::pin(SessionLayer::from(sessions).layer(service).call(request));
    let polled = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Ready(Ok(_))));
}

#[test]
fn below_a_layer_every_event_of_a_request_names_it() -> TestResult {
    let (sessions, log) = heard::<Visit>(key()?, NOW);
    below_layer(sessions.clone(), request("garbage")?, |request| {
        request.session::<Visit>().ok()?.set_user_id(8);
        None
    });
    below_layer(sessions, request(&v())?, |request| {
        request.session::<Visit>().ok()?.set_note("x".repeat(5000));
        None
    });
    let names = ["refused", "begun", "written", "opened", "failed"];
    assert_eq!(log.lines(), names.map(|name| format!("__Host-s {name} GET /cart")));
    Ok(())
}

#[test]
fn a_request_of_another_site_is_told_once_and_names_its_whole_path() -> TestResult {
    let (sessions, log) = heard::<Visit>(key()?, NOW);
    let layer = SessionLayer::from(sessions).refuse_cross_site();
    let inner = service_fn(async |_: Request<()>| Ok::<_, Infallible>(Response::new(())));
    let request = Request::post("/cart?item=7").header("origin", "https://evil.example").body(())?;
    let mut answer = std::pin::pin!(layer.layer(inner).call(request));
    let answered = answer.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(answered, Poll::Ready(Ok(response)) if response.status() == 403));
    assert_eq!(log.lines(), ["__Host-s cross_site POST /cart"]);
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "__Secure-shop", domain = "shop.example")]
struct Shop {
    user_id: Option<u32>,
}

#[test]
fn a_cookie_that_the_browser_drops_for_its_domain_is_told_where_it_is_written() -> TestResult {
    for (host, is_told) in [
        ("shop.example", false),
        ("www.shop.example:8443", false),
        ("SHOP.EXAMPLE", false),
        ("shop.example.", true), // for a browser another host
        ("shop.example.evil.test", true),
        ("myshop.example", true),
        ("192.0.2.7", true),
        ("[2001:db8::7]:443", true),
    ] {
        let (sessions, log) = heard::<Shop>(key()?, NOW);
        let mut session = sessions.load(&Request::get("/").header("host", host).body(())?);
        assert_eq!(log.lines().len(), 0, "nothing is written yet");
        session.set_user_id(7);
        let _cookies = session.set_cookies()?;
        let told = "__Secure-shop outside_domain".to_owned();
        assert_eq!(log.lines().contains(&told), is_told, "{host}: {:?}", log.lines());
    }
    Ok(())
}

/// The session after a logout is one of the same request.
#[test]
fn a_session_that_begins_after_a_logout_is_outside_of_its_domain_too() -> TestResult {
    let (sessions, log) = heard::<Shop>(key()?, NOW);
    let slot = SessionSlot::new(Arc::new(sessions));
    let check_out = || slot.check_out([], Some(b"elsewhere.example"));
    let _removal = check_out()?.destroy();
    check_out()?.set_user_id(7);
    let _cookies = slot.finish()?;
    assert!(log.lines().contains(&"__Secure-shop outside_domain".to_owned()), "{:?}", log.lines());
    Ok(())
}

/// An event of each kind.
fn all(error: &SessionError) -> Vec<Event<'_>> {
    let (key, role, age) = (Some(ShortTag([1, 2, 3, 4])), KeyRole::Next, Some(Duration::ZERO));
    vec![
        Event::Opened { key, role, age },
        Event::Refused { reason: Rejection::Expired },
        Event::Refused { reason: Rejection::Forged },
        Event::Accepted,
        Event::JavascriptRemains,
        Event::Begun,
        Event::Renewed,
        Event::Written { bytes: 100, cookies: 1, changed: true },
        Event::Resealed { bytes: 100, cookies: 1 },
        Event::RefreshDropped { error: &Error::TooDeep },
        Event::Removed { cookies: 1 },
        Event::Withheld,
        Event::OutsideDomain { domain: "shop.example" },
        Event::Failed { error },
        Event::CrossSite { reason: CrossSiteReason::Origin },
        Event::LogoutLost,
        Event::PlainHttp,
    ]
}

#[test]
fn each_event_has_a_word_of_its_own_and_a_severity() {
    let error = SessionError::Save(Error::TooDeep);
    let mut words: Vec<_> = all(&error).iter().map(Event::word).collect();
    assert!(words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')));
    words.dedup();
    assert_eq!(words.len(), 16, "two of the 17 are refusals");
    let loud = all(&error).into_iter().filter(|event| event.severity() >= Severity::Warn);
    let loud: Vec<_> = loud.map(|event| event.word()).collect();
    let expected = [
        "refused",
        "javascript_remains",
        "refresh_dropped",
        "withheld",
        "outside_domain",
        "failed",
        "cross_site",
        "logout_lost",
        "plain_http",
    ];
    assert_eq!(loud, expected);
}

/// Everything that operators read of these sessions: reports, events of `tracing`, errors and `Debug`.
fn all_that_is_told(planted: &str, keys: &Keyring, seals: &[String]) -> Vec<String> {
    let log = Log::default();
    let writer = log.clone();
    let sessions = sessions_under::<Visit>(keys.clone(), NOW)
        .on_event(move |report| writer.write(&format!("{report} {report:?}")));
    let reader = log.clone();
    let traced = events_of(|| {
        for seal in seals {
            let Ok(request) = request(seal) else { panic!("a header") };
            let mut session = sessions.load(&request);
            reader.write(&format!("{session:?} {:?}", session.meta()));
            session.set_note(planted);
            reader.write(&format!("{:?}", session.set_cookies()));
            session.set_note(planted.repeat(200));
            reader.write(&format!("{:?}", session.set_cookies()));
            reader.write(&format!("{:?}", session.destroy()));
            below_layer(sessions.clone(), request, |request| {
                let mut session = request.session::<Visit>().ok()?;
                let too_much = session.note().repeat(400);
                session.set_note(too_much);
                Some(session)
            });
        }
    });
    log.write(&format!("{sessions:?} {keys:?} {:?} {}", keys.usage(), keys.usage()));
    [traced, log.lines()].concat()
}

/// K15
#[test]
fn no_report_event_error_or_debug_holds_a_secret_a_payload_or_a_seal() -> TestResult {
    let password = "planted-Kettle58violin.harbor_Quartz11";
    let planted = "planted-payload-of-user-7";
    let builder = || Keyring::builder().context("shop.example").password(password).previous_key(&K1);
    let keys = builder().build()?;
    let mut session = sessions_under::<Visit>(keys.clone(), NOW).load(&HeaderMap::new());
    session.set_note(planted);
    let seal = saved(&mut session);
    let mut forged = seal.clone();
    forged.replace_range(90..91, if &forged[90..91] == "A" { "B" } else { "A" });
    let seals = [seal, forged, v(), visit_at(NOW - 3600, 7), "garbage-garbage-garbage".to_owned()];
    let mut told = all_that_is_told(planted, &keys, &seals);
    told.push(format!("{:?}", builder()));
    told.extend([
        format!("{:?}", builder().password(password).build().err()),
        format!("{:?}", builder().revoked_secret(password).build().err()),
        format!("{:?}", builder().revoked_tag(password).build().err()),
    ]);
    assert!(told.len() > 30 && told.iter().any(|line| line.contains("the cookie would be")), "{told:#?}");
    let hex = "0123456789abcdef303132333435363738396162636465666768696a6b6c6d6e";
    let parts = |text: &str| vec![text[..16].to_owned(), text[text.len() - 16..].to_owned()];
    let secrets = [password, planted, hex].into_iter().chain(seals.iter().map(String::as_str));
    for secret in secrets.flat_map(parts) {
        let found = told.iter().find(|line| line.to_lowercase().contains(&secret.to_lowercase()));
        assert_eq!(found, None, "{secret}");
    }
    Ok(())
}

#[test]
fn debug_names_each_type_and_tells_nothing_of_its_data() -> TestResult {
    let planted = "planted-payload";
    let sessions = sessions_under::<Visit>(Keyring::from_key(&K1)?, NOW);
    let mut session = sessions.load(&HeaderMap::new());
    session.set_note(planted);
    let seal = saved(&mut session);
    let binding = Binding { purpose: seal::SESSION, name: "__Host-s" };
    let contents = seal::open(&Keyring::from_key(&K1)?, binding, NOW, seal.as_bytes())?;
    let set_cookies = session.set_cookies()?;
    for (name, shown) in [
        ("SessionManager", format!("{sessions:?}")),
        ("Meta", format!("{:?}", session.meta())),
        ("SetCookies", format!("{set_cookies:?}")),
        ("Contents", format!("{contents:?}")),
        ("Record", format!("{:?}", contents.record())),
        ("Renewal", format!("{:?}", session.renew())),
    ] {
        assert!(shown.starts_with(name) && !shown.contains(planted), "{shown}");
    }
    assert_eq!(format!("{:?}", Expiring::<u8>::default()), "Expiring(None)");
    let mut slots = SessionSlots::default();
    slots.add(&Arc::new(sessions))?;
    assert!(format!("{slots:?}").contains("__Host-s"), "{slots:?}");
    Ok(())
}

#[test]
fn control_characters_of_a_path_are_escaped_on_their_way_to_a_terminal() -> TestResult {
    let path = "/\u{9b}31m/\u{fc}";
    let request = Request::get(path).body(())?;
    let line = RequestHead::request_line(&request).ok_or("a request knows it")?;
    assert_eq!(line.path, path, "http takes it");
    assert_eq!(line.to_string(), "GET /\\u{9b}31m/\u{fc}");
    Ok(())
}
