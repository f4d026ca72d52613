//! Tokens that tie a form to the session in which it was shown.

mod first;
mod layer;
mod refusals;

use http::HeaderMap;
use iron_session::{Csrf, IronSession, Keyring, Rejection, Session, SessionManager};

use crate::common::{NOW, TestResult, at, cookies, keys, saved};

/// A session that outlives its tokens.
#[derive(IronSession)]
#[iron(cookie = "__Host-forms", max_age = "7d", id)]
struct Forms {
    note: String,
}

const DAY: u64 = 86_400;

fn forms_under(keys: Keyring, secs: u64) -> SessionManager<Forms> {
    SessionManager::new(keys).clock(move || at(secs))
}

/// What a browser with this cookie sends at `secs`, or one without any if it is empty.
fn load_at(secs: u64, cookie: &str) -> Session<Forms> {
    forms_under(keys(), secs).load(&request(cookie))
}

fn request(cookie: &str) -> HeaderMap {
    cookies(Some(cookie).filter(|cookie| !cookie.is_empty()).map(|cookie| format!("__Host-forms={cookie}")))
}

/// A token of a visitor's first page, and the cookie that the page sets.
pub(crate) fn first_page() -> (String, String) {
    let mut session = load_at(NOW, "");
    let token = Csrf::token(&mut session).expect("a small token");
    (token, saved(&mut session))
}

/// What is said at `secs` of a token that comes with this cookie.
fn check_at(secs: u64, cookie: &str, token: &str) -> Result<(), Rejection> {
    Csrf::check(&load_at(secs, cookie), token)
}

#[test]
fn a_token_is_taken_in_its_session() {
    let (token, cookie) = first_page();
    assert_eq!(check_at(NOW, &cookie, &token), Ok(()));
    assert_eq!(check_at(NOW + 600, &cookie, &token), Ok(()), "more than once");
}

/// L07
#[test]
fn a_token_of_another_session_is_refused() {
    let ((token, cookie), (of_another, other)) = (first_page(), first_page());
    assert_eq!(check_at(NOW, &cookie, &of_another), Err(Rejection::Forged));
    assert_eq!(check_at(NOW, &other, &token), Err(Rejection::Forged));
    assert_eq!(check_at(NOW, "", &token), Err(Rejection::Forged), "without a cookie");
}

/// L08
#[test]
fn tokens_of_one_session_differ_and_all_are_taken() -> TestResult {
    let (first, cookie) = first_page();
    let mut session = load_at(NOW, &cookie);
    let mut tokens = vec![first];
    for _ in 0..100 {
        tokens.push(Csrf::token(&mut session)?);
    }
    for token in &tokens {
        assert_eq!(check_at(NOW, &cookie, token), Ok(()));
        assert_eq!(token.len(), tokens[0].len());
    }
    // Only the version and the key tag are the same: 17 bytes.
    tokens.sort();
    assert!(tokens.windows(2).all(|two| two[0][23..30] != two[1][23..30]), "no two begin alike");
    Ok(())
}

#[test]
fn a_token_needs_no_escaping() {
    let (token, _) = first_page();
    assert!(
        token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'),
        "{token}"
    );
    assert!(token.len() <= 160, "{} characters", token.len());
}

#[test]
fn a_change_and_a_refresh_keep_the_tokens() {
    let (token, cookie) = first_page();
    let mut session = load_at(NOW + 60, &cookie);
    session.set_note("written since");
    let cookie = saved(&mut session);
    assert_eq!(Csrf::check(&session, &token), Ok(()));
    assert_eq!(check_at(NOW + 120, &cookie, &token), Ok(()));
}

#[test]
fn a_session_whose_notes_take_two_cookies_has_tokens_too() -> TestResult {
    let sessions = forms_under(keys(), NOW).configure(|config| config.chunks(2))?;
    let mut session = sessions.load(&HeaderMap::new());
    session.set_note("a long note ".repeat(400));
    let token = Csrf::token(&mut session)?;
    let pairs = session.set_cookies()?.into_iter();
    let pairs: Vec<String> = pairs.filter(|text| !text.contains("Max-Age=0;")).collect();

    let mut session = sessions.load(&cookies(&pairs));
    assert_eq!(session.meta().chunks(), 2);
    assert_eq!(Csrf::check(&session, &token), Ok(()));
    let another = Csrf::token(&mut session)?;
    assert!(session.set_cookies()?.is_empty(), "nothing is written for it");
    assert_eq!(Csrf::check(&sessions.load(&cookies(&pairs)), &another), Ok(()));
    Ok(())
}
