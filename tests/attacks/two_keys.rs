//! Poly1305 does not commit to its key: somebody who knows two keys can make one ciphertext that opens under
//! both. Each seal names its key by a key tag, so a ciphertext is tried under one key only.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20::XChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use http::HeaderMap;
use iron_session::seal::{self, Binding};
use iron_session::{Keyring, Rejection};
use num_bigint::BigInt;

use crate::common::{K1, K2, NOW, TestResult, Visit, cookies, sessions_under};
use crate::reference::{self, NONCE};

const NAME: &str = "__Host-s";
const BLOCK: usize = 16;

/// The one-time key of Poly1305 for a seal key: the clamped factor r and the summand s (RFC 8439, section
/// 2.6).
fn one_time_key(key: &[u8; 32]) -> (BigInt, BigInt) {
    let mut block = [0; 32];
    XChaCha20::new(key.into(), &NONCE.into()).apply_keystream(&mut block);
    for at in [3, 7, 11, 15] {
        block[at] &= 0x0f;
    }
    for at in [4, 8, 12] {
        block[at] &= 0xfc;
    }
    let number = |bytes: &[u8]| BigInt::from_bytes_le(num_bigint::Sign::Plus, bytes);
    (number(&block[..BLOCK]), number(&block[BLOCK..]))
}

/// The polynomial of Poly1305 before its summand is added (RFC 8439, section 2.5.1).
fn polynomial(message: &[u8], factor: &BigInt, prime: &BigInt) -> BigInt {
    message.chunks(BLOCK).fold(BigInt::ZERO, |sum, block| {
        let number = BigInt::from_bytes_le(num_bigint::Sign::Plus, &[block, &[1]].concat());
        (sum + number) * factor % prime
    })
}

/// What the authenticator reads: both parts padded, then their lengths (RFC 8439, section 2.8).
fn authenticated(associated: &[u8], ciphertext: &[u8]) -> Vec<u8> {
    let padded = |part: &[u8]| [part, &vec![0; part.len().next_multiple_of(BLOCK) - part.len()]].concat();
    let length = |part: &[u8]| u64::try_from(part.len()).expect("short").to_le_bytes();
    [padded(associated), padded(ciphertext), length(associated).to_vec(), length(ciphertext).to_vec()]
        .concat()
}

/// A ciphertext with a tag that is right under both keys. Its last block is computed so that the tags agree.
fn collide(associated: &[u8], keys: [&[u8; 32]; 2]) -> Vec<u8> {
    let prime = (BigInt::from(1) << 130) - 5;
    let one: BigInt = BigInt::from(1) << 128;
    let [(r1, s1), (r2, s2)] = keys.map(one_time_key);
    for attempt in 0_u8..=255 {
        let mut ciphertext = [attempt; 4 * BLOCK];
        ciphertext[3 * BLOCK..].fill(0);
        let message = authenticated(associated, &ciphertext);
        let difference = polynomial(&message, &r1, &prime) - polynomial(&message, &r2, &prime);
        // After the last block of ciphertext comes only the block of lengths. So the factor is squared for
        // it.
        let slope = (&r1 * &r1 - &r2 * &r2).modpow(&(&prime - 2), &prime);
        let last = ((&s2 - &s1 - difference) * slope % &prime + &prime) % &prime;
        if last >= one {
            continue;
        }
        let bytes = last.to_bytes_le().1;
        ciphertext[3 * BLOCK..3 * BLOCK + bytes.len()].copy_from_slice(&bytes);
        let message = authenticated(associated, &ciphertext);
        let tags = [(&r1, &s1), (&r2, &s2)].map(|(r, s)| (polynomial(&message, r, &prime) + s) % &one);
        if tags[0] == tags[1] {
            let mut tag = tags[0].to_bytes_le().1;
            tag.resize(BLOCK, 0);
            return [ciphertext.as_slice(), &tag].concat();
        }
    }
    unreachable!("one attempt in about eight succeeds")
}

/// A seal with the key tag of the first key, whose ciphertext is genuine under both keys.
pub(super) fn text() -> String {
    let (tag, key1) = reference::keys_of(&K1, seal::SESSION);
    let (_, key2) = reference::keys_of(&K2, seal::SESSION);
    let (header, associated) = reference::header(tag, NAME);
    let ciphertext = collide(&associated, [&key1, &key2]);
    for key in [key1, key2] {
        let payload = Payload { msg: &ciphertext, aad: &associated };
        let opened = XChaCha20Poly1305::new(&key.into()).decrypt(&NONCE.into(), payload);
        assert_eq!(opened.map(|plain| plain.len()), Ok(64), "the ciphertext is genuine under both keys");
    }
    URL_SAFE_NO_PAD.encode([header, ciphertext].concat())
}

/// S12
#[test]
fn a_ciphertext_that_opens_under_two_keys_is_tried_only_under_the_key_of_its_tag() -> TestResult {
    let text = text();
    let binding = Binding { purpose: seal::SESSION, name: NAME };
    let by_k1 = seal::open(&Keyring::from_key(&K1)?, binding, NOW, text.as_bytes());
    assert!(!matches!(by_k1, Err(Rejection::Forged | Rejection::UnknownKey)));
    let by_k2 = seal::open(&Keyring::from_key(&K2)?, binding, NOW, text.as_bytes());
    assert_eq!(by_k2.err(), Some(Rejection::UnknownKey));
    let visitor: HeaderMap = cookies([format!("{NAME}={text}")]);
    let session = sessions_under::<Visit>(Keyring::from_key(&K2)?, NOW).load(&visitor);
    assert_eq!(session.meta().rejection(), Some(Rejection::UnknownKey));
    Ok(())
}
