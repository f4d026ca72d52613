//! A second program that makes seals, written from the page `seal_format`. It also seals what this crate
//! never seals.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::Aead;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, aead::Payload};
use hkdf::Hkdf;
use sha2::Sha256;

/// The same nonce for every seal, which is right for tests only.
pub(crate) const NONCE: [u8; 24] = [7; 24];

fn length_prefixed(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).expect("a short text");
    [&length.to_be_bytes(), text.as_bytes()].concat()
}

/// The key tag and the seal key of a raw key without a context.
pub(crate) fn keys_of(raw_key: &[u8; 32], purpose: &str) -> ([u8; 16], [u8; 32]) {
    let (_, hkdf) = Hkdf::<Sha256>::extract(
        Some(b"iron-session/1/prk/raw"),
        &[length_prefixed("").as_slice(), raw_key].concat(),
    );
    let mut tag = [0; 16];
    hkdf.expand(b"iron-session/1/key-tag", &mut tag).expect("16 bytes");
    let mut key = [0; 32];
    let info = [b"iron-session/1/seal".as_slice(), &length_prefixed(purpose)].concat();
    hkdf.expand(&info, &mut key).expect("32 bytes");

    (tag, key)
}

/// The header with a key tag, and the associated data, which begins with that header.
pub(crate) fn header(tag: [u8; 16], name: &str) -> (Vec<u8>, Vec<u8>) {
    let header = [&[1], tag.as_slice(), &NONCE].concat();
    let associated = [header.as_slice(), &length_prefixed(name)].concat();
    (header, associated)
}

/// Seals any bytes as the inner record, under a raw key without a context.
pub(crate) fn seal(raw_key: &[u8; 32], purpose: &str, name: &str, record: &[u8]) -> String {
    let (tag, key) = keys_of(raw_key, purpose);
    let (header, associated) = header(tag, name);
    let ciphertext = XChaCha20Poly1305::new(&key.into())
        .encrypt(&NONCE.into(), Payload { msg: record, aad: &associated })
        .expect("a short record");
    URL_SAFE_NO_PAD.encode([header, ciphertext].concat())
}

/// The bytes of an inner record.
pub(crate) fn record(flags: u8, times: [u32; 3], schema: u16, rest: &[u8]) -> Vec<u8> {
    let mut bytes = vec![flags];
    bytes.extend(times.into_iter().flat_map(u32::to_be_bytes));
    bytes.extend(schema.to_be_bytes());
    bytes.extend(rest);
    bytes
}
