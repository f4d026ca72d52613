//! Whatever is saved is loaded, through the cookies of a browser.

use http::{HeaderMap, Response};
use iron_session::{Error, Keyring, SessionManager};
use proptest::prelude::*;

use super::{Browser, Chunked, Plain, keys};
use crate::common::{NOW, at, sessions_at};

/// Saves each note after the other, and loads it. Returns how many were kept, the others were too large.
fn kept<T>(
    sessions: &SessionManager<T>,
    notes: &[String],
    set: impl Fn(&mut T, &str),
    get: impl Fn(&T) -> &str,
) -> usize
where
    T: iron_session::IronSession,
{
    let (mut browser, mut held, mut kept) = (Browser::default(), String::new(), 0);
    for note in notes {
        let (mut session, mut response) = (sessions.load(&browser.request()), Response::new(()));
        assert_eq!((get(&session), session.meta().rejection()), (held.as_str(), None));
        set(&mut session, note);
        match session.save(&mut response) {
            Ok(()) => {
                held.clone_from(note);
                kept += 1;
            }
            Err(Error::TooLarge(_)) => assert!(response.headers().is_empty()),
            Err(error) => panic!("{error}"),
        }
        browser.receive(&response);
    }
    assert_eq!(get(&sessions.load(&browser.request())), held);
    kept
}

fn notes() -> impl Strategy<Value = Vec<String>> {
    let note = (0..14_000_usize, any::<char>()).prop_map(|(bytes, letter)| {
        let letter = if letter.is_control() { 'n' } else { letter };
        letter.to_string().repeat(bytes / letter.len_utf8())
    });
    proptest::collection::vec(note, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_saved_is_loaded(notes in notes(), chunks in 2..=4_usize) {
        let bound = sessions_at::<Chunked>(NOW).configure(|config| config.chunks(chunks)).expect("sound");
        kept(&bound, &notes, |session, note| note.clone_into(&mut session.note), |session| session.note());
        let plain = sessions_at::<Plain>(NOW).configure(|config| config.chunks(chunks)).expect("sound");
        kept(&plain, &notes, |session, note| note.clone_into(&mut session.note), |session| session.note());
    }

    #[test]
    fn whatever_is_saved_for_javascript_is_loaded(notes in notes(), chunks in 2..=4_usize) {
        let keys = Keyring::builder().fe26_password("1", "harbour-lantern-seven-quiet-otters-42").build();
        let sessions = SessionManager::<Plain>::new(keys.expect("sound")).clock(|| at(NOW));
        let sessions = sessions.configure(|config| config.format_fe26().chunks(chunks)).expect("sound");
        kept(&sessions, &notes, |session, note| note.clone_into(&mut session.note), |session| session.note());
    }
}

#[test]
fn every_hundred_bytes_up_to_the_most_are_kept() {
    for (chunks, most) in [(2, 6000), (3, 9000), (4, 12_100)] {
        let sessions = SessionManager::<Plain>::new(keys()).clock(|| at(NOW));
        let sessions = sessions.configure(|config| config.chunks(chunks)).expect("sound");
        let notes: Vec<String> = (0..=most / 100).map(|hundreds| super::note(hundreds * 100)).collect();
        let up = kept(
            &sessions,
            &notes,
            |session, note| note.clone_into(&mut session.note),
            |session| session.note(),
        );
        assert_eq!(up, notes.len());
        let down: Vec<String> = notes.into_iter().rev().collect();
        let kept = kept(
            &sessions,
            &down,
            |session, note| note.clone_into(&mut session.note),
            |session| session.note(),
        );
        assert_eq!(kept, down.len());
    }
    assert!(sessions_at::<Plain>(NOW).load(&HeaderMap::new()).meta().is_new());
}
