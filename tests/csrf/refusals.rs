//! Which tokens are refused, and why.

use http::HeaderMap;
use iron_session::{Csrf, Error, Keyring, Rejection};

use super::{DAY, check_at, first_page, forms_under, load_at, request};
use crate::common::{K1, K2, NOW, TestResult, saved};

#[test]
fn a_new_beginning_ends_the_tokens_of_before() -> TestResult {
    type Begins = fn(&mut iron_session::Session<super::Forms>);
    let renew: Begins = |session| {
        session.renew();
    };
    let beginnings: [(&str, Begins); 2] = [("renew", renew), ("restart", |session| session.restart())];
    for (what, begin) in beginnings {
        let (token, cookie) = first_page();
        let mut session = load_at(NOW, &cookie);
        let second = Csrf::token(&mut session)?;
        begin(&mut session);
        for old in [&token, &second] {
            assert_eq!(Csrf::check(&session, old), Err(Rejection::Forged), "{what}, in the same request");
        }
        let of_now = Csrf::token(&mut session)?;
        let cookie = saved(&mut session);
        for old in [&token, &second] {
            assert_eq!(check_at(NOW, &cookie, old), Err(Rejection::Forged), "{what}");
        }
        assert_eq!(check_at(NOW, &cookie, &of_now), Ok(()), "{what}");
    }
    Ok(())
}

#[test]
fn renewing_a_session_that_was_not_sealed_yet_ends_its_tokens_too() -> TestResult {
    let mut session = load_at(NOW, "");
    let before = Csrf::token(&mut session)?;
    session.renew();
    assert_eq!(Csrf::check(&session, &before), Err(Rejection::Forged));
    let after = Csrf::token(&mut session)?;
    let cookie = saved(&mut session);
    assert_eq!(check_at(NOW, &cookie, &before), Err(Rejection::Forged));
    assert_eq!(check_at(NOW, &cookie, &after), Ok(()));
    Ok(())
}

#[test]
fn a_token_ends_a_day_after_it_was_made() {
    let (token, cookie) = first_page();
    assert_eq!(check_at(NOW + DAY - 1, &cookie, &token), Ok(()));
    assert_eq!(check_at(NOW + DAY, &cookie, &token), Err(Rejection::Expired));
}

#[test]
fn a_token_ends_with_its_session() -> TestResult {
    let (_, cookie) = first_page();
    let late = NOW + 7 * DAY - 1;
    let token = Csrf::token(&mut load_at(late, &cookie))?;
    assert_eq!(check_at(late, &cookie, &token), Ok(()));
    assert_eq!(check_at(late + 1, &cookie, &token), Err(Rejection::Forged));
    Ok(())
}

#[test]
fn a_clock_that_stands_before_1970_makes_and_takes_no_token() {
    let (token, cookie) = first_page();
    let before_1970 = iron_session::SessionManager::<super::Forms>::new(crate::common::keys())
        .clock(|| std::time::UNIX_EPOCH - std::time::Duration::from_secs(1));
    let mut session = before_1970.load(&request(&cookie));
    assert!(matches!(Csrf::token(&mut session), Err(Error::Clock)));
    assert!(Csrf::check(&session, &token).is_err());
    assert_eq!(check_at(NOW - 60, &cookie, &token), Ok(()), "clocks differ");
    assert_eq!(check_at(NOW - 61, &cookie, &token), Err(Rejection::Forged), "the session is not valid yet");
}

#[test]
fn a_thousand_changed_tokens_are_refused() {
    let (token, cookie) = first_page();
    let session = load_at(NOW, &cookie);
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut refused = 0;
    for step in 1..=20 {
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            let place = alphabet.iter().position(|letter| *letter == changed[at]).unwrap_or_default();
            changed[at] = alphabet[(place + 3 * step) % 64];
            let changed = String::from_utf8(changed).expect("ASCII");
            assert!(Csrf::check(&session, &changed).is_err(), "{changed}");
            refused += 1;
        }
    }
    assert!(refused > 1000, "{refused}");
    for at in 0..token.len() {
        let (start, end) = token.split_at(at);
        assert!(Csrf::check(&session, start).is_err() && Csrf::check(&session, &token[at + 1..]).is_err());
        assert!(Csrf::check(&session, &format!("{start}A{end}")).is_err());
    }
    assert_eq!(Csrf::check(&session, &token), Ok(()));
}

#[test]
fn what_is_no_token_is_refused_at_little_cost() {
    let (token, cookie) = first_page();
    let session = load_at(NOW, &cookie);
    let large = "A".repeat(1 << 20);
    let spaced = format!(" {token}");
    let twice = token.repeat(2);
    for text in ["", "A", "csrf", "\0", "тест", &spaced, &twice, &token[1..], &large] {
        let used = allocation_counter::measure(|| assert!(Csrf::check(&session, text).is_err()));
        assert!(used.bytes_max <= 64, "{} bytes for {} characters", used.bytes_max, text.len());
    }
    assert_eq!(Csrf::check(&session, ""), Err(Rejection::Malformed));
    assert_eq!(Csrf::check(&session, &large), Err(Rejection::Malformed));
}

#[test]
fn keys_turn_under_tokens_as_under_sessions() -> TestResult {
    let (token, cookie) = first_page();
    let check = |keys: Keyring| {
        let session = forms_under(keys, NOW).load(&request(&cookie));
        (session.meta().rejection(), Csrf::check(&session, &token))
    };
    let turned = [Keyring::builder().key(&K2).previous_key(&K1), Keyring::builder().key(&K2).next_key(&K1)];
    for keys in turned {
        assert_eq!(check(keys.build()?), (None, Ok(())));
    }
    // Without its key the session does not open either, and no token is taken without one.
    let removed = check(Keyring::from_key(&K2)?);
    assert_eq!(removed, (Some(Rejection::UnknownKey), Err(Rejection::Forged)));
    Ok(())
}

#[test]
fn a_token_of_a_key_that_was_removed_or_revoked_is_refused_for_that() -> TestResult {
    let (token, cookie) = first_page();
    // The session was sealed anew under the new key.
    let both = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    let cookie = saved(&mut forms_under(both, NOW).load(&request(&cookie)));
    let check = |keys| Csrf::check(&forms_under(keys, NOW).load(&request(&cookie)), &token);
    assert_eq!(check(Keyring::from_key(&K2)?), Err(Rejection::UnknownKey));
    let revoked = Keyring::builder().key(&K2).revoked_key(&K1).build()?;
    assert_eq!(check(revoked), Err(Rejection::RevokedKey));
    Ok(())
}

#[test]
fn a_configuration_without_an_id_makes_and_takes_no_token() -> TestResult {
    let (token, cookie) = first_page();
    let sessions = forms_under(crate::common::keys(), NOW).configure(|config| config.id(false))?;
    for request in [request(&cookie), HeaderMap::new()] {
        let mut session = sessions.load(&request);
        assert!(matches!(Csrf::token(&mut session), Err(Error::BoundToNothing)));
        assert_eq!(Csrf::check(&session, &token), Err(Rejection::Forged));
        assert!(session.set_cookies()?.is_empty());
    }
    Ok(())
}
