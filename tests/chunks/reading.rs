//! Which chunks make a session: in any order, complete, and of one seal.

use std::sync::{Arc, Mutex, PoisonError};

use http::HeaderMap;
use iron_session::{Event, Rejection, SessionManager};

use super::{
    Browser, NOTES, Other, Plain, TestResult, Whole, changed, keys, note, opened, pairs, pairs_of,
    pairs_of_another_cookie,
};
use crate::common::{NOW, at, cookies, sessions_at, set_cookies, v, with_other_letter};

/// Z06
#[test]
fn chunks_are_read_in_any_order_and_from_several_headers() {
    for bytes in NOTES {
        let mut all = pairs(bytes);
        assert_eq!(opened(all.clone()), (7, bytes, None));
        all.reverse();
        assert_eq!(opened([all.join(";\t")]), (7, bytes, None), "reversed, in one header");
        all.insert(1, "other=1; c.x=2; c.4=3; c.00=4".to_owned());
        assert_eq!(opened([all.join("; ")]), (7, bytes, None), "between others");
    }
}

#[test]
fn the_session_tells_in_how_many_cookies_it_came() {
    for (cookies_sent, bytes) in (1..).zip(NOTES) {
        let session = sessions_at::<Plain>(NOW).load(&cookies(pairs(bytes)));
        assert_eq!((session.meta().chunks(), session.meta().is_new()), (cookies_sent, false));
    }
    let stranger = sessions_at::<Plain>(NOW).load(&cookies(["c.0=2.abcdef.x; c=junk"]));
    assert_eq!(stranger.meta().chunks(), 0);
}

#[test]
fn what_is_written_is_counted_over_all_cookies() {
    for bytes in NOTES {
        let told = Arc::<Mutex<Vec<_>>>::default();
        let log = Arc::clone(&told);
        let sessions = sessions_at::<Plain>(NOW).on_event(move |report| {
            if let Event::Written { bytes, .. } = report.event {
                log.lock().unwrap_or_else(PoisonError::into_inner).push(bytes);
            }
        });
        let response = changed(&sessions, &HeaderMap::new(), |session| session.set_note(note(bytes)));
        let cookies = set_cookies(&response);
        let pairs = cookies.iter().filter_map(|cookie| cookie.split(';').next());
        let written: usize =
            pairs.filter(|pair| !pair.ends_with('=')).map(|pair| pair.len() - "=".len()).sum();
        assert_eq!(*told.lock().unwrap_or_else(PoisonError::into_inner), [written]);
    }
}

#[test]
fn only_a_type_with_chunks_has_numbered_cookies() -> TestResult {
    let (mut chunked, mut whole) = (
        sessions_at::<Plain>(NOW).load(&HeaderMap::new()),
        sessions_at::<Whole>(NOW).load(&HeaderMap::new()),
    );
    chunked.set_user(7);
    whole.set_user(7);
    let (chunked, whole) = (chunked.set_cookies()?, whole.set_cookies()?);
    for pair in pairs(7000) {
        assert!(chunked.replaces(pair.as_bytes()) && !whole.replaces(pair.as_bytes()), "{pair}");
    }
    Ok(())
}

#[test]
fn a_type_without_chunks_reads_them_too() {
    let session = sessions_at::<Whole>(NOW).load(&cookies(pairs(7000)));
    assert_eq!((session.user(), session.note().len(), session.meta().chunks()), (7, 7000, 3));
}

/// Z07
#[test]
fn a_session_of_which_a_chunk_is_missing_is_refused() {
    for missing in 0..3 {
        let mut all = pairs(7000);
        all.remove(missing);
        assert_eq!(opened(all), (0, 0, Some(Rejection::Malformed)), "{missing}");
    }
}

/// Z08
#[test]
fn what_a_longer_session_left_does_not_count() {
    let (longer, shorter) = (pairs(10_000), pairs(4000));
    let all = [&shorter[..], &longer[2..]].concat();
    assert_eq!(opened(all), (7, 4000, None));
}

/// Z09
#[test]
fn chunks_of_two_generations_are_not_joined() {
    let (older, newer) = (pairs(4000), pairs(4000));
    for mixed in [[&older[0], &newer[1]], [&newer[0], &older[1]]] {
        assert_eq!(opened(mixed.map(Clone::clone)), (0, 0, Some(Rejection::Malformed)));
    }
}

#[test]
fn chunks_under_each_others_numbers_are_refused() {
    let all = pairs(4000);
    let part = |number: usize| all[number].split_once('=').expect("a pair").1;
    let swapped = [format!("c.0={}", part(1)), format!("c.1={}", part(0))];
    assert_eq!(opened(swapped), (0, 0, Some(Rejection::Malformed)));
}

#[test]
fn a_chunk_that_was_changed_is_forged() {
    let mut all = pairs(4000);
    let last = all[0].len() - 1;
    all[0] = with_other_letter(all[0].clone(), last);
    assert_eq!(opened(all), (0, 0, Some(Rejection::Forged)));
}

/// B08
#[test]
fn chunks_of_another_cookie_are_forged() {
    let session = sessions_at::<Other>(NOW).load(&cookies(pairs_of_another_cookie()));
    assert_eq!((session.user(), session.meta().rejection()), (0, Some(Rejection::Forged)));
}

/// Z10
#[test]
fn a_count_that_no_writer_writes_is_ignored() {
    let part = pairs(4000)[0].split_once('.').expect("a number").1.to_owned();
    let (number, value) = part.split_once('=').expect("a pair");
    for count in ["0", "1", "5", "9", "22", "-2", "+2", "2147483647", ""] {
        let value = format!("{count}{}", &value[1..]);
        assert_eq!(opened([format!("c.{number}={value}")]), (0, 0, None), "{count}");
    }
}

#[test]
fn a_number_beside_the_count_is_ignored() {
    let all = pairs(4000);
    let beside = [all[0].clone(), all[1].replacen("c.1=", "c.2=", 1)];
    assert_eq!(opened(beside), (0, 0, Some(Rejection::Malformed)));
}

/// P16
#[test]
fn names_that_only_begin_alike_are_other_cookies() {
    let whole = pairs(100);
    assert_eq!(opened([format!("{}; c.0=zzz; cx=1; c-admin=1; c.=2", whole[0])]), (7, 100, None));
    let session = sessions_at::<crate::common::Visit>(NOW)
        .load(&cookies([format!("__Host-s.0=2; __Host-s={}; __Host-s.1=2.abcdef.x", v())]));
    assert_eq!((session.user_id(), session.meta().rejection()), (7, None));
}

#[test]
fn a_session_of_more_than_16384_characters_is_malformed() {
    let (end, filled) = ("ABCDEF", "A".repeat(4096));
    let line = |last: &str| {
        let part = |number: usize| format!("c.{number}=4.{end}.{filled}");
        [part(0), part(1), part(2), format!("c.3=4.{end}.{last}")]
    };
    let fits = line(&(filled[end.len()..].to_owned() + end));
    assert_eq!(opened(fits).2, Some(Rejection::UnsupportedVersion), "it is decoded");
    let longer = line(&(filled[end.len() - 1..].to_owned() + end));
    assert_eq!(opened(longer).2, Some(Rejection::Malformed));
}

#[test]
fn a_whole_session_beside_another_in_chunks_is_ambiguous_unless_no_host_can_plant_it() {
    let all = [pairs_of(1, 100), pairs_of(2, 4000)].concat();
    assert_eq!(opened(all), (0, 0, Some(Rejection::Ambiguous)));
    let two = [pairs_of(1, 7000), pairs_of(2, 4000)].concat();
    assert_eq!(opened(two), (0, 0, Some(Rejection::Ambiguous)));
    let same = [pairs_of(1, 4000), pairs_of(1, 4000)].concat();
    assert_eq!(opened(same), (1, 4000, None), "one seal, made twice");
}

#[test]
fn under_a_host_prefix_the_later_issued_counts_whatever_its_shape() {
    let written = |secs, user, bytes| {
        let mut browser = Browser::default();
        let sessions = SessionManager::<super::Chunked>::new(keys()).clock(move || at(secs));
        browser.receive(&changed(&sessions, &HeaderMap::new(), |session| {
            session.set_user(user);
            session.set_note(note(bytes));
        }));
        browser.request().get("cookie").expect("a session").to_str().expect("ASCII").to_owned()
    };
    for (earlier, later) in [(100, 4000), (4000, 100), (4000, 7000), (7000, 4000)] {
        let lines = [written(NOW - 60, 1, earlier), written(NOW, 2, later)];
        let session = sessions_at::<super::Chunked>(NOW).load(&cookies(lines));
        assert_eq!((session.user(), session.meta().rejection()), (2, None), "{earlier} and {later}");
        assert_eq!(session.meta().chunks(), later / 3000 + 1);
    }
}

#[test]
fn chunks_are_found_under_the_name_without_prefix_on_localhost() -> TestResult {
    let sessions = sessions_at::<super::Chunked>(NOW).insecure_localhost();
    let host = Some(b"localhost:3000".as_slice());
    let mut session = sessions.load_bytes([], host);
    session.set_note(note(4000));
    let written: Vec<String> = session.set_cookies()?.into_iter().collect();
    assert!(written[1].starts_with("c.0=2.") && written[2].starts_with("c.1=2."), "{written:?}");
    let lines = written.iter().skip(1).map(|text| text.split(';').next().unwrap_or_default().as_bytes());
    assert_eq!(sessions.load_bytes(lines, host).note().len(), 4000);
    Ok(())
}
