//! Tokens: structs with a purpose, sealed as texts for links.

mod bound;
mod confusion;
mod expiry;
mod fields;
mod javascript;
pub(crate) mod mutations;
mod schema;
mod size;

use std::time::SystemTime;

use iron_session::seal::{self, Binding, Record};
use iron_session::{IronToken, Keyring, Rejection, TokenManager};

use crate::common::{K1, K2, NOW, TestResult, at, keys};

/// The token of most tests. It ends 15 minutes after it was sealed.
#[derive(IronToken, Clone, Debug, PartialEq)]
#[iron(purpose = "magic-link", max_age = "15m")]
pub(crate) struct MagicLink {
    email: String,
    nonce: u64,
}

/// A token of another purpose with the same members.
#[derive(IronToken, Clone, Debug, PartialEq)]
#[iron(purpose = "invite", max_age = "15m")]
struct Invite {
    email: String,
    nonce: u64,
}

pub(crate) fn link() -> MagicLink {
    MagicLink { email: "demo@shop.example".to_owned(), nonce: 7 }
}

/// A manager whose clock stands at `secs`.
fn tokens_at<T: IronToken>(secs: u64) -> TokenManager<T> {
    tokens_under(keys(), secs)
}

fn tokens_under<T: IronToken>(keys: Keyring, secs: u64) -> TokenManager<T> {
    TokenManager::new(keys).clock(move || at(secs))
}

/// The text of a token that is sealed now.
pub(crate) fn sealed<T: IronToken>(token: &T) -> String {
    tokens_at(NOW).seal(token).expect("a small token").text
}

/// What a manager says now of a text, without its times.
pub(crate) fn opened<T: IronToken>(text: &str) -> Result<T, Rejection> {
    tokens_at(NOW).open(text).map(|opened| opened.token)
}

/// A seal of this JSON that has all that a magic link has.
fn sealed_json(json: &str) -> String {
    by_hand("magic-link", "", record(), json)
}

fn by_hand(purpose: &str, name: &str, record: Record, json: &str) -> String {
    seal::seal(&keys(), Binding { purpose, name }, &record, json.as_bytes()).expect("a small token")
}

fn record() -> Record {
    let now = u32::try_from(NOW).expect("before 2106");
    Record { created: now, issued: now, expires: now + 900, id: Some([7; 16]), ..Record::default() }
}

#[test]
fn a_token_opens_as_it_was_sealed() -> TestResult {
    assert_eq!(opened::<MagicLink>(&sealed(&link()))?, link());
    Ok(())
}

#[test]
fn without_a_manager_the_clock_is_that_of_the_system() -> TestResult {
    let text = link().seal(&keys())?;
    assert_eq!(MagicLink::open(&text, &keys())?, link());
    let now = SystemTime::UNIX_EPOCH.elapsed()?.as_secs();
    assert_eq!(tokens_at::<MagicLink>(now).open(&text)?.token, link());
    Ok(())
}

#[test]
fn a_token_is_a_text_for_a_url() {
    let text = sealed(&link());
    assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'), "{text}");
}

#[test]
fn every_token_has_an_id_of_its_own_which_its_opener_learns() -> TestResult {
    let links = tokens_at::<MagicLink>(NOW);
    let (one, other) = (links.seal(&link())?, links.seal(&link())?);
    assert_ne!(one.meta.id(), other.meta.id());
    let id = links.open(&one.text)?.meta.id();
    assert_eq!(id, one.meta.id());
    assert_eq!(id.len(), 22);
    assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'), "{id}");
    Ok(())
}

#[test]
fn a_seal_without_an_id_is_no_token() {
    let text = by_hand("magic-link", "", Record { id: None, ..record() }, r#"{"email":"a","nonce":7}"#);
    assert_eq!(opened::<MagicLink>(&text), Err(Rejection::Malformed));
}

#[test]
fn debug_shows_neither_text_nor_data_nor_id() -> TestResult {
    let links = tokens_at::<MagicLink>(NOW);
    let sealed = links.seal(&link())?;
    let opened = links.open(&sealed.text)?;
    let shown = format!("{links:?} {sealed:?} {opened:?} {:?}", opened.meta);
    for secret in [sealed.text.as_str(), "demo@shop.example", &sealed.meta.id()] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("magic-link"), "{shown}");
    Ok(())
}

#[test]
fn a_previous_key_opens_and_a_foreign_one_does_not() -> TestResult {
    let old = tokens_under::<MagicLink>(Keyring::from_key(&K2)?, NOW).seal(&link())?.text;
    let rotated = Keyring::builder().key(&K1).previous_key(&K2).build()?;
    assert_eq!(tokens_under::<MagicLink>(rotated.clone(), NOW).open(&old)?.token, link());
    assert!(MagicLink::open(&link().seal(&Keyring::from_key(&K2)?)?, &rotated).is_ok());
    assert_eq!(opened::<MagicLink>(&old), Err(Rejection::UnknownKey));
    Ok(())
}

#[test]
fn what_the_manager_derived_before_is_what_a_call_derives() -> TestResult {
    let by_manager = TokenManager::<MagicLink>::new(keys()).seal(&link())?.text;
    assert_eq!(MagicLink::open(&by_manager, &keys())?, link());
    assert_eq!(TokenManager::<MagicLink>::new(keys()).open(&link().seal(&keys())?)?.token, link());
    Ok(())
}
