//! The test kit: its keys, its clock, its good and bad cookies, and what it reads from responses.

use std::time::Duration;

use http::{HeaderMap, HeaderValue, Response};
use iron_session::testing::{self, BadCookie, Clock, Jar};
use iron_session::{Config, Error, IronSession, Keyring, Rejection, Session, SessionManager};

use crate::common::{NOW, PlainVisit, TestResult, Visit, at};

/// A session that is shared with iron-session for JavaScript.
#[derive(IronSession)]
#[iron(cookie = "shared", format = "fe26", max_age = "1h")]
struct Shared {
    user_id: u32,
}

/// A session whose name has no prefix, and with an id.
#[derive(IronSession)]
#[iron(cookie = "with-id", id)]
struct WithId {
    user_id: u32,
}

/// A session with a marker beside it.
#[derive(IronSession)]
#[iron(cookie = "strict", same_site = "strict")]
struct Strict {
    user_id: u32,
}

fn request(cookie: HeaderValue) -> HeaderMap {
    HeaderMap::from_iter([(http::header::COOKIE, cookie)])
}

#[test]
fn the_keyring_of_a_process_is_the_same_everywhere_and_no_constant() -> TestResult {
    let shown = format!("{:?}", Keyring::for_tests());
    let elsewhere = std::thread::spawn(|| format!("{:?}", Keyring::for_tests())).join();
    assert_eq!(elsewhere.map_err(|_| "it panicked")?, shown);
    assert_ne!(format!("{:?}", Keyring::generate()?), shown);
    assert!(SessionManager::<Shared>::new(Keyring::for_tests()).check().is_ok(), "it seals both formats");
    // Another process has other keys: this test, started once more.
    let run = |name: &str| {
        let this = std::env::current_exe()?;
        std::process::Command::new(this).args(["--exact", name, "--nocapture", "--ignored"]).output()
    };
    let told = run("testing::tell_the_keyring")?;
    let told = String::from_utf8(told.stdout)?;
    assert!(told.contains("Keyring {\"") && !told.contains(&shown), "{told}");
    Ok(())
}

#[test]
#[ignore = "the test above starts it in a process of its own"]
fn tell_the_keyring() {
    println!("{:?}", Keyring::for_tests());
}

#[test]
fn a_cookie_is_read_by_the_application_in_every_format() {
    fn read<T: IronSession>(change: impl FnOnce(&mut Session<T>)) -> Session<T> {
        let cookie = testing::cookie::<T>(&Keyring::for_tests(), change);
        T::load(&request(cookie), &Keyring::for_tests())
    }
    assert_eq!(read::<Visit>(|visit| visit.set_user_id(7)).user_id(), 7);
    assert_eq!(read::<Shared>(|shared| shared.set_user_id(7)).user_id(), 7);
    assert_eq!(read::<WithId>(|session| session.set_user_id(7)).user_id(), 7);
    assert_eq!(read::<Strict>(|strict| strict.set_user_id(7)).user_id(), 7);
    let unchanged = read::<Visit>(|_| {});
    assert!(!unchanged.meta().is_new(), "a session that holds only defaults is a session");
}

#[test]
fn a_cookie_is_what_a_browser_would_send() {
    let cookie = testing::cookie::<Strict>(&Keyring::for_tests(), |strict| strict.set_user_id(7));
    let text = cookie.to_str().expect("ASCII");
    assert!(text.starts_with("strict-here=1; strict=") && !text.contains("Path"), "{text}");
    assert!(cookie.is_sensitive());
}

#[test]
fn a_cookie_of_a_manager_has_its_clock_and_configuration() -> TestResult {
    let clock = Clock::at(NOW);
    let sessions = SessionManager::<PlainVisit>::new(Keyring::for_tests())
        .configure(|_| Config::new("tenant"))?
        .domain("shop.example")?
        .clock(clock.reader());
    let cookie = testing::cookie(&sessions, |visit| visit.set_user_id(7));
    assert!(cookie.as_bytes().starts_with(b"tenant="));
    clock.advance(Duration::from_secs(86_400));
    let tomorrow = sessions.load(&request(cookie));
    assert_eq!((tomorrow.user_id(), tomorrow.meta().created()), (7, Some(at(NOW))));
    Ok(())
}

#[test]
#[should_panic(expected = "the session cannot be saved: ")]
fn a_session_that_does_not_fit_is_told() {
    let _ = testing::cookie::<Visit>(&Keyring::for_tests(), |visit| visit.set_note("x".repeat(5000)));
}

fn response(act: impl FnOnce(Session<Visit>, &mut Response<()>) -> Result<(), Error>) -> Response<()> {
    let mut response = Response::new(());
    act(Visit::load(&HeaderMap::new(), &Keyring::for_tests()), &mut response).expect("a small session");
    response
}

#[test]
fn what_a_response_leaves_is_the_last_that_it_writes() -> TestResult {
    let keys = Keyring::for_tests();
    let mut written = response(|mut visit, response| {
        visit.set_user_id(7);
        visit.save(response)
    });
    assert_eq!(testing::session::<Visit>(&written, &keys).user_id(), 7);
    assert!(!testing::removed::<Visit>(&written, &keys));

    let later = response(|mut visit, response| {
        visit.set_user_id(8);
        visit.save(response)
    });
    written.headers_mut().append("set-cookie", later.headers()["set-cookie"].clone());
    written.headers_mut().append("set-cookie", "theme=dark; Path=/".parse()?);
    assert_eq!(testing::session::<Visit>(written.headers(), &keys).user_id(), 8);
    Ok(())
}

#[test]
fn a_removal_and_silence_are_told_apart() {
    let keys = Keyring::for_tests();
    let (read, gone) = (
        response(|mut visit, response| visit.save(response)),
        response(|visit, response| visit.destroy().save(response)),
    );
    for response in [&read, &gone] {
        assert!(testing::session::<Visit>(response, &keys).meta().is_new());
    }
    assert!(!testing::removed::<Visit>(&read, &keys) && testing::removed::<Visit>(&gone, &keys));
    let again = testing::cookie::<Visit>(&keys, |visit| visit.set_user_id(7));
    let rewritten = ["__Host-s=; Max-Age=0; Path=/old", again.to_str().expect("ASCII")];
    assert!(!testing::removed::<Visit>(&rewritten, &keys), "a session is left");
}

#[test]
#[should_panic(expected = "cookie `__Host-s` does not open: sealed under a key that is not on the keyring")]
fn a_response_under_another_key_is_a_mistake_of_the_test() {
    let written = response(|mut visit, response| {
        visit.set_user_id(7);
        visit.save(response)
    });
    let _ = testing::session::<Visit>(&written, &Keyring::generate().expect("random bytes"));
}

/// What each bad cookie is refused for, besides what it says itself.
fn refusals<T: IronSession>(
    sessions: &SessionManager<T>,
    change: impl Fn(&mut Session<T>),
    value: impl Fn(&Session<T>) -> u32,
) -> Vec<Option<Rejection>> {
    let reasons = BadCookie::ALL.map(|bad| {
        let session = sessions.load(&request(bad.header(sessions, &change)));
        assert_eq!(session.meta().rejection(), bad.rejection(sessions), "{bad:?}");
        assert_eq!(value(&session), 0, "{bad:?}");
        session.meta().rejection()
    });
    reasons.to_vec()
}

#[test]
fn each_bad_cookie_is_refused_for_its_reason() {
    let (forged, foreign) = (Some(Rejection::Forged), Some(Rejection::UnknownKey));
    let (ended, no_seal) = (Some(Rejection::Expired), Some(Rejection::Malformed));
    for clock in [Clock::new(), Clock::at(2), Clock::at(NOW)] {
        fn under<T: IronSession>(clock: &Clock) -> SessionManager<T> {
            SessionManager::new(Keyring::for_tests()).clock(clock.reader())
        }
        let plain = under::<PlainVisit>(&clock);
        let refused = refusals(&plain, |visit| visit.set_user_id(7), |visit| visit.user_id());
        assert_eq!(refused, [forged, ended, foreign, no_seal, Some(Rejection::Ambiguous)]);

        let host_bound = under::<Visit>(&clock);
        let refused = refusals(&host_bound, |visit| visit.set_user_id(7), |visit| visit.user_id());
        assert_eq!(refused, [forged, ended, foreign, no_seal, None]);

        let with_id = under::<WithId>(&clock);
        let refused = refusals(&with_id, |session| session.set_user_id(7), |session| session.user_id());
        assert_eq!(refused, [forged, ended, foreign, no_seal, Some(Rejection::Ambiguous)]);

        let strict = under::<Strict>(&clock);
        let refused = refusals(&strict, |session| session.set_user_id(7), |session| session.user_id());
        assert_eq!(refused, [forged, ended, foreign, no_seal, Some(Rejection::Ambiguous)]);
    }
}

#[test]
fn each_bad_cookie_of_javascript_is_refused_too() {
    let sessions = SessionManager::<Shared>::new(Keyring::for_tests());
    let refused = refusals(&sessions, |shared| shared.set_user_id(7), |shared| shared.user_id());
    let expected = [
        Rejection::OtherPassword,
        Rejection::Expired,
        Rejection::UnknownKey,
        Rejection::Malformed,
        Rejection::Ambiguous,
    ];
    assert_eq!(refused, expected.map(Some));
}

#[test]
fn a_login_that_asked_for_a_length_of_its_own_expires_too() {
    let month = Duration::from_secs(1000);
    let cookie = BadCookie::Expired.header::<Visit>(&Keyring::for_tests(), |visit| {
        visit.renew().max_age(month);
    });
    let session = Visit::load(&request(cookie), &Keyring::for_tests());
    assert_eq!(session.meta().rejection(), Some(Rejection::Expired));
}

#[test]
fn a_jar_begins_with_a_session_that_a_page_then_changes() -> TestResult {
    let keys = Keyring::for_tests();
    let mut jar = Jar::new();
    jar.begin::<Visit>("/", &keys, |visit| visit.set_user_id(7));
    let mut visit = Visit::load(&request(jar.header("/").ok_or("a session")?.parse()?), &keys);
    assert_eq!(visit.user_id(), 7);
    visit.set_user_id(8);
    let mut response = Response::new(());
    visit.save(&mut response)?;
    jar.receive("/", &response);
    let visit = Visit::load(&request(jar.header("/").ok_or("a session")?.parse()?), &keys);
    assert_eq!(visit.user_id(), 8);
    Ok(())
}

#[test]
fn clones_of_a_clock_are_one_clock() {
    let clock = Clock::at(NOW);
    let (reader, clone) = (clock.reader(), clock.clone());
    clone.advance(Duration::from_secs(5));
    assert_eq!((clock.now(), reader()), (at(NOW + 5), at(NOW + 5)));
    clone.set(at(NOW - 5));
    assert_eq!(clock.now(), at(NOW - 5));
}
