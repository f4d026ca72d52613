//! Which keys are in use, which of them seals when, and which are revoked.

use std::thread;

use iron_session::seal::Label;
use iron_session::{Error, KeyRole, Keyring, Rejection, SessionManager};

use crate::common::{K1, K2, NOW, TestResult, Visit, at, cookies, saved, sessions_under, v};

fn request(seal: &str) -> http::HeaderMap {
    cookies([format!("__Host-s={seal}")])
}

/// The tag of a keyring of one key.
fn tag(key: &[u8; 32]) -> TestResult<String> {
    Ok(Keyring::from_key(key)?.usage().iter().next().ok_or("its key")?.tag.to_string())
}

#[test]
fn each_key_counts_the_seals_that_it_opened_and_when() -> TestResult {
    let keys = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    let opened = |keys: &Keyring| {
        let usage = keys.usage();
        usage.iter().map(|key| (key.role, key.opened, key.last_opened)).collect::<Vec<_>>()
    };
    assert_eq!(opened(&keys), [(KeyRole::Current, 0, None), (KeyRole::Previous, 0, None)]);
    for secs in [NOW, NOW + 9] {
        assert_eq!(sessions_under::<Visit>(keys.clone(), secs).load(&request(&v())).user_id(), 7);
    }
    let both = [(KeyRole::Current, 0, None), (KeyRole::Previous, 2, Some(at(NOW + 9)))];
    assert_eq!(opened(&keys), both, "a clone of the keyring counts together with it");
    Ok(())
}

#[test]
fn the_usage_is_told_in_one_line_for_each_key_in_its_order() -> TestResult {
    let keys = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    assert_eq!(sessions_under::<Visit>(keys.clone(), NOW).load(&request(&v())).user_id(), 7);
    let (usage, [old, new]) = (keys.usage(), [tag(&K1)?, tag(&K2)?]);
    let lines = format!("{new}.. current: opened 0\n{old}.. previous: opened 1, last at {NOW}");
    assert_eq!(usage.to_string(), lines);
    let mut each = Vec::new();
    for key in &usage {
        each.push(key.to_string());
    }
    assert_eq!(each.join("\n"), lines);
    Ok(())
}

#[test]
fn what_another_servers_key_sealed_opens_in_each_role_however_the_secret_is_spelled() -> TestResult {
    let password = "mossy-Kettle-58-violin-harbor-Quartz-11";
    let spelled = K2.iter().fold("key:".to_owned(), |text, byte| format!("{text}{byte:02x}"));
    let (by_password, by_key) = (Keyring::from_password(password)?, Keyring::from_key(&K2)?);
    let builder = || Keyring::builder().key(&K1);
    for (other, keys) in [
        (&by_password, builder().next_password(password)),
        (&by_password, builder().previous_password(password)),
        (&by_key, builder().next_key(&K2)),
        (&by_key, builder().previous_key(&K2)),
        (&by_key, builder().next_secret(&spelled)),
        (&by_key, builder().previous_secret(&spelled)),
    ] {
        let mut session = sessions_under::<Visit>(other.clone(), NOW).load(&request(""));
        session.set_user_id(7);
        let seal = saved(&mut session);
        let keys = keys.build()?;
        let opened = sessions_under::<Visit>(keys.clone(), NOW).load(&request(&seal));
        assert_eq!(opened.user_id(), 7, "{keys:?}");
        assert_eq!(opened.meta().key_tag(), other.usage().iter().next().map(|key| key.tag));
    }
    Ok(())
}

#[test]
fn what_a_seal_shows_without_a_key_is_its_version_and_its_key() -> TestResult {
    let label = Label::read(v().as_bytes())?;
    let tag_of =
        |bytes: [u8; 16]| bytes.iter().take(4).fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    assert_eq!((label.version, label.key_tag.map(tag_of)), (1, Some(tag(&K1)?)));
    // The shortest seal has 96 characters. Of other versions only the number is known.
    let zeros = "A".repeat(96);
    let label = Label::read(zeros.as_bytes())?;
    assert_eq!((label.version, label.key_tag), (0, None));
    assert_eq!(Label::read(&zeros.as_bytes()[1..]), Err(Rejection::Malformed));
    Ok(())
}

#[test]
fn what_is_refused_counts_for_no_key() -> TestResult {
    let keys = Keyring::from_key(&K1)?;
    let (sessions, expired) =
        (sessions_under::<Visit>(keys.clone(), NOW), crate::common::visit_at(NOW - 3600, 7));
    let mut forged = v();
    forged.replace_range(90..91, if &forged[90..91] == "A" { "B" } else { "A" });
    for (refused, reason) in [(expired, Rejection::Expired), (forged, Rejection::Forged)] {
        assert_eq!(sessions.load(&request(&refused)).meta().rejection(), Some(reason));
    }
    assert_eq!(keys.usage().iter().next().map(|key| key.opened), Some(0));
    Ok(())
}

#[test]
fn threads_that_open_at_once_are_all_counted() -> TestResult {
    let keys = Keyring::from_key(&K1)?;
    let (sessions, seal) = (sessions_under::<Visit>(keys.clone(), NOW), v());
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..250).for_each(|_| drop(sessions.load(&request(&seal)))));
        }
    });
    assert_eq!(keys.usage().iter().next().map(|key| key.opened), Some(1000));
    Ok(())
}

/// K03
#[test]
fn the_next_key_seals_from_its_moment_and_the_old_one_is_previous_then() -> TestResult {
    let keys = Keyring::builder().key(&K1).next_key(&K2).seal_from(at(NOW)).build()?;
    let (old, new) = (Keyring::from_key(&K1)?, Keyring::from_key(&K2)?);
    let seal_at = |secs| {
        let mut session = sessions_under::<Visit>(keys.clone(), secs).load(&request(""));
        session.set_user_id(7);
        saved(&mut session)
    };
    let opens = |keys: &Keyring, seal: &str| {
        sessions_under::<Visit>(keys.clone(), NOW).load(&request(seal)).user_id() == 7
    };
    let (before, after) = (seal_at(NOW - 1), seal_at(NOW));
    assert!(opens(&old, &before) && !opens(&old, &after));
    assert!(opens(&new, &after) && opens(&keys, &before) && opens(&keys, &after));

    // What the old key sealed is sealed anew from that moment on, and not before.
    let is_sealed_anew = |secs| -> TestResult<bool> {
        let mut session = sessions_under::<Visit>(keys.clone(), secs).load(&request(&before));
        Ok(!session.set_cookies()?.is_empty())
    };
    assert!(!is_sealed_anew(NOW - 1)? && is_sealed_anew(NOW)?);
    // A server whose clock is slow opens the new seals, and does not seal them anew under the old key.
    let slow = sessions_under::<Visit>(keys.clone(), NOW - 1).load(&request(&after)).set_cookies()?;
    assert!(slow.is_empty());
    Ok(())
}

#[test]
fn after_its_moment_the_usage_tells_the_roles_that_hold_then() -> TestResult {
    let keys = Keyring::builder().key(&K1).next_key(&K2).seal_from(at(NOW)).build()?;
    assert_eq!(sessions_under::<Visit>(keys.clone(), NOW).load(&request(&v())).user_id(), 7);
    let [one, two] = [tag(&K1)?, tag(&K2)?];
    let told = |secs| {
        let usage = keys.usage_at(at(secs));
        usage.iter().map(|key| (key.tag.to_string(), key.role, key.opened)).collect::<Vec<_>>()
    };
    assert_eq!(told(NOW - 1), [(one.clone(), KeyRole::Current, 1), (two.clone(), KeyRole::Next, 0)]);
    assert_eq!(told(NOW), [(two, KeyRole::Current, 0), (one, KeyRole::Previous, 1)]);
    Ok(())
}

#[test]
fn without_a_moment_the_usage_goes_by_the_system_clock() -> TestResult {
    let long_ago = Keyring::builder().key(&K1).next_key(&K2).seal_from(at(1)).build()?;
    let roles: Vec<_> = long_ago.usage().iter().map(|key| key.role).collect();
    assert_eq!(roles, [KeyRole::Current, KeyRole::Previous]);
    Ok(())
}

#[test]
fn a_moment_needs_exactly_one_next_key() {
    let none = Keyring::builder().key(&K1).seal_from(at(NOW)).build();
    assert!(matches!(none, Err(Error::NextKeys { count: 0 })));
    let third = K1.map(|byte| byte ^ 0x5a);
    let two = Keyring::builder().key(&K1).next_key(&K2).next_key(&third).seal_from(at(NOW)).build();
    assert!(matches!(two, Err(Error::NextKeys { count: 2 })));
}

#[test]
fn debug_shows_each_key_with_its_role() -> TestResult {
    let (one, two) = (tag(&K1)?, tag(&K2)?);
    let keys = Keyring::builder().key(&K1).next_key(&K2);
    let shown = format!("{:?}", keys.build()?);
    assert_eq!(shown, format!("Keyring {{\"{one}..\": Current, \"{two}..\": Next}}"));
    let planned = Keyring::builder().key(&K1).next_key(&K2).seal_from(at(NOW)).build()?;
    assert!(format!("{planned:?}").contains(&format!("\"{two}..\": Next {{ from: {NOW} }}")));
    Ok(())
}

/// K04
#[test]
fn what_a_revoked_key_sealed_is_refused_as_that_and_not_as_unknown() -> TestResult {
    let short = tag(&K1)?;
    let builder = || Keyring::builder().key(&K2);
    let hex = "0123456789abcdef303132333435363738396162636465666768696a6b6c6d6e";
    for keys in [
        builder().revoked_tag(&short),
        builder().revoked_tag(&format!("{}..", short.to_uppercase())),
        builder().revoked_key(&K1),
        builder().revoked_secret(&format!("key:{hex}")),
    ] {
        let session = SessionManager::<Visit>::new(keys.build()?).clock(|| at(NOW)).load(&request(&v()));
        assert_eq!((session.user_id(), session.meta().rejection()), (0, Some(Rejection::RevokedKey)));
    }
    let other = builder().revoked_tag(&"0f".repeat(16)).build()?;
    let session = SessionManager::<Visit>::new(other).clock(|| at(NOW)).load(&request(&v()));
    assert_eq!(session.meta().rejection(), Some(Rejection::UnknownKey));
    Ok(())
}

#[test]
fn a_visitor_cannot_tell_a_revoked_key_from_an_unknown_one() -> TestResult {
    let revoked = Keyring::builder().key(&K2).revoked_key(&K1).build()?;
    let answer = |keys: Keyring| -> TestResult<http::HeaderMap> {
        let mut headers = http::HeaderMap::new();
        sessions_under::<Visit>(keys, NOW).load(&request(&v())).save(&mut headers)?;
        Ok(headers)
    };
    assert_eq!(answer(revoked)?, answer(Keyring::from_key(&K2)?)?);
    Ok(())
}

#[test]
fn a_key_that_is_held_cannot_be_revoked() -> TestResult {
    let short = tag(&K1)?;
    for keys in [
        Keyring::builder().key(&K1).revoked_tag(&short),
        Keyring::builder().key(&K2).previous_key(&K1).revoked_key(&K1),
    ] {
        assert!(matches!(keys.build(), Err(Error::RevokedKey { .. })));
    }
    Ok(())
}

#[test]
fn a_text_that_is_no_key_tag_is_refused_and_not_repeated() {
    let secret = "kettle-Moss58violin.harbor_Quartz11";
    for text in ["", "..", "3ba32d", "3ba32db", "3ba32db5c", "3ba32dbx", "é3ba32d", &"a".repeat(34), secret]
    {
        let refused = Keyring::builder().key(&K1).revoked_tag(text).build();
        let Err(error @ Error::RevokedTag { number: 1 }) = refused else { panic!("{text}") };
        assert!(text.len() < 8 || !error.to_string().contains(text), "{error}");
    }
}
