//! What a secret must be before it may protect sessions, and how an environment variable writes one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::key::KEY_BYTES;
use crate::error::Weakness;

const MIN_BYTES: usize = 32;
const MIN_DIFFERENT_BYTES: usize = 8;
/// How an environment variable says that it holds a raw key.
const KEY_MARK: &str = "key:";

/// Sample secrets from the documentation of iron-session and similar libraries. Thousands of deployments have
/// copied them.
const PUBLISHED: [&str; 5] = [
    "2gyZ3GDw3LHZQKDhPmPDL3sjREVRXPr8",
    "80d42cfb-1cd2-462c-8f17-e3237d9027e9",
    "averylogphrasebiggerthanthirtytwochars",
    "some_not_random_password_that_is_at_least_32_characters",
    "complex_password_at_least_32_characters_long",
];

/// Words that tell a placeholder, in lower case and without punctuation.
const PLACEHOLDERS: [&str; 11] = [
    "32char",
    "32byte",
    "thirtytwochar",
    "changeme",
    "changethis",
    "pleasechange",
    "replaceme",
    "opensslrand",
    "yoursecret",
    "yoursuper",
    "supersecret",
];

/// A secret, in the form in which it is used; wiped when dropped.
pub(crate) enum Secret {
    Password(Zeroizing<String>),
    Raw(Zeroizing<[u8; KEY_BYTES]>),
}

impl Secret {
    /// A password, taken as it is.
    pub(crate) fn password(text: &str) -> Result<Self, Weakness> {
        if text.starts_with(KEY_MARK) {
            return Err(Weakness::KeyAsPassword);
        }
        check_text(text)?;
        check_bytes(text.as_bytes())?;
        Ok(Self::Password(Zeroizing::new(text.to_owned())))
    }

    /// 32 bytes that are already random.
    pub(crate) fn raw(bytes: &[u8; KEY_BYTES]) -> Result<Self, Weakness> {
        check_bytes(bytes)?;
        Ok(Self::Raw(Zeroizing::new(*bytes)))
    }

    /// The value of an environment variable: `key:` and the base64url of a raw key, or a password.
    pub(crate) fn from_env_value(text: &str) -> Result<Self, Weakness> {
        let Some(encoded) = text.strip_prefix(KEY_MARK) else {
            return Self::password(text);
        };
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        // The decoder needs space for whole groups of four characters.
        let mut room = Zeroizing::new([0; KEY_BYTES + 1]);
        match URL_SAFE_NO_PAD.decode_slice(encoded, room.as_mut_slice()) {
            Ok(KEY_BYTES) => bytes.copy_from_slice(&room[..KEY_BYTES]),
            _ => return Err(Weakness::BadKey),
        }
        Self::raw(&bytes)
    }
}

fn check_text(text: &str) -> Result<(), Weakness> {
    if text.trim() != text {
        return Err(Weakness::Blank);
    }
    let plain: Zeroizing<String> = Zeroizing::new(
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect(),
    );
    let published = PUBLISHED.contains(&text) || PLACEHOLDERS.iter().any(|words| plain.contains(words));
    if published { Err(Weakness::Published) } else { Ok(()) }
}

fn check_bytes(bytes: &[u8]) -> Result<(), Weakness> {
    if bytes.len() < MIN_BYTES {
        return Err(Weakness::Short);
    }
    let mut seen = [false; 256];
    for &byte in bytes {
        seen[usize::from(byte)] = true;
    }
    if seen.iter().filter(|&&seen| seen).count() < MIN_DIFFERENT_BYTES {
        return Err(Weakness::LowVariety);
    }
    // Even steps, such as 00 01 02 .. 1f, or the alphabet.
    let step = |pair: &[u8]| pair[1].wrapping_sub(pair[0]);
    if bytes.windows(2).all(|pair| step(pair) == step(bytes)) {
        return Err(Weakness::Repeated);
    }
    let repeats = |unit: usize| bytes.iter().zip(&bytes[unit..]).all(|(a, b)| a == b);
    if (1..=bytes.len() / 2).any(repeats) {
        return Err(Weakness::Repeated);
    }
    Ok(())
}
