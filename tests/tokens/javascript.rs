//! Tokens of `format = "fe26"`, which `sealData` and `unsealData` make and read. `tests/node/tokens.rs` has
//! the same with the JavaScript library itself.

use std::time::{Duration, UNIX_EPOCH};

use iron_session::{Error, IronToken, Keyring, Rejection, TokenManager, fe26};
use proptest::prelude::*;
use serde_json::json;

use super::tokens_under;
use crate::common::{K1, NOW, TestResult, at, keys};

const PASSWORD: &str = "a-password-for-Fe26.2-only-4711-tokens";

#[derive(IronToken, Clone, Debug, PartialEq)]
#[iron(purpose = "invite", max_age = "15m", format = "fe26", rename_all = "camelCase")]
struct Invite {
    user_name: String,
    team: i64,
    note: Option<String>,
}

#[derive(IronToken, Clone, Debug, PartialEq)]
#[iron(purpose = "invite", max_age = "never", format = "fe26")]
struct Endless {
    team: i64,
}

fn fe26_keys() -> Keyring {
    Keyring::builder().key(&K1).fe26_password("1", PASSWORD).build().expect("two sound secrets")
}

fn tokens_at<T: IronToken>(secs: u64) -> TokenManager<T> {
    tokens_under(fe26_keys(), secs)
}

fn invite() -> Invite {
    Invite { user_name: "Ada".to_owned(), team: 7, note: None }
}

fn sealed_by_javascript(value: &serde_json::Value, ttl: Option<u64>) -> String {
    fe26::seal(&fe26_keys(), value, ttl.map(Duration::from_secs), at(NOW)).expect("a small value")
}

#[test]
fn it_is_a_seal_of_its_members_with_its_end() -> TestResult {
    let sealed = tokens_at(NOW).seal(&invite())?;
    assert!(sealed.text.starts_with("Fe26.2*1*"), "{}", sealed.text);
    assert_eq!(sealed.meta.expires(), Some(at(NOW + 900)));
    let value: serde_json::Value = fe26::open(&fe26_keys(), &sealed.text, at(NOW))?;
    assert_eq!(value, json!({ "userName": "Ada", "team": 7 }));
    assert_eq!(tokens_at::<Invite>(NOW).open(&sealed.text)?.token, invite());
    Ok(())
}

#[test]
fn every_reader_gives_it_60_seconds_after_its_end() -> TestResult {
    let text = tokens_at(NOW).seal(&invite())?.text;
    assert!(tokens_at::<Invite>(NOW + 959).open(&text).is_ok());
    assert_eq!(tokens_at::<Invite>(NOW + 960).open(&text).err(), Some(Rejection::Expired));
    Ok(())
}

#[test]
fn a_seal_with_a_longer_life_than_the_type_allows_is_refused() {
    let open = |ttl| {
        tokens_at::<Invite>(NOW).open(&sealed_by_javascript(&json!({ "userName": "Ada", "team": 7 }), ttl))
    };
    assert!(open(Some(900)).is_ok());
    assert!(open(Some(60)).is_ok());
    assert!(open(Some(960)).is_ok(), "as for a clock that is ahead");
    assert_eq!(open(Some(961)).err(), Some(Rejection::NotYetValid));
    assert_eq!(open(None).err(), Some(Rejection::Malformed));
}

#[test]
fn one_that_never_ends_takes_any_seal() -> TestResult {
    let tokens = tokens_at::<Endless>(NOW);
    let sealed = tokens.seal(&Endless { team: 7 })?;
    assert_eq!((sealed.meta.expires(), tokens.open(&sealed.text)?.meta.expires()), (None, None));
    let text = sealed_by_javascript(&json!({ "team": 7 }), Some(1_209_600));
    assert_eq!(tokens.open(&text)?.meta.expires(), Some(at(NOW + 1_209_600)));
    Ok(())
}

#[test]
fn a_missing_member_and_a_number_that_javascript_rounds_are_refused() {
    let text = sealed_by_javascript(&json!({ "team": 7 }), Some(900));
    let opened = tokens_at::<Invite>(NOW).open(&text).err();
    assert_eq!(opened, Some(Rejection::Payload { member: "userName", byte: 10 }));
    let sealed = tokens_at(NOW).seal(&Invite { team: i64::MAX, ..invite() }).map(|sealed| sealed.text);
    assert!(matches!(sealed, Err(Error::Unsealable { member: "team", .. })), "{sealed:?}");
}

#[test]
fn without_a_password_nothing_is_sealed_and_nothing_opens() -> TestResult {
    let text = invite().seal(&fe26_keys())?;
    assert!(matches!(invite().seal(&keys()), Err(Error::NoFe26Password)));
    assert_eq!(Invite::open(&text, &keys()), Err(Rejection::UnknownKey));
    assert_eq!(Invite::open(&text, &fe26_keys())?, invite());
    Ok(())
}

#[test]
fn before_1970_nothing_opens() {
    let before = UNIX_EPOCH - Duration::from_secs(1);
    let text = sealed_by_javascript(&json!({ "team": 7 }), Some(60));
    let endless = sealed_by_javascript(&json!({ "team": 7 }), None);
    for text in [text, endless] {
        let tokens = TokenManager::<Endless>::new(fe26_keys()).clock(move || before);
        assert_eq!(tokens.open(&text).err(), Some(Rejection::NotYetValid));
        let opened = fe26::open::<serde_json::Value>(&fe26_keys(), &text, before);
        assert_eq!(opened, Err(Rejection::NotYetValid));
        assert!(fe26::open::<serde_json::Value>(&fe26_keys(), &text, at(NOW)).is_ok());
    }
}

#[test]
fn one_that_is_too_long_names_its_largest_members() {
    let sealed =
        tokens_at(NOW).seal(&Invite { user_name: "x".repeat(65_536), ..invite() }).map(|sealed| sealed.text);
    let Err(Error::TokenTooLarge(too_large)) = sealed else { panic!("{sealed:?}") };
    assert_eq!((too_large.limit, too_large.largest[0]), (65_536, ("userName", 65_538)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_sealed_is_opened(user_name: String, team in -(1_i64 << 53) + 1..1 << 53, note: Option<String>) {
        let token = Invite { user_name, team, note };
        let tokens = tokens_at::<Invite>(NOW);
        let text = tokens.seal(&token)?.text;
        prop_assert_eq!(tokens.open(&text)?.token, token);
    }
}
