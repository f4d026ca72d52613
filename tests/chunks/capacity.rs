//! How much fits: to the byte, and as `room` tells before the save.

use std::time::Duration;

use http::{HeaderMap, Response};
use iron_session::{Config, ConfigError, Error, IronSession, Keyring, SessionManager};

use super::{Plain, TestResult, changed, note};
use crate::common::{NOW, at, sessions_at, set_cookies};

/// The names and values of the cookies that are written, without those that are removed.
fn sizes(response: &Response<()>) -> Vec<usize> {
    let written = set_cookies(response).into_iter().filter(|text| !text.contains("Max-Age=0;"));
    written.map(|text| text.split(';').next().map_or(0, str::len) - "=".len()).collect()
}

/// The first number below `end` for which this is not true.
fn first_not(end: usize, is_true: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, end);
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_true(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

#[test]
fn the_edges_of_each_number_of_cookies_are_full_to_the_byte() -> TestResult {
    let sessions = sessions_at::<Plain>(NOW);
    let sizes_of =
        |bytes: usize| sizes(&changed(&sessions, &HeaderMap::new(), |session| session.set_note(note(bytes))));
    for cookies in 1..4 {
        let edge = first_not(12_000, |bytes| sizes_of(bytes).len() <= cookies);
        let (full, next) = (sizes_of(edge - 1), sizes_of(edge));
        assert_eq!((full.len(), next.len()), (cookies, cookies + 1));
        // A byte of JSON is one or two characters, so the last cookie may miss one.
        assert!(full[..cookies - 1].iter().all(|bytes| *bytes == 4096), "{full:?}");
        assert!((4095..=4096).contains(&full[cookies - 1]), "{full:?}");
        assert!(next.iter().all(|bytes| *bytes <= 4096), "{next:?}");
    }
    let most = first_not(14_000, |bytes| {
        let mut session = sessions.load(&HeaderMap::new());
        session.set_note(note(bytes));
        session.set_cookies().is_ok()
    });
    let mut session = sessions.load(&HeaderMap::new());
    session.set_note(note(most));
    let Err(Error::TooLarge(error)) = session.set_cookies() else { return Err("it fits".into()) };
    assert!(matches!(error.excess, 1 | 2), "{error}");
    assert_eq!((error.limit, error.cookies), (4096, 4));
    Ok(())
}

/// Every configuration for which `room` is compared with saves.
fn configurations() -> Vec<SessionManager<Plain>> {
    let native = sessions_at::<Plain>(NOW);
    let password = "harbour-lantern-seven-quiet-otters-42";
    let passwords =
        Keyring::builder().fe26_password("1", password).fe26_password("12", &password.to_uppercase());
    let javascript = SessionManager::new(passwords.build().expect("sound")).clock(|| at(NOW));
    let changes: [fn(Config) -> Config; 7] = [
        |config| config,
        |config| config.chunks(1),
        |config| config.chunks(2),
        |config| config.chunks(3).max_bytes(1001),
        |config| config.chunks(1).max_bytes(2222),
        |config| config.path("/a/longer/path").same_site(iron_session::SameSite::None),
        |config| config.persistent(false).max_bytes(4095),
    ];
    let natives = changes.into_iter().flat_map(|change| {
        [false, true].map(|id| native.clone().configure(|config| change(config).id(id)).expect("sound"))
    });
    let both = natives.collect::<Vec<_>>().into_iter();
    let foreign = changes
        .into_iter()
        .map(|change| javascript.clone().configure(|config| change(config).format_fe26()).expect("sound"));
    both.chain(foreign).collect()
}

#[test]
fn a_session_with_as_many_more_bytes_as_there_is_room_is_saved_and_one_with_another_is_not() -> TestResult {
    for sessions in configurations() {
        for begun in [0, 1, 50, 700] {
            let mut session = sessions.load(&HeaderMap::new());
            session.set_note(note(begun));
            let room = session.meta().room();
            assert!(room > 0, "{sessions:?}");
            session.set_note(note(begun + room));
            assert_eq!(session.meta().room(), 0);
            assert!(!session.set_cookies()?.is_empty(), "{sessions:?}");
            session.set_note(note(begun + room + 1));
            assert_eq!(session.meta().room(), 0);
            assert!(matches!(session.set_cookies(), Err(Error::TooLarge(_))), "{sessions:?}, {room}");
        }
    }
    Ok(())
}

/// The README's advice.
#[derive(IronSession)]
#[iron(chunks = 2, max_bytes = 3500)]
struct Advised {
    note: String,
}

#[test]
fn two_cookies_of_3500_bytes_hold_some_5100_bytes_and_leave_a_kibibyte_of_the_header() -> TestResult {
    let mut session = sessions_at::<Advised>(NOW).load(&HeaderMap::new());
    let room = session.meta().room();
    let json = room + r#"{"note":""}"#.len();
    assert!((5100..5200).contains(&json), "{json}");
    session.set_note(note(room));
    let mut response = Response::new(());
    session.save(&mut response)?;
    let line = sizes(&response).iter().map(|pair| pair + "=; ".len()).sum::<usize>();
    assert!(line + 1024 <= 8190, "{line}");
    Ok(())
}

#[test]
fn a_length_of_its_own_takes_some_of_the_room() -> TestResult {
    let mut session = sessions_at::<Plain>(NOW).load(&HeaderMap::new());
    let before = session.meta().room();
    session.renew().max_age(Duration::from_secs(60));
    assert_eq!(session.meta().room(), before - 4);
    session.set_note(note(before - 4));
    assert!(!session.set_cookies()?.is_empty());
    session.set_note(note(before - 3));
    assert!(session.set_cookies().is_err());
    Ok(())
}

#[test]
fn room_counts_the_data_as_it_is_now_and_what_was_opened() {
    let sessions = sessions_at::<Plain>(NOW);
    let mut session = sessions.load(&super::cookies(super::pairs(4000)));
    let room = session.meta().room();
    session.set_note(note(3990));
    assert_eq!(session.meta().room(), room + 10);
    session.set_user(1234);
    assert_eq!(session.meta().room(), room + 7);
    session.set_note("\u{1}".repeat(100));
    assert_eq!(session.meta().room(), room + 4000 - 600 - 3);
}

#[test]
fn what_cannot_be_sealed_has_no_room() {
    #[derive(IronSession)]
    #[iron(cookie = "f", max_age = "1h")]
    struct Float {
        value: f64,
    }
    let mut session = sessions_at::<Float>(NOW).load(&HeaderMap::new());
    assert!(session.meta().room() > 2900);
    session.set_value(f64::NAN);
    assert_eq!(session.meta().room(), 0);
    let no_password = sessions_at::<Plain>(NOW).configure(Config::format_fe26);
    let session = no_password.map(|sessions| sessions.load(&HeaderMap::new()).meta().room());
    assert!(matches!(session, Ok(0) | Err(_)));
}

#[test]
fn what_is_nested_too_deep_has_no_room() {
    #[derive(IronSession)]
    #[iron(cookie = "deep", max_age = "1h")]
    struct Deep {
        value: serde_json::Value,
    }
    let nested = |depth| (0..depth).fold(serde_json::Value::Null, |value, _| serde_json::json!([value]));
    for (depth, is_sealed) in [(100, true), (140, false)] {
        let mut session = sessions_at::<Deep>(NOW).load(&HeaderMap::new());
        session.set_value(nested(depth));
        assert_eq!((session.meta().room() > 0, session.set_cookies().is_ok()), (is_sealed, is_sealed));
    }
}

#[test]
fn a_lifetime_that_the_format_cannot_hold_leaves_no_room() -> TestResult {
    let keys = Keyring::builder().fe26_password("1", "harbour-lantern-seven-quiet-otters-42").build()?;
    let sessions = SessionManager::<Plain>::new(keys).clock(|| at(NOW)).configure(Config::format_fe26)?;
    let mut session = sessions.load(&HeaderMap::new());
    assert!(session.meta().room() > 0);
    session.renew().max_age(Duration::from_secs(60));
    assert_eq!(session.meta().room(), 0);
    assert!(session.set_cookies().is_err());
    Ok(())
}

/// A name of 200 bytes.
const LONG: &str = concat!(
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789",
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789",
);

#[test]
fn a_name_that_leaves_no_room_to_any_seal_is_refused() {
    let named = |bytes| Config::new(LONG).max_bytes(bytes).check();
    assert_eq!((named(LONG.len() + 96), named(LONG.len() + 95)), (Ok(()), Err(ConfigError::SealRoom)));
    let chunked = Config::new(LONG).max_bytes(LONG.len() + 95).chunks(2).check();
    assert_eq!(chunked, Err(ConfigError::ChunkRoom));
    let javascript = |bytes| Config::new("sid").format_fe26().max_bytes(bytes).check();
    assert_eq!((javascript(256), javascript(400)), (Err(ConfigError::SealRoom), Ok(())));
}

#[test]
fn a_number_of_chunks_out_of_range_or_without_room_is_refused() {
    let check = |change: fn(Config) -> Config| change(Plain::CONFIG).check();
    assert_eq!(check(|config| config.chunks(0)), Err(ConfigError::Chunks));
    assert_eq!(check(|config| config.chunks(5)), Err(ConfigError::Chunks));
    for chunks in 1..=4 {
        assert_eq!(Plain::CONFIG.chunks(chunks).check(), Ok(()));
    }
    let least = LONG.len() + "1.0".len() - 1 + "2.abcdef.".len() + 96;
    assert_eq!(Config::new(LONG).chunks(2).max_bytes(least).check(), Ok(()));
    assert_eq!(Config::new(LONG).chunks(2).max_bytes(least - 1).check(), Err(ConfigError::ChunkRoom));
    assert_eq!(Config::new(LONG).chunks(1).max_bytes(least - 1).check(), Ok(()));
}
