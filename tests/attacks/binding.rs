//! A seal opens only for what it was made for: its cookie name, its purpose, and the context of its keys.

use iron_session::seal::{self, Binding};
use iron_session::{Keyring, Rejection};

use super::Failing;
use super::integrity::{BINDING, rejection, sealed};
use crate::common::{K1, NOW, TestResult, Visit, cookies, keys, sessions_under, v};
use crate::csrf::first_page;

pub(super) fn failing() -> Vec<Failing> {
    let of = |name, purpose| sealed(&keys(), Binding { purpose, name });
    let of_context = Keyring::builder().context("shop.example/prod").key(&K1).build().expect("a varied key");
    vec![
        Failing::value("B01", "forged", of("__Host-admin", seal::SESSION)),
        Failing::value("B02", "forged", of(BINDING.name, "email-change")),
        Failing::value("B03", "forged", of("__Host-", "ssession")),
        Failing::value("B04", "unknown_key", sealed(&of_context, BINDING)),
        Failing::value("B05", "forged", of("", "magic-link")),
        Failing::value("B07", "forged", first_page().0),
    ]
}

/// B01
#[test]
fn a_seal_made_for_another_cookie_name_is_forged() {
    let text = sealed(&keys(), Binding { name: "__Host-admin", ..BINDING });
    assert_eq!(rejection(&text), Some(Rejection::Forged));
}

/// B02
#[test]
fn a_seal_made_for_another_purpose_is_forged() {
    let text = sealed(&keys(), Binding { purpose: "email-change", ..BINDING });
    assert_eq!(rejection(&text), Some(Rejection::Forged));
}

/// B03
#[test]
fn letters_moved_between_name_and_purpose_make_a_seal_forged() {
    let text = sealed(&keys(), Binding { name: "a", purpose: "bc" });
    for (name, purpose) in [("ab", "c"), ("", "abc"), ("abc", ""), ("bc", "a")] {
        let opened = seal::open(&keys(), Binding { purpose, name }, NOW, text.as_bytes());
        assert_eq!(opened.err(), Some(Rejection::Forged), "{name} {purpose}");
    }
}

/// B04
#[test]
fn a_seal_of_another_context_has_an_unknown_key() -> TestResult {
    let app = |context: &str| Keyring::builder().context(context).key(&K1).build();
    let text = sealed(&app("shop.example/prod")?, BINDING);
    for other in ["shop.example/staging", ""] {
        let session = sessions_under::<Visit>(app(other)?, NOW).load(&cookies([format!("__Host-s={text}")]));
        assert_eq!(session.meta().rejection(), Some(Rejection::UnknownKey));
    }
    let session =
        sessions_under::<Visit>(app("shop.example/prod")?, NOW).load(&cookies([format!("__Host-s={text}")]));
    assert_eq!(session.user_id(), 7);
    Ok(())
}

/// B05, B06
#[test]
fn a_magic_link_is_no_session_and_a_session_no_magic_link() {
    let link = Binding { purpose: "magic-link", name: "" };
    let token = sealed(&keys(), link);
    assert!(seal::open(&keys(), link, NOW, token.as_bytes()).is_ok());
    assert_eq!(rejection(&token), Some(Rejection::Forged));
    assert_eq!(seal::open(&keys(), link, NOW, v().as_bytes()).err(), Some(Rejection::Forged));
}

/// B09
#[test]
fn a_password_and_a_raw_key_of_the_same_bytes_are_different_keys() -> TestResult {
    // Bytes that are text, but not text that could be typed.
    let raw: [u8; 32] = "mossy-Kettle\u{7f}-58-violin-harbor-Q".as_bytes().try_into()?;
    let by_key = sealed(&Keyring::from_key(&raw)?, BINDING);
    let by_password = Keyring::from_password(std::str::from_utf8(&raw)?)?;
    let opened = seal::open(&by_password, BINDING, NOW, by_key.as_bytes());
    assert_eq!(opened.err(), Some(Rejection::UnknownKey));
    Ok(())
}
