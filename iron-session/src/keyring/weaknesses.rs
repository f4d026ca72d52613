//! What makes a secret unfit: the checks, each with its [`Weakness`].

use zeroize::Zeroizing;

#[cfg(feature = "fe26")]
use super::leftovers::without_quotes;
use super::leftovers::{check_blank, check_leftovers};
use super::templates::is_template;
use crate::error::Weakness;

const MIN_BYTES: usize = 32;
const MIN_DIFFERENT_BYTES: usize = 8;
/// How many bytes may stand for one letter of a row, as two do in `aabbcc`.
const MAX_ROW: usize = 4;

/// Sample secrets from documentation, ours included. Thousands of deployments have copied such secrets.
const PUBLISHED: [&str; 6] = [
    "2gyZ3GDw3LHZQKDhPmPDL3sjREVRXPr8",
    "80d42cfb-1cd2-462c-8f17-e3237d9027e9",
    "averylogphrasebiggerthanthirtytwochars",
    "some_not_random_password_that_is_at_least_32_characters",
    "complex_password_at_least_32_characters_long",
    "vQ7-rain-Marble-29-teacup-orbit-lantern",
];

/// Words that tell a placeholder, in lower case and without punctuation.
const PLACEHOLDERS: [&str; 13] = [
    "32char",
    "32byte",
    "thirtytwochar",
    "changeme",
    "changethis",
    "pleasechange",
    "replaceme",
    "opensslrand",
    "qwertyuiop",
    "1q2w3e4r",
    "yoursecret",
    "yoursuper",
    "supersecret",
];

/// How the path of a file begins, where programs that deploy others put secrets.
const PATHS: [&str; 27] = [
    "file:",
    "/run/",
    "/etc/",
    "/var/",
    "/mnt/",
    "/opt/",
    "/usr/",
    "/srv/",
    "/tmp/",
    "/home/",
    "/root/",
    "/secrets/",
    "/Users/",
    "/Volumes/",
    "/Library/",
    "/private/",
    "/workspace/",
    "/workspaces/",
    "./",
    "../",
    "~/",
    "$HOME/",
    "$PWD/",
    "$CREDENTIALS_DIRECTORY/",
    "%d/",
    "%APPDATA%\\",
    "\\\\",
];

/// Checks a text from a person, a file or an environment variable, before it is taken for a secret.
pub(super) fn check_text(text: &str) -> Result<(), Weakness> {
    check_blank(text)?;
    if is_path(text) {
        return Err(Weakness::Path);
    }
    if is_template(text) {
        return Err(Weakness::Template);
    }
    check_leftovers(text)
}

/// Checks that a text is no secret which others know.
pub(super) fn check_published(text: &str) -> Result<(), Weakness> {
    let lower = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    // With room for all of it, since a text that grows leaves copies of its beginning in memory.
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    plain.extend(lower);
    let published = PUBLISHED.contains(&text) || PLACEHOLDERS.iter().any(|words| plain.contains(words));
    if published { Err(Weakness::Published) } else { Ok(()) }
}

/// Checks a password that a program in JavaScript has too. It takes white space and quotes as they are.
#[cfg(feature = "fe26")]
pub(super) fn check_shared(password: &str) -> Result<(), Weakness> {
    if is_template(password) {
        return Err(Weakness::Template);
    }
    let published = PUBLISHED.contains(&without_quotes(password));
    if published { Err(Weakness::Published) } else { Ok(()) }
}

/// Checks that bytes do not follow a pattern which anybody would guess.
pub(super) fn check_bytes(bytes: &[u8]) -> Result<(), Weakness> {
    if bytes.len() < MIN_BYTES {
        return Err(Weakness::Short);
    }
    if (0..=u8::MAX).filter(|byte| bytes.contains(byte)).count() < MIN_DIFFERENT_BYTES {
        return Err(Weakness::LowVariety);
    }
    if has_even_steps(bytes) || repeats(bytes) { Err(Weakness::Repeated) } else { Ok(()) }
}

/// Checks that a password is no row of letters and digits, where a few stand for one, as in `aabbcc`.
///
/// Where most steps from byte to byte are those of a few bytes before, the text is such a row.
pub(super) fn check_rows(password: &str) -> Result<(), Weakness> {
    let steps = || steps(password.as_bytes());
    let is_row = |unit: usize| {
        let alike = steps().zip(steps().skip(unit)).filter(|(one, later)| one == later).count();
        alike.saturating_mul(8) > steps().skip(unit).count().saturating_mul(7)
    };
    if (2..=MAX_ROW).any(is_row) { Err(Weakness::Repeated) } else { Ok(()) }
}

/// Checks that a raw key is not text. What can be typed has far less than the 256 bits of a random key, and
/// raw keys are not stretched.
pub(super) fn check_raw(bytes: &[u8]) -> Result<(), Weakness> {
    let is_text = |text: &str| text.chars().all(|c| !c.is_control() || c.is_whitespace());
    // Of random keys, less than one in a billion is.
    if str::from_utf8(bytes).is_ok_and(is_text) { Err(Weakness::TextAsKey) } else { check_bytes(bytes) }
}

/// Whether a text is spelled like the path of a file. The file system is not asked.
fn is_path(text: &str) -> bool {
    // Random base64 may begin with a slash, and has letters of both cases.
    let is_plain =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '/' | '.' | '_' | '-');
    let is_nested = text.starts_with('/') && text.matches('/').count() > 1;
    let is_absolute = is_nested && text.chars().all(is_plain);
    // With an extension, letters of both cases are those of a path: base64 has no full stop.
    let is_of_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | ' ');
    let is_file = is_nested && has_extension(text) && text.chars().all(is_of_path);
    let is_of_windows = matches!(text.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z', b':', b'\\' | b'/', ..]);
    is_absolute || is_file || is_of_windows || PATHS.iter().any(|start| text.starts_with(start))
}

/// Whether the last name of a path ends with a full stop and a few letters or digits.
fn has_extension(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(_, end)| {
        (1..=10).contains(&end.len()) && end.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

/// Whether most bytes go up or down by the same small step, as in `00 01 02 .. 1f` or the alphabet.
fn has_even_steps(bytes: &[u8]) -> bool {
    let first = steps(bytes).next();
    let count = |step: u8| steps(bytes).filter(|&other| other == step).count();
    let mostly = |step: u8| count(step).saturating_mul(4) > bytes.len().saturating_mul(3);
    steps(bytes).all(|step| Some(step) == first) || mostly(1) || mostly(u8::MAX)
}

/// The differences between each byte and the next.
fn steps(bytes: &[u8]) -> impl Iterator<Item = u8> {
    bytes.iter().zip(bytes.iter().skip(1)).map(|(byte, next)| next.wrapping_sub(*byte))
}

/// Whether a shorter text is repeated.
fn repeats(bytes: &[u8]) -> bool {
    let by = |unit: usize| bytes.iter().zip(bytes.iter().skip(unit)).all(|(a, b)| a == b);
    (1..=bytes.len() / 2).any(by)
}
