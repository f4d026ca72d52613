//! `fe26::open` on any text, and on any fields with a right MAC. With a right MAC, the input also reaches the
//! code that otherwise only the holder of a key reaches.

#![no_main]

use std::sync::LazyLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use iron_session::{Keyring, Rejection, fe26};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

const PASSWORD: &str = "harbour-lantern-seven-quiet-otters-42";

static KEYS: LazyLock<Keyring> =
    LazyLock::new(|| Keyring::builder().fe26_password("1", PASSWORD).build().expect("a long password"));

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_800_000_000)
}

/// A seal of these first six fields, with a right MAC.
fn signed(covered: &str) -> String {
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha1::Sha1>(PASSWORD.as_bytes(), b"salt", 1, &mut key);
    let mac =
        Hmac::<sha2::Sha256>::new_from_slice(&key).expect("any length").chain_update(covered).finalize();
    format!("{covered}*salt*{}~2", URL_SAFE_NO_PAD.encode(mac.into_bytes()))
}

fuzz_target!(|data: &[u8]| {
    let Some((mode, rest)) = data.split_first() else { return };
    match mode % 3 {
        0 => {
            let text = String::from_utf8_lossy(rest);
            assert!(
                fe26::open::<Value>(&KEYS, &text, now()).is_err(),
                "a text without a right MAC has opened"
            );
        }
        1 => {
            let covered = String::from_utf8_lossy(rest);
            let opened = fe26::open::<Value>(&KEYS, &signed(&format!("Fe26.2*1*{covered}")), now());
            assert!(!matches!(opened, Err(Rejection::Forged)) || covered.matches('*').count() != 3);
        }
        _ => {
            let salts = ("salt of the key", "salt of the MAC");
            let text = fe26::seal_with_parts(&KEYS, "1", rest, None, salts, [7; 16]).expect("a known id");
            assert_eq!(fe26::open_text(&KEYS, &text, now()).as_deref(), Ok(rest));
            // The text is read or refused. It must not panic.
            let _ = fe26::open::<Value>(&KEYS, &text, now());
        }
    }
});
