//! `fe26::open` on any text, on any fields with a right MAC, on any decrypted bytes, and on a seal that was
//! changed. With a right MAC, the input also reaches the code that otherwise only the holder of a key
//! reaches.
//!
//! Only what was sealed opens.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use iron_session::{Rejection, fe26};
use serde_json::Value;

use crate::keys::{KEYS, PASSWORD, now};
use crate::spelling::changed;

const SALTS: (&str, &str) = ("salt of the key", "salt of the MAC");

/// Runs one input.
pub fn run(data: &[u8]) {
    let Some((mode, rest)) = data.split_first() else { return };
    match mode % 4 {
        0 => stranger(rest),
        1 => right_mac(rest),
        2 => right_seal(rest),
        _ => changed_seal(rest),
    }
}

fn stranger(text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    assert!(fe26::open::<Value>(&KEYS, &text, now()).is_err(), "a text without a right MAC has opened");
    // Each text with the right shape costs 8192 rounds, so only the shortest are tried.
    if text.len() < 128 {
        assert!(fe26::open_h3::<Value>(&KEYS, &text, now()).is_err());
    }
}

fn right_mac(covered: &[u8]) {
    let covered = String::from_utf8_lossy(covered);
    let opened = fe26::open::<Value>(&KEYS, &signed(&format!("Fe26.2*1*{covered}")), now());
    let is_shaped = covered.matches('*').count() == 3;
    assert!(is_shaped || opened.is_err(), "a text with other fields has opened");
    assert!(!is_shaped || !matches!(opened, Err(Rejection::Forged | Rejection::OtherPassword)));
}

/// A seal of these first six fields, with a right MAC.
fn signed(covered: &str) -> String {
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha1::Sha1>(PASSWORD.as_bytes(), b"salt", 1, &mut key);
    let mac =
        Hmac::<sha2::Sha256>::new_from_slice(&key).expect("any length").chain_update(covered).finalize();
    format!("{covered}*salt*{}~2", URL_SAFE_NO_PAD.encode(mac.into_bytes()))
}

fn right_seal(json: &[u8]) {
    let text = fe26::seal_with_parts(&KEYS, "1", json, None, SALTS, [7; 16]).expect("a known id");
    assert_eq!(fe26::open_text(&KEYS, &text, now()).as_deref(), Ok(json));
    // The text is read or refused. It must not panic.
    let _ = fe26::open::<Value>(&KEYS, &text, now());
}

fn changed_seal(changes: &[u8]) {
    const JSON: &[u8] = br#"{"user":"ada","visits":7}"#;
    let expires = Some(1_800_000_060_000);
    let text = fe26::seal_with_parts(&KEYS, "1", JSON, expires, SALTS, [7; 16]).expect("a known id");
    let Ok(other) = String::from_utf8(changed(&text, changes)) else { return };
    match fe26::open_text(&KEYS, &other, now()) {
        Ok(json) => assert_eq!((&*other, &*json), (&*text, JSON)),
        Err(_) => assert_ne!(other, text),
    }
}
