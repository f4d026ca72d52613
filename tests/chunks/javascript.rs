//! Sessions in the format of iron-session for JavaScript, cut as iron-session 9 cuts them.

use std::time::Duration;

use http::{HeaderMap, Response};
use iron_session::{Error, IronSession, Keyring, SessionManager, fe26};
use serde_json::{Value, json};

use super::{Browser, TestResult, changed, ended, note};
use crate::common::{K1, NOW, at, cookies, set_cookies, value};

const PASSWORD: &str = "harbour-lantern-seven-quiet-otters-42";

#[derive(IronSession)]
#[iron(cookie = "sid", max_age = "1h", format = "fe26", chunks = 4)]
struct Shared {
    user: u32,
    note: String,
}

/// The same session, native, that accepts the other format.
#[derive(IronSession)]
#[iron(cookie = "sid", max_age = "1h", accept = "fe26", accept_until = "2030-01-01", chunks = 4)]
struct Native {
    user: u32,
    note: String,
}

/// Notes that take one, two, three and four cookies.
const NOTES: [usize; 4] = [100, 4000, 6500, 9500];

fn keys() -> Keyring {
    Keyring::builder().key(&K1).fe26_password("1", PASSWORD).build().expect("sound keys")
}

fn shared() -> SessionManager<Shared> {
    SessionManager::new(keys()).clock(|| at(NOW))
}

fn written(response: &Response<()>) -> Vec<String> {
    set_cookies(response).into_iter().filter(|text| !text.contains("Max-Age=0;")).collect()
}

#[test]
fn a_session_is_cut_where_the_text_of_a_cookie_has_4096_bytes_with_its_attributes() -> TestResult {
    for (count, bytes) in (1..).zip(NOTES) {
        let response = changed(&shared(), &HeaderMap::new(), |session| session.set_note(note(bytes)));
        let texts = written(&response);
        assert_eq!(texts.len(), count);
        for (number, text) in texts.iter().enumerate() {
            let name = if count == 1 { "sid=".to_owned() } else { format!("sid.{number}=") };
            assert!(text.starts_with(&name) && text.ends_with("; SameSite=Lax"), "{text:.20}");
            assert!(number + 1 == count || text.len() == 4096, "{number}: {}", text.len());
            assert!(text.len() <= 4096);
        }
        let joined: String = texts.iter().map(|text| value(text)).collect();
        assert!(joined.starts_with("Fe26.2*1*") && joined.ends_with("~2"));
        let opened: Value = fe26::open(&keys(), &joined, at(NOW))?;
        assert_eq!(opened["note"].as_str().map(str::len), Some(bytes));
    }
    Ok(())
}

#[test]
fn a_session_is_whole_up_to_a_text_of_4096_bytes() {
    let texts_of =
        |bytes| written(&changed(&shared(), &HeaderMap::new(), |session| session.set_note(note(bytes))));
    let longest =
        (2500..3000).take_while(|bytes| texts_of(*bytes).len() == 1).last().expect("some are whole");
    let (whole, cut) = (texts_of(longest), texts_of(longest + 1));
    // A block of the cipher is 16 bytes, which are 21 or 22 characters.
    assert!((4096 - 21..=4096).contains(&whole[0].len()), "{}", whole[0].len());
    assert_eq!(cut.len(), 2);
}

#[test]
fn every_change_of_size_removes_what_the_other_left() {
    for (from, _) in NOTES.into_iter().zip(1..) {
        for (to, count) in NOTES.into_iter().zip(1..) {
            let mut browser = Browser::default();
            for (user, bytes) in [(1, from), (2, to)] {
                let request = browser.request();
                browser.receive(&changed(&shared(), &request, |session| {
                    session.set_user(user);
                    session.set_note(note(bytes));
                }));
            }
            assert_eq!(browser.names("sid").len(), count, "from {from} to {to}");
            let session = shared().load(&browser.request());
            assert_eq!((session.user(), session.note().len()), (2, to));
            assert_eq!(session.meta().chunks(), count);
            browser.receive(&ended(&shared(), &browser.request()));
            assert_eq!(browser.names("sid"), [""; 0]);
        }
    }
}

#[test]
fn a_slow_writer_of_the_one_shape_after_a_quick_one_of_the_other_leaves_one_session() {
    for quick in NOTES {
        for slow in NOTES {
            let mut browser = Browser::default();
            for (user, bytes) in [(1, quick), (2, slow)] {
                browser.receive(&changed(&shared(), &HeaderMap::new(), |session| {
                    session.set_user(user);
                    session.set_note(note(bytes));
                }));
            }
            let session = shared().load(&browser.request());
            assert_eq!(session.meta().rejection(), None, "{quick} and {slow}");
            assert_eq!((session.user(), session.note().len()), (2, slow));
        }
    }
}

#[test]
fn fewer_chunks_than_the_session_needs_are_an_error_that_says_so() -> TestResult {
    let two = shared().configure(|config| config.chunks(2))?;
    let (mut session, mut response) = (two.load(&HeaderMap::new()), Response::new(()));
    session.set_note(note(6500));
    let Err(Error::TooLarge(error)) = session.save(&mut response) else { return Err("it fits".into()) };
    assert_eq!((error.limit, error.cookies, error.largest[0]), (4096, 2, ("note", 6502)));
    assert!(response.headers().is_empty());
    Ok(())
}

#[test]
fn a_native_session_in_chunks_takes_the_place_of_parts_of_iron_session() {
    let native = SessionManager::<Native>::new(keys()).clock(|| at(NOW));
    for from in NOTES {
        for to in NOTES {
            let mut browser = Browser::default();
            browser.receive(&changed(&shared(), &HeaderMap::new(), |session| session.set_note(note(from))));
            let request = browser.request();
            let response = changed(&native, &request, |session| {
                assert_eq!(session.note().len(), from);
                session.set_user(7);
                session.set_note(note(to));
            });
            browser.receive(&response);
            let session = native.load(&browser.request());
            assert_eq!((session.user(), session.note().len(), session.meta().rejection()), (7, to, None));
            let expected = to / 3000 + 1;
            assert_eq!((session.meta().chunks(), browser.names("sid").len()), (expected, expected));
            browser.receive(&ended(&native, &browser.request()));
            assert_eq!(browser.names("sid"), [""; 0], "{from} and {to}");
        }
    }
}

#[test]
fn native_chunks_and_parts_of_iron_session_under_one_name_are_told_apart() {
    let native = SessionManager::<Native>::new(keys()).clock(|| at(NOW));
    let in_native = changed(&native, &HeaderMap::new(), |session| session.set_note(note(4000)));
    let in_parts = changed(&shared(), &HeaderMap::new(), |session| session.set_note(note(4000)));
    let pairs = |response: &Response<()>| {
        let pair = |text: String| text.split(';').next().unwrap_or_default().to_owned();
        written(response).into_iter().map(pair).collect::<Vec<_>>()
    };
    // One part of the other format, set by another host, breaks neither.
    let beside = [pairs(&in_native), pairs(&in_parts)[..1].to_vec()].concat();
    assert_eq!(native.load(&cookies(beside)).note().len(), 4000);
    let beside = [pairs(&in_parts), pairs(&in_native)[..1].to_vec()].concat();
    assert_eq!(native.load(&cookies(beside)).note().len(), 4000);
}

#[test]
fn parts_are_joined_up_to_the_length_of_four_cookies() -> TestResult {
    let hour = Some(Duration::from_secs(3600));
    let mut joined = Vec::new();
    for bytes in (11_900..12_500).step_by(16) {
        let seal = fe26::seal(&keys(), &json!({ "user": 7, "note": note(bytes) }), hour, at(NOW))?;
        let (first, second) = seal.split_at(seal.len() / 2);
        let session = shared().load(&cookies([format!("sid.0={first}; sid.1={second}")]));
        assert_eq!(session.user() == 7, seal.len() <= 4 * 4096, "{}", seal.len());
        joined.push(session.user() == 7);
    }
    assert!(joined.contains(&true) && joined.contains(&false));
    Ok(())
}
