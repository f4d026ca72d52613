//! Sessions in a network without https: what `insecure_plain_http` drops, what it keeps, and what it refuses.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Response};
use iron_session::testing::{Clock, DropReason, Jar};
use iron_session::{
    Config, ConfigError, Error, IronSession, Keyring, Rejection, SameSite, SessionError, SessionManager,
    SessionSlots, fe26,
};
use serde_json::json;

use crate::common::{
    K1, NOW, PlainVisit, TestResult, Visit, at, cookies, saved, sessions_at, sessions_under, visit_at,
};

const HOSTS: [&str; 5] = ["192.168.1.20:8080", "printer", "shop.example", "localhost:3000", "[fd00::1]:80"];
const LAN: &str = "192.168.1.20";
const PAGE: &str = "http://192.168.1.20/";
const PASSWORD: &str = "harbour-lantern-seven-quiet-otters-42";

fn in_lan<T: IronSession>(secs: u64) -> SessionManager<T> {
    sessions_at(secs).insecure_plain_http().expect("nothing needs `Secure`")
}

/// What a login of user 7 writes to this host.
fn written<T: IronSession>(sessions: &SessionManager<T>, host: Option<&str>) -> Vec<String> {
    let mut session = sessions.load_bytes([], host.map(str::as_bytes));
    session.restart();
    session.set_cookies().expect("a small session").into_iter().collect()
}

/// A session whose name has two prefixes.
#[derive(IronSession)]
#[iron(cookie = "__Host-Http-__Secure-app")]
struct Prefixed {
    user_id: u32,
}

#[test]
fn every_host_gets_a_cookie_without_secure_and_prefix() {
    for host in HOSTS.map(Some).into_iter().chain([None]) {
        let cookie = written(&in_lan::<Visit>(NOW), host).remove(0);
        assert!(cookie.starts_with("s=") && cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
        assert!(!cookie.contains("Secure"), "{cookie}");
        let cookie = written(&in_lan::<Prefixed>(NOW), host).remove(0);
        assert!(cookie.starts_with("app=") && !cookie.contains("Secure"), "{cookie}");
        assert!(written(&sessions_at::<Visit>(NOW), host)[0].starts_with("__Host-s="), "not asked for");
    }
}

#[test]
fn a_login_and_a_logout_work_in_a_browser_without_https() -> TestResult {
    let mut jar = Jar::new().clock(|| at(NOW));
    for cookie in written(&sessions_at::<Visit>(NOW), Some(LAN)) {
        let dropped = jar.try_receive(PAGE, &[cookie]).expect_err("it is `Secure`");
        assert_eq!(dropped.reason(), DropReason::NotHttps);
    }
    let sessions = in_lan::<Visit>(NOW);
    let mut session = sessions.load(&HeaderMap::new());
    session.set_user_id(7);
    let mut response = Response::new(());
    session.save(&mut response)?;
    jar.try_receive(PAGE, &response)?;
    let session = sessions.load(&cookies(jar.header(PAGE)));
    assert_eq!(session.user_id(), 7);
    for cookie in session.destroy().set_cookies() {
        assert!(!cookie.contains("Secure"), "{cookie}");
        jar.try_receive(PAGE, &[cookie])?;
    }
    assert_eq!(jar.header(PAGE), None);
    Ok(())
}

#[test]
fn configure_changes_what_is_declared_and_keeps_what_it_does_not_name() -> TestResult {
    let before = |config: Config| {
        assert_eq!(config.cookie(), "__Host-s");
        assert_eq!(config, config.secure(true), "it is declared with `secure`");
        config.same_site(SameSite::Strict)
    };
    let one = in_lan::<Visit>(NOW).configure(before)?;
    let other = sessions_at::<Visit>(NOW).configure(before)?.insecure_plain_http()?;
    for sessions in [one, other] {
        let sessions = sessions.configure(|config| config.http_only(false))?.former(None, "/old")?;
        let cookie = written(&sessions, Some(LAN)).pop().unwrap_or_default();
        assert!(cookie.starts_with("s=") && cookie.ends_with("; Path=/; SameSite=Strict"), "{cookie}");
    }
    let renamed = in_lan::<Visit>(NOW).configure(|_| Config::new("__Secure-other"))?.no_store();
    assert!(written(&renamed, None)[0].starts_with("other="));
    let shared = in_lan::<PlainVisit>(NOW).domain("shop.lan")?.configure(|config| config.path("/a"))?;
    assert!(written(&shared, None)[0].contains("; Domain=shop.lan; Path=/a;"));
    Ok(())
}

#[test]
fn what_needs_secure_is_an_error_that_says_so_in_either_order() {
    let needs: [fn(Config) -> Config; 3] = [
        |config| config.partitioned(true),
        |config| config.same_site(SameSite::None),
        |config| config.same_site(SameSite::None).partitioned(true),
    ];
    for need in needs {
        let secure = sessions_at::<PlainVisit>(NOW).configure(need).expect("it is Secure");
        for refused in [secure.insecure_plain_http(), in_lan::<PlainVisit>(NOW).configure(need)] {
            let error = refused.expect_err("browsers take it over https only");
            assert!(matches!(error, Error::Config(ConfigError::PlainHttp)), "{error:?}");
            assert!(
                error.to_string().contains("over https only")
                    && error.to_string().contains("insecure_plain_http")
            );
        }
    }
    // A runtime domain under a `__Host-` name stays a mistake: without this call, it would be one.
    assert!(in_lan::<Visit>(NOW).domain("shop.lan").is_err());
}

#[test]
fn turning_secure_off_under_a_prefix_says_what_to_use() {
    let text = |refused: Result<SessionManager<Visit>, Error>| refused.expect_err("a prefix").to_string();
    let off = |config: Config| config.secure(false);
    for error in [sessions_at(NOW).configure(off), in_lan(NOW).configure(off)].map(text) {
        assert!(error.contains("call `SessionManager::insecure_plain_http`"), "{error}");
    }
    assert!(in_lan::<PlainVisit>(NOW).configure(off).is_ok());
}

#[test]
fn the_seals_of_both_names_are_apart() {
    let insecure = saved(&mut user_in_lan(7));
    let secure = visit_at(NOW, 8);
    for line in [format!("s={secure}"), format!("__Host-s={insecure}; s={secure}")] {
        assert_eq!(in_lan::<Visit>(NOW).load(&cookies([line])).meta().rejection(), Some(Rejection::Forged));
    }
    let elsewhere = sessions_at::<Visit>(NOW).load(&cookies([format!("__Host-s={insecure}")]));
    assert_eq!(elsewhere.meta().rejection(), Some(Rejection::Forged));
}

fn user_in_lan(id: u32) -> iron_session::Session<Visit> {
    let mut session = in_lan::<Visit>(NOW).load(&HeaderMap::new());
    session.set_user_id(id);
    session
}

#[test]
fn the_https_cookie_beside_it_neither_counts_nor_changes() {
    let (insecure, secure) = (saved(&mut user_in_lan(7)), visit_at(NOW, 8));
    let mut both = in_lan::<Visit>(NOW).load(&cookies([format!("__Host-s={secure}; s={insecure}")]));
    assert_eq!((both.user_id(), both.meta().rejection()), (7, None));
    both.set_user_id(9);
    let written: Vec<String> = both.set_cookies().expect("small").into_iter().collect();
    assert!(written.len() == 1 && written[0].starts_with("s="), "{written:?}");
}

#[test]
fn a_secure_cookie_of_the_same_name_keeps_the_plain_one_out_until_it_ends() -> TestResult {
    let clock = Clock::at(NOW);
    let mut jar = Jar::new().clock(clock.reader());
    let secure = written(&sessions_at::<PlainVisit>(NOW), Some(LAN)).remove(0);
    jar.try_receive("https://192.168.1.20/", &[secure])?;
    let plain = written(&in_lan::<PlainVisit>(NOW), Some(LAN)).remove(0);
    let dropped = jar.try_receive(PAGE, &[&plain]).expect_err("a `Secure` cookie is there");
    assert_eq!(dropped.reason(), DropReason::HidesSecure);
    clock.advance(Duration::from_secs(3600));
    jar.try_receive(PAGE, &[plain])?;
    Ok(())
}

#[test]
fn a_name_without_its_prefix_is_bound_to_no_host() {
    let seal = |id| saved(&mut user_in_lan(id));
    let two = in_lan::<Visit>(NOW).load(&cookies([format!("s={}; s={}", seal(7), seal(8))]));
    assert_eq!((two.user_id(), two.meta().rejection()), (0, Some(Rejection::Ambiguous)));
    let later = sessions_at::<Visit>(NOW);
    let bound = format!("__Host-s={}; __Host-s={}", visit_at(NOW - 1, 7), visit_at(NOW, 8));
    assert_eq!(later.load(&cookies([bound])).user_id(), 8, "the prefix binds");
}

/// A session that was shared with JavaScript under a name of its own.
#[derive(IronSession)]
#[iron(cookie = "__Host-app", accept = "fe26", accept_until = "2030-01-01")]
struct Moving {
    user: Option<String>,
}

fn moving_keys() -> Keyring {
    Keyring::builder().key(&K1).fe26_password("1", PASSWORD).build().expect("sound keys")
}

fn moving() -> SessionManager<Moving> {
    sessions_under(moving_keys(), NOW).insecure_plain_http().expect("nothing needs `Secure`")
}

/// What iron-session for JavaScript would have sealed.
fn javascript(user: &str) -> String {
    let hour = Some(Duration::from_secs(3600));
    fe26::seal(&moving_keys(), &json!({ "user": user }), hour, at(NOW)).expect("a small value")
}

#[test]
fn javascript_is_accepted_under_the_name_without_the_prefix() -> TestResult {
    let mut session = moving().load(&cookies([format!("app={}", javascript("Ada"))]));
    assert_eq!(session.user(), Some("Ada"));
    let upgraded: Vec<String> = session.set_cookies()?.into_iter().collect();
    let last = upgraded.last().ok_or("it is sealed anew")?;
    assert!(last.starts_with("app=") && !last.contains("Secure"), "{last}");
    assert_eq!(moving().load(&cookies([format!("__Host-app={}", javascript("Ada"))])).user(), None);

    // Another host may have planted either of the two.
    let native = last.split(';').next().unwrap_or_default();
    let both = moving().load(&cookies([format!("{native}; app={}", javascript("Bob"))]));
    assert_eq!(both.meta().rejection(), Some(Rejection::Ambiguous));
    Ok(())
}

#[test]
fn a_name_of_its_own_that_is_accepted_loses_its_prefix_too() -> TestResult {
    let renamed = |name| moving().configure(|config| config.accept_name(name)).expect("sound");
    let mut session = renamed("__Host-sid").load(&cookies([format!("sid={}", javascript("Ada"))]));
    assert_eq!(session.user(), Some("Ada"));
    let written: Vec<String> = session.set_cookies()?.into_iter().collect();
    assert!(
        written.iter().all(|text| !text.contains("Secure") || text.contains("Partitioned")),
        "{written:?}"
    );
    assert!(
        written.iter().any(|text| text.starts_with("sid=; ") && text.contains(" Path=/;")),
        "{written:?}"
    );
    assert!(written.last().is_some_and(|text| text.starts_with("app=")), "{written:?}");

    // Without their prefixes, both names are one.
    let mut session = renamed("__Secure-app").load(&cookies([format!("app={}", javascript("Ada"))]));
    assert_eq!(session.user(), Some("Ada"));
    assert_eq!(session.set_cookies()?.name(), "app");
    Ok(())
}

#[test]
fn what_javascript_left_in_parts_is_read_and_removed_without_secure() -> TestResult {
    let seal = javascript("Ada");
    let (start, end) = seal.split_at(seal.len() / 2);
    let mut session = moving().load(&cookies([format!("app.0={start}; app.1={end}")]));
    assert_eq!(session.user(), Some("Ada"));
    let written: Vec<String> = session.set_cookies()?.into_iter().collect();
    for part in ["app.0=; ", "app.1=; "] {
        assert!(written.iter().any(|text| text.starts_with(part) && !text.contains("Secure")), "{written:?}");
    }
    Ok(())
}

#[test]
fn cookies_of_former_shapes_are_removed_without_secure() -> TestResult {
    let sessions = in_lan::<PlainVisit>(NOW).domain("shop.lan")?.former(None, "/old")?;
    let mut session = sessions.load(&cookies(["s=garbage"]));
    session.set_user_id(7);
    let written: Vec<String> = session.set_cookies()?.into_iter().collect();
    for shape in [" Path=/; HttpOnly; SameSite=Lax", " Path=/old; HttpOnly; SameSite=Lax"] {
        let removes = |text: &String| text.starts_with("s=; Max-Age=0;") && text.ends_with(shape);
        assert!(written.iter().any(removes), "{shape}: {written:?}");
    }
    Ok(())
}

#[test]
fn two_types_whose_names_differ_in_the_prefix_alone_are_told() -> TestResult {
    let mut slots = SessionSlots::default();
    slots.add(&Arc::new(in_lan::<Visit>(NOW)))?;
    let error = slots.add(&Arc::new(sessions_at::<PlainVisit>(NOW))).expect_err("both write `s`");
    assert!(matches!(error, SessionError::SameCookie { cookie: "s" }), "{error:?}");

    let mut slots = SessionSlots::default();
    slots.add(&Arc::new(sessions_at::<Visit>(NOW)))?;
    assert!(slots.add(&Arc::new(sessions_at::<PlainVisit>(NOW)))?.is_some());
    Ok(())
}

#[test]
fn on_localhost_it_goes_together_with_insecure_localhost() -> TestResult {
    let both = in_lan::<PlainVisit>(NOW).domain("shop.lan")?.insecure_localhost();
    assert!(written(&both, Some("localhost:3000"))[0].contains("Path=/; HttpOnly"));
    assert!(!written(&both, Some("localhost:3000"))[0].contains("Domain"), "it is not of the domain");
    assert!(written(&both, Some("www.shop.lan"))[0].contains("Domain=shop.lan"));
    assert!(written(&in_lan::<Visit>(NOW).insecure_localhost(), Some("127.0.0.1"))[0].starts_with("s="));
    Ok(())
}

/// Browsers keep no partitioned cookie without `Secure`, and heed no such removal.
#[test]
fn a_removal_of_a_partitioned_cookie_has_secure_all_the_same() -> TestResult {
    let sessions = in_lan::<PlainVisit>(NOW).former(None, "/old")?;
    let written = sessions.load(&cookies(["s=garbage"])).destroy().set_cookies();
    let partitioned: Vec<_> = written.into_iter().filter(|text| text.contains("; Partitioned")).collect();
    assert!(partitioned.len() == 1 && partitioned[0].contains("; Secure"), "{partitioned:?}");
    Ok(())
}
