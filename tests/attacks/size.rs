//! The size limit: the name and the value of a cookie have at most 4096 bytes together.

use http::{HeaderMap, Response};
use iron_session::{ConfigError, Error, IronSession, Keyring, Rejection};

use super::Failing;
use crate::chunks::{Other, Plain, pairs, pairs_of_another_cookie};
use crate::common::{
    K1, K2, NOW, TestResult, Visit, cookies, saved, sessions_at, sessions_under, set_cookies, v, value,
};

/// A session with a note of this many bytes.
fn session_of(note: usize) -> iron_session::Session<Visit> {
    let mut session = sessions_at::<Visit>(NOW).load(&HeaderMap::new());
    session.set_note("n".repeat(note));
    session
}

/// The length of the longest note that fits. With each byte more, base64url gets one or two characters
/// longer.
fn longest() -> usize {
    let json = 4096 - "__Host-s".len() - 96;
    json * 3 / 4 - r#"{"user_id":0,"note":""}"#.len()
}

pub(super) fn failing() -> Vec<Failing> {
    let (older, newer) = (pairs(4000), pairs(4000));
    let plain = |case, reason, line: String| Failing::line(case, reason, line).on(sessions_at::<Plain>(NOW));
    let moved = pairs_of_another_cookie().join("; ");
    vec![
        Failing::line("B08", "forged", moved).on(sessions_at::<Other>(NOW)),
        plain("Z07", "malformed", newer[0].clone()),
        plain("Z09", "malformed", format!("{}; {}", older[0], newer[1])),
        plain("Z10", "", newer[0].replacen("=2.", "=9.", 1)),
    ]
}

/// Z01, Z02
#[test]
fn a_cookie_of_4096_bytes_is_written_and_a_longer_one_is_an_error() -> TestResult {
    let fits = saved(&mut session_of(longest()));
    assert_eq!("__Host-s".len() + fits.len(), 4096);
    let back = sessions_at::<Visit>(NOW).load(&cookies([format!("__Host-s={fits}")]));
    assert_eq!(back.note().len(), longest());

    let shorter = saved(&mut session_of(longest() - 1));
    assert!(shorter.len() < fits.len() && shorter.len() + 2 >= fits.len());

    let mut response = Response::new(());
    match session_of(longest() + 1).save(&mut response) {
        Err(Error::TooLarge(error)) => assert!(matches!(error.excess, 1 | 2), "{error}"),
        other => return Err(format!("{other:?}").into()),
    }
    Ok(())
}

/// E08
#[test]
fn a_seal_beyond_the_limit_is_not_even_decoded() {
    let name = "__Host-s";
    for (length, reason) in
        [(4096 - name.len(), Rejection::UnknownKey), (4097 - name.len(), Rejection::Malformed)]
    {
        let text: String = "AQ".chars().chain(std::iter::repeat('A')).take(length).collect();
        let session = sessions_at::<Visit>(NOW).load(&cookies([format!("{name}={text}")]));
        assert_eq!(session.meta().rejection(), Some(reason), "{length}");
    }
}

/// Z03
#[test]
fn the_size_is_counted_in_bytes_and_not_in_characters() {
    let mut session = sessions_at::<Visit>(NOW).load(&HeaderMap::new());
    session.set_note("é".repeat(longest() / 2 + 1));
    assert!(matches!(session.set_cookies(), Err(Error::TooLarge(_))));
}

#[test]
fn an_oversize_session_leaves_the_response_as_it_was_and_names_the_largest_members() -> TestResult {
    let mut session = sessions_at::<Visit>(NOW).load(&cookies([format!("__Host-s={}", v())]));
    session.set_user_id(8);
    let mut response = Response::new(());
    session.save(&mut response)?;
    let before = response.headers().clone();
    session.set_note("x".repeat(5000));
    let error = session.save(&mut response).err().ok_or("5000 bytes were saved")?;
    assert_eq!(response.headers(), &before);
    let text = error.to_string();
    assert!(text.contains("`note` 5002 bytes, `user_id` 1 bytes") && text.contains("elsewhere"), "{text}");
    assert!(!text.contains("xxx"));
    session.set_note("small again");
    session.save(&mut response)?;
    let back =
        sessions_at::<Visit>(NOW).load(&cookies([format!("__Host-s={}", value(&set_cookies(&response)[0]))]));
    assert_eq!((back.user_id(), back.note()), (8, "small again"));
    Ok(())
}

#[test]
fn a_seal_is_96_characters_longer_than_the_base64url_of_its_json() {
    for note in 0..100 {
        let json = r#"{"user_id":1,"note":""}"#.len() + note;
        let mut session = session_of(note);
        session.set_user_id(1);
        assert_eq!(saved(&mut session).len(), 96 + (json * 4).div_ceil(3));
    }
}

#[test]
fn a_session_without_room_for_an_id_is_resealed_without_one_and_reads_do_not_fail() -> TestResult {
    let full = saved(&mut session_of(longest()));
    let rotated = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    let sessions = sessions_under::<Visit>(rotated, NOW).configure(|config| config.id(true))?;
    let load = |cookie: &str| sessions.load(&cookies([format!("__Host-s={cookie}")]));
    let mut read = load(&full);
    let resealed = saved(&mut read);
    assert_eq!((resealed.len(), read.meta().id()), (full.len(), None));

    // A setter was called and nothing changed. A save would add an id, for which there is no room. So nothing
    // is written.
    let mut touched = load(&full);
    touched.set_user_id(0);
    assert!(touched.set_cookies()?.is_empty());
    // A changed session that does not fit is always an error.
    touched.set_user_id(1);
    assert!(matches!(touched.set_cookies(), Err(Error::TooLarge(_))));
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "small", max_bytes = 1000)]
struct Small {
    note: String,
}

/// Z02
#[test]
fn a_lower_limit_holds_from_its_byte_on() -> TestResult {
    let saved = |max_bytes: usize, note| {
        let sessions = sessions_at::<Small>(NOW).configure(|config| config.max_bytes(max_bytes));
        let mut session = sessions.expect("a sound configuration").load(&HeaderMap::new());
        session.set_note("n".repeat(note));
        session.set_cookies().map(|cookies| cookies.into_iter().collect::<String>())
    };
    let text = saved(4096, 500)?;
    let bytes = text.split(';').next().map_or(0, str::len) - "=".len();
    assert!(saved(bytes, 500).is_ok());
    let Err(Error::TooLarge(error)) = saved(bytes - 1, 500) else { return Err("one byte too many".into()) };
    assert_eq!((error.excess, error.limit, error.largest), (1, bytes - 1, vec![("note", 502)]));
    Ok(())
}

#[test]
fn a_declared_limit_is_told_by_its_name() {
    let mut session = sessions_at::<Small>(NOW).load(&HeaderMap::new());
    session.set_note("n".repeat(900));
    let text = session.set_cookies().expect_err("900 bytes are 1200 characters").to_string();
    assert!(text.contains(" bytes over the 1000 of its `max_bytes`; "), "{text}");
}

#[test]
fn a_limit_below_256_or_above_4096_is_refused() {
    let refused = |limit| {
        let sessions = sessions_at::<Small>(NOW).configure(|config| config.max_bytes(limit));
        matches!(sessions, Err(Error::Config(ConfigError::MaxBytes)))
    };
    assert_eq!([0, 255, 256, 4096, 4097].map(refused), [true, true, false, false, true]);
}

#[test]
fn a_fe26_token_names_its_own_limit() {
    let value = "n".repeat(70_000);
    let keys = Keyring::builder().fe26_password("1", "a password of 32 letters or more, at least").build();
    let sealed = iron_session::fe26::seal(&keys.expect("sound"), &value, None, crate::common::at(NOW));
    assert!(matches!(sealed, Err(Error::TooLarge(error)) if error.limit == 65_536));
}
