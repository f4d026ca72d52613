//! The floors: the least work that any design can do with this cipher.
//!
//! To load: one scan of the header, base64 with SIMD, a buffer that is kept, one UTF-8 check and `from_str`.
//! To save: direct serialization and one allocation. A floor checks no times, has no keyring, and does not
//! detect changes.

use base64_simd::{AsOut, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use serde::Serialize;
use serde::de::DeserializeOwned;

const NAME: &str = "__Host-app";
/// The bytes of version, key tag and nonce.
const HEADER: usize = 41;
const NONCE: usize = 17;
/// The bytes of flags, times and schema.
const RECORD: usize = 15;
const TAG: usize = 16;
const SUFFIX: &str = "; Max-Age=1209600; Path=/; Secure; HttpOnly; SameSite=Lax";

pub(crate) struct Floor {
    cipher: Cipher,
    /// Whether each nonce comes from the operating system, as in iron-session, or costs nothing.
    asks_for_nonce: bool,
    key: [u8; 32],
    /// The header, the length of the name, and the name.
    associated: Vec<u8>,
    opened: Vec<u8>,
    sealed: Vec<u8>,
}

/// Which implementation of ChaCha20-Poly1305 runs.
#[derive(Clone, Copy)]
pub(crate) enum Cipher {
    Ring,
    RustCrypto,
}

impl Floor {
    pub(crate) fn new(cipher: Cipher, asks_for_nonce: bool) -> Self {
        let associated = [&[1; HEADER], &[0, 10][..], NAME.as_bytes()].concat();
        Self {
            cipher,
            asks_for_nonce,
            key: [7; 32],
            associated,
            opened: vec![0; 4 * 4096],
            sealed: Vec::with_capacity(4096),
        }
    }

    pub(crate) fn load<T: DeserializeOwned>(&mut self, header: &[u8]) -> Option<T> {
        let text = find(header)?;
        let bytes = URL_SAFE_NO_PAD.decode(text, self.opened.as_mut_slice().as_out()).ok()?;
        let (header, body) = bytes.split_at_mut_checked(HEADER)?;
        self.associated[..HEADER].copy_from_slice(header);
        let nonce: &[u8; 24] = header[NONCE..].try_into().ok()?;
        match self.cipher {
            Cipher::Ring => {
                let (key, nonce) = extend(&self.key, nonce);
                key.open_in_place(nonce, Aad::from(&self.associated), body).ok()?;
            }
            Cipher::RustCrypto => {
                let (text, tag) = body.split_last_chunk_mut::<TAG>()?;
                XChaCha20Poly1305::new((&self.key).into())
                    .decrypt_inout_detached(nonce.into(), &self.associated, text.into(), (&*tag).into())
                    .ok()?;
            }
        }
        let json = str::from_utf8(&body[RECORD..body.len() - TAG]).ok()?;
        serde_json::from_str(json).ok()
    }

    pub(crate) fn save<T: Serialize>(&mut self, data: &T) -> Option<String> {
        self.sealed.clear();
        self.sealed.extend_from_slice(&self.associated[..HEADER]);
        self.sealed.extend_from_slice(&[0; RECORD]);
        serde_json::to_writer(&mut self.sealed, data).ok()?;
        if self.asks_for_nonce {
            getrandom::fill(&mut self.sealed[NONCE..HEADER]).ok()?;
        } else {
            self.sealed[NONCE] ^= 1;
        }
        let (header, body) = self.sealed.split_at_mut(HEADER);
        self.associated[..HEADER].copy_from_slice(header);
        let nonce: &[u8; 24] = (&*header)[NONCE..].try_into().ok()?;
        let tag: [u8; TAG] = match self.cipher {
            Cipher::Ring => {
                let (key, nonce) = extend(&self.key, nonce);
                let tag = key.seal_in_place_separate_tag(nonce, Aad::from(&self.associated), body).ok()?;
                tag.as_ref().try_into().ok()?
            }
            Cipher::RustCrypto => XChaCha20Poly1305::new((&self.key).into())
                .encrypt_inout_detached(nonce.into(), &self.associated, body.into())
                .ok()?
                .into(),
        };
        self.sealed.extend_from_slice(&tag);
        let chars = URL_SAFE_NO_PAD.encoded_length(self.sealed.len());
        let mut text = String::with_capacity(NAME.len() + 1 + chars + SUFFIX.len());
        text.push_str(NAME);
        text.push('=');
        URL_SAFE_NO_PAD.encode_append(&self.sealed, &mut text);
        text.push_str(SUFFIX);
        Some(text)
    }
}

/// The value of the session's cookie.
fn find(header: &[u8]) -> Option<&[u8]> {
    let mut rest = header;
    loop {
        let pair = rest.strip_prefix(b" ").unwrap_or(rest);
        let end = memchr::memchr(b';', pair);
        if let Some(value) = pair.strip_prefix(NAME.as_bytes()).and_then(|value| value.strip_prefix(b"=")) {
            return end.map_or(Some(value), |end| value.get(..end - NAME.len() - 1));
        }
        rest = &pair[end? + 1..];
    }
}

fn extend(key: &[u8; 32], nonce: &[u8; 24]) -> (LessSafeKey, Nonce) {
    let (input, rest) = nonce.split_first_chunk::<16>().expect("16 of 24 bytes");
    let subkey = chacha20::hchacha::<chacha20::R20>(key.into(), input.into());
    let key = UnboundKey::new(&CHACHA20_POLY1305, &subkey).expect("32 bytes");
    let mut short = [0; 12];
    short[4..].copy_from_slice(rest);
    (LessSafeKey::new(key), Nonce::assume_unique_for_key(short))
}
