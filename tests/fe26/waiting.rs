//! A Fe26.2 seal does not tell when it was made: until when it waits to be made anew.

use http::Request;
use iron_session::{Keyring, Session, SessionManager, fe26};
use serde_json::json;
use std::time::Duration;

use super::{OTHER, PASSWORD, Shared, accepting_at, keys, shared_at};
use crate::common::{NOW, at};

const DAY: u64 = 86_400;

/// A seal that JavaScript made now, with this time to live in days.
fn sealed(days: u64) -> String {
    fe26::seal(&keys(), &json!({"userName": "Ada"}), Some(Duration::from_secs(days * DAY)), at(NOW))
        .expect("a small session")
}

fn with_max_age(sessions: SessionManager<Shared>, days: u64) -> SessionManager<Shared> {
    sessions.configure(|config| config.max_age(Duration::from_secs(days * DAY))).expect("sound")
}

fn writes(sessions: &SessionManager<Shared>, mode: &str, seal: &str) -> bool {
    let request = Request::get("/").header("cookie", format!("sid={seal}")).header("sec-fetch-mode", mode);
    let mut session: Session<Shared> = sessions.load(&request.body(()).expect("valid headers"));
    assert_eq!(session.user_name(), Some("Ada"));
    !session.set_cookies().expect("a small session").is_empty()
}

/// The days are those of `max_age`, of the seal, and from which on any request writes.
#[test]
fn an_accepted_seal_waits_for_a_page_until_a_quarter_of_max_age_is_left() {
    for (max_age, ttl, end) in [(16, 16, 12), (16, 8, 4), (16, 30, 26), (4, 30, 29)] {
        let (seal, sessions) = (sealed(ttl), |secs| with_max_age(accepting_at(secs), max_age));
        for secs in [NOW, NOW + end * DAY - 1] {
            assert!(!writes(&sessions(secs), "cors", &seal), "{max_age} {ttl}");
            assert!(writes(&sessions(secs), "navigate", &seal), "{max_age} {ttl}");
        }
        assert!(writes(&sessions(NOW + end * DAY), "cors", &seal), "{max_age} {ttl}");
    }
}

#[test]
fn a_shared_seal_under_a_previous_password_waits_too() {
    let seal = sealed(16);
    let keys =
        Keyring::builder().fe26_password("2", OTHER).fe26_password("1", PASSWORD).build().expect("sound");
    let sessions = |secs| {
        let sessions = SessionManager::new(keys.clone()).clock(move || at(secs));
        with_max_age(sessions.configure(iron_session::Config::format_fe26).expect("sound"), 16)
    };
    assert!(!writes(&sessions(NOW), "cors", &seal));
    assert!(writes(&sessions(NOW), "navigate", &seal));
    assert!(writes(&sessions(NOW + 12 * DAY), "cors", &seal));
    assert!(!writes(&with_max_age(shared_at(NOW), 16), "navigate", &seal), "the password is today's");
}
