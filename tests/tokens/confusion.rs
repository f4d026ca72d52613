//! No token opens as a session or as another kind of token, nor the reverse.

use iron_session::seal::{self, Binding};
use iron_session::{Csrf, IronSession, IronToken, Keyring, Rejection, fe26};

use super::{Invite, MagicLink, by_hand, link, opened, record, sealed, tokens_at};
use crate::common::{K1, NOW, TestResult, Visit, at, cookies, keys, saved, sessions_at, visit_at};
use crate::reference;

/// A token with the members of [`Visit`].
#[derive(IronToken, Debug, PartialEq)]
#[iron(purpose = "visit", max_age = "1h")]
struct VisitToken {
    user_id: u32,
    note: String,
}

fn visit_token() -> VisitToken {
    VisitToken { user_id: 7, note: String::new() }
}

/// Why a text is refused as the cookie of a session.
fn as_session<T: IronSession>(text: &str) -> Option<Rejection> {
    let header = format!("{}={text}", T::CONFIG.cookie());
    sessions_at::<T>(NOW).load(&cookies([header])).meta().rejection()
}

/// B05
#[test]
fn a_token_is_no_session() {
    assert_eq!(as_session::<Visit>(&sealed(&visit_token())), Some(Rejection::Forged));
    assert_eq!(as_session::<Visit>(&sealed(&link())), Some(Rejection::Forged));
}

/// B05
#[test]
fn a_token_that_is_bound_to_the_name_of_a_cookie_is_no_session() -> TestResult {
    let tokens = tokens_at::<VisitToken>(NOW);
    let text = tokens.seal_bound(&visit_token(), Visit::CONFIG.cookie())?.text;
    assert!(tokens.open_bound(&text, Visit::CONFIG.cookie()).is_ok());
    assert_eq!(as_session::<Visit>(&text), Some(Rejection::Forged));
    Ok(())
}

/// B06
#[test]
fn a_session_is_no_token_not_even_one_that_is_bound_to_the_name_of_its_cookie() {
    let session = visit_at(NOW, 7);
    let tokens = tokens_at::<VisitToken>(NOW);
    assert_eq!(opened::<VisitToken>(&session), Err(Rejection::Forged));
    assert_eq!(opened::<MagicLink>(&session), Err(Rejection::Forged));
    let bound = tokens.open_bound(&session, Visit::CONFIG.cookie());
    assert_eq!(bound.err(), Some(Rejection::Forged));
}

#[test]
fn a_token_of_one_purpose_is_none_of_another() {
    let (one, other) = (sealed(&link()), sealed(&Invite { email: "a".to_owned(), nonce: 7 }));
    assert_eq!(opened::<Invite>(&one), Err(Rejection::Forged));
    assert_eq!(opened::<MagicLink>(&other), Err(Rejection::Forged));
}

#[test]
fn a_reserved_purpose_opens_as_no_token_and_no_session() {
    let json = r#"{"email":"a","nonce":7,"user_id":7,"note":""}"#;
    for name in ["", "__Host-s"] {
        let csrf = by_hand("iron-session/csrf", name, record(), json);
        assert_eq!(opened::<MagicLink>(&csrf), Err(Rejection::Forged));
        assert_eq!(opened::<VisitToken>(&csrf), Err(Rejection::Forged));
        assert_eq!(as_session::<Visit>(&csrf), Some(Rejection::Forged));
    }
}

/// The key of this purpose is ready in every keyring. It is the one that the page `seal_format` describes.
#[test]
fn a_reserved_purpose_has_the_key_that_is_derived_for_it() -> TestResult {
    let now = u32::try_from(NOW)?;
    let record = reference::record(0, [now, now, now + 60], 0, b"{}");
    let (binding, other) = (Binding { purpose: "iron-session/csrf", name: "" }, "iron-session/CSRF");
    let text = reference::seal(&K1, binding.purpose, "", &record);
    assert_eq!(seal::open(&keys(), binding, NOW, text.as_bytes())?.json(), b"{}");
    let text = reference::seal(&K1, other, "", &record);
    assert_eq!(seal::open(&keys(), binding, NOW, text.as_bytes()).err(), Some(Rejection::Forged));
    Ok(())
}

#[test]
fn no_token_and_no_session_opens_for_a_reserved_purpose() {
    for text in [sealed(&link()), sealed(&visit_token()), visit_at(NOW, 7)] {
        for name in ["", "__Host-s"] {
            let binding = Binding { purpose: "iron-session/csrf", name };
            let opened = seal::open(&keys(), binding, NOW, text.as_bytes());
            assert_eq!(opened.err(), Some(Rejection::Forged));
        }
    }
}

/// A session that a token against forged requests can be bound to.
#[derive(IronSession)]
#[iron(cookie = "__Host-forms", max_age = "1h", id)]
struct Forms {
    user_id: u32,
}

/// B07
#[test]
fn a_token_against_forged_requests_is_nothing_else_and_nothing_else_is_one() -> TestResult {
    let mut session = sessions_at::<Forms>(NOW).load(&cookies([""; 0]));
    let csrf = Csrf::token(&mut session)?;
    let cookie = saved(&mut session);
    let id = session.meta().id_text().ok_or("it was saved")?;
    assert_eq!(Csrf::check(&session, &csrf), Ok(()));

    let (links, forged) = (tokens_at::<MagicLink>(NOW), Err(Rejection::Forged));
    assert_eq!(links.open(&csrf).map(drop), forged);
    assert_eq!(links.open_bound(&csrf, &id).map(drop), forged);
    assert_eq!(as_session::<Forms>(&csrf), Some(Rejection::Forged));
    assert_eq!(as_session::<Visit>(&csrf), Some(Rejection::Forged));

    // Bound to the same id, of the same purpose and bound to nothing or to something else, and sessions.
    let link = links.seal_bound(&link(), &id)?.text;
    let unbound = by_hand("iron-session/csrf", "", record(), "{}");
    let of_the_cookie = by_hand("iron-session/csrf", Forms::CONFIG.cookie(), record(), "{}");
    for other in [link, sealed(&visit_token()), cookie, visit_at(NOW, 7), unbound, of_the_cookie] {
        assert_eq!(Csrf::check(&session, &other), forged, "{other}");
    }
    // The purpose and the id make one.
    assert_eq!(Csrf::check(&session, &by_hand("iron-session/csrf", &id, record(), "{}")), Ok(()));
    Ok(())
}

#[test]
fn a_purpose_that_begins_as_another_is_another() -> TestResult {
    #[derive(IronToken, Debug, PartialEq)]
    #[iron(purpose = "magic-link.v2", max_age = "15m")]
    struct Longer {
        email: String,
        nonce: u64,
    }

    assert_eq!(opened::<Longer>(&sealed(&link())), Err(Rejection::Forged));
    // Purpose and context are told apart by their lengths.
    let bound = tokens_at::<MagicLink>(NOW).seal_bound(&link(), ".v2")?.text;
    assert_eq!(opened::<Longer>(&bound), Err(Rejection::Forged));
    Ok(())
}

#[test]
fn the_seals_of_javascript_and_the_native_ones_are_different_texts() -> TestResult {
    #[derive(IronToken, Debug, PartialEq)]
    #[iron(purpose = "magic-link", max_age = "15m", format = "fe26")]
    struct Shared {
        email: String,
        nonce: u64,
    }

    let password = "a-password-for-Fe26.2-only-4711-tokens";
    let keys = Keyring::builder().key(&K1).fe26_password("1", password).build()?;
    let shared = super::tokens_under::<Shared>(keys.clone(), NOW);
    let native = super::tokens_under::<MagicLink>(keys.clone(), NOW);
    let text = shared.seal(&Shared { email: "a".to_owned(), nonce: 7 })?.text;
    assert_eq!(native.open(&text).err(), Some(Rejection::Malformed));
    assert_eq!(shared.open(&native.seal(&link())?.text).err(), Some(Rejection::Malformed));
    assert_eq!(as_session::<Visit>(&text), Some(Rejection::Malformed));
    // This format has no purposes, which its page warns of.
    let value: serde_json::Value = fe26::open(&keys, &text, at(NOW))?;
    assert_eq!(value["nonce"], 7);
    Ok(())
}
