//! What is written: as few chunks as fit, the same attributes on each, and what was there before goes.

use std::time::Duration;

use http::{HeaderMap, Response};
use iron_session::{Error, Event, IronSession, Keyring, SameSite, SessionManager};

use super::{Browser, Chunked, NOTES, Plain, TestResult, Whole, changed, ended, note, pairs};
use crate::common::{K1, K2, NOW, cookies, keys, sessions_at, sessions_under, set_cookies, value};

const ATTRIBUTES: &str = "; Max-Age=3600; Path=/; Secure; HttpOnly; SameSite=Lax";
const REMOVED: &str =
    "=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure; HttpOnly; SameSite=Lax";

fn names(response: &Response<()>) -> Vec<String> {
    let name = |text: String| text.split('=').next().unwrap_or_default().to_owned();
    set_cookies(response).into_iter().map(name).collect()
}

/// The names of the cookies that are removed, and of those that are written.
fn split(response: &Response<()>) -> [Vec<String>; 2] {
    let (removed, written): (Vec<String>, Vec<String>) =
        set_cookies(response).into_iter().partition(|text| text.contains("Max-Age=0;"));
    [removed, written]
        .map(|texts| texts.iter().map(|text| text.split('=').next().unwrap_or_default().to_owned()).collect())
}

#[test]
fn a_session_takes_as_few_cookies_as_hold_it_each_with_the_same_attributes() {
    let sessions = sessions_at::<Chunked>(NOW);
    for (count, bytes) in (1..).zip(NOTES) {
        let response = changed(&sessions, &HeaderMap::new(), |session| session.set_note(note(bytes)));
        let written = set_cookies(&response);
        if count == 1 {
            assert_eq!(written[0], format!("__Host-c.0{REMOVED}"), "what a slower request may have left");
            assert!(written[1].starts_with("__Host-c=A") && written[1].ends_with(ATTRIBUTES));
            continue;
        }
        assert_eq!(written[0], format!("__Host-c{REMOVED}"));
        assert_eq!(written.len(), 1 + count);
        let last = value(&written[count]);
        let end = &last[last.len() - 6..];
        for (number, text) in written[1..].iter().enumerate() {
            let (pair, attributes) = text.split_at(text.find(';').expect("attributes"));
            assert!(pair.starts_with(&format!("__Host-c.{number}={count}.{end}.")), "{pair:.40}");
            assert_eq!(attributes, ATTRIBUTES);
            let bytes = pair.len() - "=".len();
            assert!(bytes <= 4096 && (number + 1 == count || bytes == 4096), "{number}: {bytes}");
        }
    }
}

#[test]
fn every_change_of_size_removes_what_the_other_left() {
    for (before, from) in (1..).zip(NOTES) {
        for (after, to) in (1..).zip(NOTES) {
            let (mut browser, sessions) = (Browser::default(), sessions_at::<Plain>(NOW));
            for bytes in [from, to] {
                let request = browser.request();
                browser.receive(&changed(&sessions, &request, |session| session.set_note(note(bytes))));
            }
            let numbered = (0..after).map(|number| format!("c.{number}"));
            let expected: Vec<String> = if after == 1 { vec!["c".to_owned()] } else { numbered.collect() };
            assert_eq!(browser.names("c"), expected, "from {before} cookies to {after}");
            let session = sessions.load(&browser.request());
            assert_eq!((session.note().len(), session.meta().chunks()), (to, after));
            browser.receive(&ended(&sessions, &browser.request()));
            assert_eq!(browser.names("c"), [""; 0]);
        }
    }
}

/// Z11
#[test]
fn three_chunks_that_shrink_to_a_whole_session_are_removed() {
    let response =
        changed(&sessions_at::<Plain>(NOW), &cookies(pairs(7000)), |session| session.set_note("short"));
    assert_eq!(split(&response), [vec!["c.0", "c.1", "c.2"], vec!["c"]]);
}

/// Z11
#[test]
fn four_chunks_that_shrink_to_two_are_replaced_and_removed() {
    let response =
        changed(&sessions_at::<Plain>(NOW), &cookies(pairs(10_000)), |session| session.set_note(note(4000)));
    assert_eq!(split(&response), [vec!["c", "c.2", "c.3"], vec!["c.0", "c.1"]]);
}

#[test]
fn a_type_without_chunks_writes_the_session_whole_and_removes_them() {
    let sessions = sessions_at::<Whole>(NOW);
    let response = changed(&sessions, &cookies(pairs(4000)), |session| session.set_note("short"));
    assert_eq!(split(&response), [vec!["c.0", "c.1"], vec!["c"]]);
    let response = changed(&sessions, &HeaderMap::new(), |session| session.set_note("short"));
    assert_eq!(names(&response), ["c"], "one that brought no chunks removes none");
}

#[test]
fn a_type_without_chunks_leaves_a_session_that_it_cannot_write() -> TestResult {
    let sessions = sessions_under::<Whole>(Keyring::builder().key(&K2).previous_key(&K1).build()?, NOW);
    let mut session = sessions.load(&cookies(pairs(4000)));
    assert!(session.set_cookies()?.is_empty(), "the re-seal under the new key does not fit");
    session.set_user(8);
    assert!(matches!(session.set_cookies(), Err(Error::TooLarge(_))));
    Ok(())
}

#[test]
fn a_refresh_that_fits_no_more_is_left_out_and_told() -> TestResult {
    let (tell, told) = std::sync::mpsc::channel();
    let whole = sessions_at::<Whole>(NOW + 120)
        .configure(|config| config.refresh_after(Duration::from_secs(60)))?
        .on_event(move |report| {
            if let Event::RefreshDropped { error } = report.event {
                let word = report.event.word();
                tell.send((word, matches!(error, Error::TooLarge(_)))).expect("the test listens");
            }
        });
    assert_eq!(names(&changed(&whole, &cookies(pairs(100)), |_| {})), ["c"]);
    assert!(told.try_recv().is_err());
    assert_eq!(names(&changed(&whole, &cookies(pairs(4000)), |_| {})), [""; 0]);
    assert_eq!(told.try_recv(), Ok(("refresh_dropped", true)));
    Ok(())
}

#[test]
fn chunks_are_sealed_anew_and_refreshed_as_a_whole_session_is() -> TestResult {
    let rotated = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    let response = changed(&sessions_under::<Plain>(rotated, NOW), &cookies(pairs(7000)), |_| {});
    assert_eq!(split(&response), [vec!["c"], vec!["c.0", "c.1", "c.2"]]);

    let refreshing =
        sessions_at::<Plain>(NOW + 120).configure(|config| config.refresh_after(Duration::from_secs(60)))?;
    let response = changed(&refreshing, &cookies(pairs(7000)), |_| {});
    assert_eq!(split(&response), [vec!["c"], vec!["c.0", "c.1", "c.2"]]);
    let unchanged = changed(&sessions_at::<Plain>(NOW + 120), &cookies(pairs(7000)), |_| {});
    assert_eq!(names(&unchanged), [""; 0]);
    Ok(())
}

#[test]
fn an_older_schema_in_chunks_is_migrated_in_chunks() {
    #[derive(IronSession)]
    #[iron(cookie = "c", max_age = "1h", chunks = 4, schema = 1, from = Plain)]
    struct Newer {
        note: String,
    }
    impl From<Plain> for Newer {
        fn from(older: Plain) -> Self {
            Self { note: older.note }
        }
    }
    let response = changed(&sessions_at::<Newer>(NOW), &cookies(pairs(7000)), |session| {
        assert_eq!(session.note().len(), 7000);
    });
    assert_eq!(split(&response), [vec!["c"], vec!["c.0", "c.1", "c.2"]]);
}

#[test]
fn all_chunks_of_a_session_with_a_length_of_its_own_have_its_max_age() {
    for persistent in [true, false] {
        let response = changed(&sessions_at::<Plain>(NOW), &HeaderMap::new(), |session| {
            session.set_note(note(7000));
            session.renew().max_age(Duration::from_secs(600)).persistent(persistent);
        });
        let max_age = if persistent { "; Max-Age=600; Path=/" } else { "; Path=/; Secure" };
        let written = set_cookies(&response);
        assert_eq!(written.len(), 4);
        assert!(
            written[1..].iter().all(|text| text[text.find(';').expect("attributes")..].starts_with(max_age))
        );
    }
}

#[test]
fn the_marker_of_a_strict_session_is_written_once_and_removed_with_it() -> TestResult {
    let sessions = sessions_at::<Plain>(NOW).configure(|config| config.same_site(SameSite::Strict))?;
    let mut browser = Browser::default();
    let written = changed(&sessions, &browser.request(), |session| session.set_note(note(4000)));
    assert_eq!(names(&written), ["c", "c-here", "c.0", "c.1"]);
    browser.receive(&written);
    let marker = browser.0.get("c-here").expect("a marker");
    assert_eq!((marker.value.as_str(), marker.same_site), ("1", Some(SameSite::Lax)));
    browser.receive(&ended(&sessions, &browser.request()));
    assert!(browser.0.header(super::PAGE).is_none(), "nothing is left");
    Ok(())
}

#[test]
fn a_lower_limit_holds_for_each_chunk() -> TestResult {
    let sessions = sessions_at::<Plain>(NOW).configure(|config| config.max_bytes(1000).chunks(3))?;
    let response = changed(&sessions, &HeaderMap::new(), |session| session.set_note(note(2000)));
    let written = set_cookies(&response);
    let bytes = |text: &String| text.split(';').next().map_or(0, str::len) - "=".len();
    assert_eq!(written[1..3].iter().map(bytes).collect::<Vec<_>>(), [1000, 1000]);
    let mut session = sessions.load(&HeaderMap::new());
    session.set_note(note(2200));
    let Err(Error::TooLarge(error)) = session.set_cookies() else { return Err("it fits".into()) };
    assert_eq!((error.limit, error.cookies, error.largest), (1000, 3, vec![("note", 2202), ("user", 1)]));
    Ok(())
}

#[test]
fn a_session_beyond_all_its_chunks_leaves_the_response_as_it_was() -> TestResult {
    let sessions = sessions_at::<Plain>(NOW).configure(|config| config.chunks(2))?;
    let (mut session, mut response) = (sessions.load(&cookies(pairs(4000))), Response::new(()));
    session.set_note(note(10_000));
    let error = session.save(&mut response).err().ok_or("it was saved")?;
    assert!(response.headers().is_empty(), "no chunk was written");
    let text = error.to_string();
    assert!(text.contains("over what 2 cookies hold") && text.contains("`note` 10002 bytes"), "{text}");
    Ok(())
}

/// K13
#[test]
fn a_failing_random_source_writes_no_chunk() {
    let sessions = sessions_at::<Plain>(NOW).random_source(|_| Err(Error::Random));
    let (mut session, mut response) = (sessions.load(&cookies(pairs(4000))), Response::new(()));
    session.set_note(note(7000));
    assert!(matches!(session.save(&mut response), Err(Error::Random)));
    assert!(response.headers().is_empty());
}

#[test]
fn a_second_save_replaces_all_that_the_first_wrote() -> TestResult {
    for (first, second) in [(100, 7000), (7000, 100), (7000, 4000), (4000, 7000), (4000, 4001)] {
        let (mut session, mut response) =
            (sessions_at::<Plain>(NOW).load(&HeaderMap::new()), Response::new(()));
        let mut browser = Browser::default();
        for bytes in [first, second] {
            session.set_note(note(bytes));
            session.save(&mut response)?;
        }
        let mut all = names(&response);
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count, "{first} and {second}: {all:?}");
        browser.receive(&response);
        assert_eq!(sessions_at::<Plain>(NOW).load(&browser.request()).note().len(), second);
        assert_eq!(browser.names("c").len(), second / 3000 + 1, "{first} and {second}");

        session.destroy().save(&mut response)?;
        assert!(set_cookies(&response).iter().all(|text| text.contains("Max-Age=0;")), "the logout wins");
    }
    Ok(())
}

#[test]
fn a_manager_can_turn_chunks_off_and_on() -> TestResult {
    let off = sessions_at::<Plain>(NOW).configure(|config| config.chunks(1))?;
    let response = changed(&off, &HeaderMap::new(), |session| session.set_note("short"));
    assert_eq!(names(&response), ["c"]);
    let on = SessionManager::<Whole>::new(keys()).configure(|config| config.chunks(2))?;
    let response = changed(&on, &HeaderMap::new(), |session| session.set_note(note(4000)));
    assert_eq!(names(&response), ["c", "c.0", "c.1"]);
    Ok(())
}
