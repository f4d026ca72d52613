//! Fe26.2, the seal that iron-session for JavaScript writes: AES-256-CBC and HMAC-SHA256 under PBKDF2 keys,
//! as text.
//!
//! ```text
//! Fe26.2 * id * encryption salt * iv * ciphertext * expiration * MAC salt * MAC ~2
//! ```
//!
//! The MAC covers the first six fields. Of the fields after the id, only the length is looked at before the
//! MAC is checked. The JavaScript original checks the expiration first, so there a stranger can choose the
//! reason of a refusal.
//!
//! Before the MAC can be checked, a key has to be derived. What cannot have a right MAC is refused before
//! that: a stranger shall pay for the work with as many bytes as possible.

#[cfg(test)]
mod tests;

use aes::Aes256;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::base64url::encoded_len;
use crate::error::{Error, Rejection};

const PREFIX: &str = "Fe26.2";
/// Marks the format of iron-session 7 and later. The MAC does not cover it, so any other ending is refused.
const SUFFIX: &str = "~2";
const SALT_BYTES: usize = 32;
const MAC_BYTES: usize = 32;
const MAC_CHARS: usize = 43;
/// The shortest iv and the shortest ciphertext, which has one block, in characters.
const BLOCK_CHARS: usize = 22;
const IV_BYTES: usize = 16;
const KEY_BYTES: usize = 32;
const BLOCK_BYTES: usize = 16;
/// How long after its expiration a seal is still accepted, in milliseconds.
const SKEW_MS: u128 = 60_000;
/// In what the MAC covers, iron-webcrypto's decoder accepts padding, and last bits that are not zero.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The program that made a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// iron-session 8 and 9: the ending `~2`, one round of PBKDF2.
    IronSession,
    /// h3 2 and Nuxt: no ending, 8192 rounds.
    H3,
}

impl Dialect {
    fn rounds(self) -> u32 {
        match self {
            Self::IronSession => 1,
            Self::H3 => 8192,
        }
    }

    fn without_suffix(self, text: &str) -> Option<&str> {
        match self {
            Self::IronSession => text.strip_suffix(SUFFIX),
            Self::H3 => Some(text),
        }
    }
}

/// The random parts of a seal.
pub(crate) struct Parts {
    pub(crate) encryption_salt: String,
    pub(crate) iv: [u8; IV_BYTES],
    pub(crate) mac_salt: String,
}

impl Parts {
    /// Draws new ones from a source of random bytes.
    pub(crate) fn random(source: crate::random::Source) -> Result<Self, Error> {
        let mut iv = [0; IV_BYTES];
        source(&mut iv)?;
        Ok(Self { encryption_salt: salt(source)?, iv, mac_salt: salt(source)? })
    }
}

fn salt(source: crate::random::Source) -> Result<String, Error> {
    let mut bytes = [0; SALT_BYTES];
    source(&mut bytes)?;
    #[expect(clippy::expect_used, reason = "four bits are less than 16")]
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).expect("four bits are a hex digit");
    Ok(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect())
}

/// The seal of `json`, as iron-session would write it.
pub(crate) fn seal(id: &str, password: &str, expires_ms: Option<u64>, parts: &Parts, json: &[u8]) -> String {
    let key = derive(password, &parts.encryption_salt, Dialect::IronSession);
    let ciphertext =
        cbc::Encryptor::<Aes256>::new((&*key).into(), (&parts.iv).into()).encrypt_padded_vec::<Pkcs7>(json);
    let mut text = [PREFIX, "*", id, "*", &parts.encryption_salt, "*"].concat();
    URL_SAFE_NO_PAD.encode_string(parts.iv, &mut text);
    text.push('*');
    URL_SAFE_NO_PAD.encode_string(ciphertext, &mut text);
    text.push('*');
    if let Some(expires_ms) = expires_ms {
        text.push_str(&expires_ms.to_string());
    }
    let mac = mac(password, &parts.mac_salt, Dialect::IronSession, &text).finalize();
    text.push('*');
    text.push_str(&parts.mac_salt);
    text.push('*');
    URL_SAFE_NO_PAD.encode_string(mac.into_bytes(), &mut text);
    text.push_str(SUFFIX);
    text
}

/// How many characters the seal of so many bytes of JSON has.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "the JSON is in memory, so it has at most `isize::MAX` bytes, and a third more is a `usize` too"
)]
pub(crate) fn chars(id: &str, expires_ms: u64, json_bytes: usize) -> usize {
    let ciphertext_bytes = (json_bytes / BLOCK_BYTES + 1) * BLOCK_BYTES;
    chars_around(id, expires_ms) + encoded_len(ciphertext_bytes)
}

/// How many bytes of JSON there may be in a seal of so many characters. None if there is no room for a seal.
pub(crate) fn most_json(id: &str, expires_ms: u64, chars: usize) -> Option<usize> {
    let ciphertext_chars = chars.checked_sub(chars_around(id, expires_ms))?;
    // Whole blocks of 16 bytes. At least one byte of the last is padding.
    let ciphertext_bytes = ciphertext_chars.checked_mul(3)? / 4;
    ciphertext_bytes.checked_sub(ciphertext_bytes % BLOCK_BYTES)?.checked_sub(1)
}

/// How many characters of a seal are not its ciphertext.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "an id is a text of the program, and all else are a few hundred characters"
)]
fn chars_around(id: &str, expires_ms: u64) -> usize {
    let digits = expires_ms.checked_ilog10().map_or(1, |zeros| zeros as usize + 1);
    let salts = 2 * 2 * SALT_BYTES;
    PREFIX.len() + id.len() + salts + BLOCK_CHARS + digits + MAC_CHARS + SUFFIX.len() + "*******".len()
}

/// What a seal held.
#[derive(Debug)]
pub(crate) struct Plain {
    /// The decrypted bytes.
    pub(crate) json: Vec<u8>,
    /// Milliseconds since 1970; `None` if it never ends.
    pub(crate) expires_ms: Option<u128>,
}

/// Opens a seal at the moment `now_ms`. `password_of` returns the password under an id.
pub(crate) fn open<'k>(
    text: &str,
    dialect: Dialect,
    now_ms: u128,
    password_of: impl FnOnce(&str) -> Option<&'k str>,
) -> Result<Plain, Rejection> {
    let sealed = dialect.without_suffix(text).ok_or(Rejection::Malformed)?;
    let mut fields = sealed.split('*');
    let mut field = || fields.next().ok_or(Rejection::Malformed);
    let (prefix, id, encryption_salt, iv) = (field()?, field()?, field()?, field()?);
    let (ciphertext, expiration, mac_salt, sealed_mac) = (field()?, field()?, field()?, field()?);
    if prefix != PREFIX || fields.next().is_some() {
        return Err(Rejection::Malformed);
    }
    let password = password_of(id).ok_or(Rejection::UnknownKey)?;

    let covered = sealed.rsplitn(3, '*').nth(2).ok_or(Rejection::Malformed)?;
    let sealed_mac = decode_mac(sealed_mac).filter(|_| !mac_salt.is_empty()).ok_or(Rejection::Forged)?;
    if iv.len() < BLOCK_CHARS || ciphertext.len() < BLOCK_CHARS {
        return Err(Rejection::Malformed);
    }
    mac(password, mac_salt, dialect, covered)
        .verify_slice(&sealed_mac)
        .map_err(|_| Rejection::OtherPassword)?;

    let expires_ms = parse_expiration(expiration)?;
    if expires_ms.is_some_and(|expires| expires.saturating_add(SKEW_MS) <= now_ms) {
        return Err(Rejection::Expired);
    }
    let key = derive(password, encryption_salt, dialect);
    let json = decrypt(&key, iv, ciphertext).ok_or(Rejection::Malformed)?;
    Ok(Plain { json, expires_ms })
}

/// Reads a MAC of the only spelling that it has: 43 characters of canonical base64url.
fn decode_mac(text: &str) -> Option<[u8; MAC_BYTES]> {
    if text.len() != MAC_CHARS {
        return None;
    }
    // The decoder asks for room for whole groups of three bytes.
    let mut room = [0; MAC_BYTES + 1];
    let length = URL_SAFE_NO_PAD.decode_slice(text, &mut room).ok()?;
    room.get(..length)?.try_into().ok()
}

/// Reads digits only, of any number. A number of more than 128 bits means never. Zeros before a number do not
/// change it, as in iron-session 8. They come under a right MAC only, so a visitor cannot add them.
fn parse_expiration(text: &str) -> Result<Option<u128>, Rejection> {
    if text.is_empty() {
        return Ok(None);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Rejection::Malformed);
    }
    Ok(Some(text.parse().unwrap_or(u128::MAX)))
}

fn decrypt(key: &[u8; KEY_BYTES], iv: &str, ciphertext: &str) -> Option<Vec<u8>> {
    let iv: [u8; IV_BYTES] = LENIENT.decode(iv).ok()?.try_into().ok()?;
    let mut bytes = LENIENT.decode(ciphertext).ok()?;
    let length = cbc::Decryptor::<Aes256>::new(key.into(), (&iv).into())
        .decrypt_padded::<Pkcs7>(&mut bytes)
        .ok()?
        .len();
    bytes.truncate(length);
    Some(bytes)
}

/// Derives a key. The salt is its text, not the bytes that its digits stand for.
fn derive(password: &str, salt: &str, dialect: Dialect) -> Zeroizing<[u8; KEY_BYTES]> {
    #[cfg(test)]
    tests::count();
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    pbkdf2::pbkdf2_hmac::<Sha1>(password.as_bytes(), salt.as_bytes(), dialect.rounds(), key.as_mut_slice());
    key
}

#[expect(
    clippy::expect_used,
    reason = "HMAC hashes a key that is longer than a block, and fills up a shorter one"
)]
fn mac(password: &str, salt: &str, dialect: Dialect, covered: &str) -> Hmac<Sha256> {
    let key = derive(password, salt, dialect);
    Hmac::<Sha256>::new_from_slice(key.as_slice())
        .expect("HMAC takes a key of any length")
        .chain_update(covered)
}
