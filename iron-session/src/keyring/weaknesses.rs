//! What makes a secret unfit: the checks, each with its [`Weakness`].

use zeroize::Zeroizing;

use super::templates::is_template;
use crate::error::Weakness;

const MIN_BYTES: usize = 32;
const MIN_DIFFERENT_BYTES: usize = 8;

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
const PATHS: [&str; 15] = [
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
    "./",
    "../",
    "~/",
];

/// Opening and closing quotes, in the languages that have quotes of their own too.
const QUOTES: [(char, char); 12] = [
    ('"', '"'),
    ('\'', '\''),
    ('`', '`'),
    ('\u{201c}', '\u{201d}'),
    ('\u{201e}', '\u{201c}'),
    ('\u{201e}', '\u{201d}'),
    ('\u{201d}', '\u{201d}'),
    ('\u{2018}', '\u{2019}'),
    ('\u{201a}', '\u{2018}'),
    ('\u{2019}', '\u{2019}'),
    ('\u{ab}', '\u{bb}'),
    ('\u{bb}', '\u{ab}'),
];

/// Checks a text from a person, a file or an environment variable, before it is taken for a secret.
pub(super) fn check_text(text: &str) -> Result<(), Weakness> {
    if text.starts_with(is_blank) || text.ends_with(is_blank) {
        return Err(Weakness::Blank);
    }
    if is_quoted(text) {
        return Err(Weakness::Quoted);
    }
    if is_path(text) {
        return Err(Weakness::Path);
    }
    if is_template(text) {
        return Err(Weakness::Template);
    }
    Ok(())
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
    let mut seen = [false; 256];
    for &byte in bytes {
        seen[usize::from(byte)] = true;
    }
    if seen.iter().filter(|&&seen| seen).count() < MIN_DIFFERENT_BYTES {
        return Err(Weakness::LowVariety);
    }
    if has_even_steps(bytes) || repeats(bytes) { Err(Weakness::Repeated) } else { Ok(()) }
}

/// Checks that a raw key is not text. What can be typed has far less than the 256 bits of a random key, and
/// raw keys are not stretched.
pub(super) fn check_raw(bytes: &[u8]) -> Result<(), Weakness> {
    let is_text = |text: &str| text.chars().all(|c| !c.is_control() || c.is_whitespace());
    // Of random keys, less than one in a billion is.
    if str::from_utf8(bytes).is_ok_and(is_text) { Err(Weakness::TextAsKey) } else { check_bytes(bytes) }
}

/// White space, and characters that nobody sees: a byte order mark, or what a web page hides between letters.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// A text without the quotes around it, which one of two programs may have kept.
#[cfg(feature = "fe26")]
pub(super) fn without_quotes(text: &str) -> &str {
    text.trim_matches(|c| QUOTES.iter().any(|&(open, close)| c == open || c == close))
}

fn is_quoted(text: &str) -> bool {
    QUOTES.iter().any(|&(open, close)| text.len() > 1 && text.starts_with(open) && text.ends_with(close))
}

/// Whether a text is spelled like the path of a file. The file system is not asked.
fn is_path(text: &str) -> bool {
    // Random base64 may begin with a slash, and has letters of both cases.
    let is_plain =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '/' | '.' | '_' | '-');
    let is_absolute = text.starts_with('/') && text.matches('/').count() > 1 && text.chars().all(is_plain);
    let is_of_windows = matches!(text.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z', b':', b'\\', ..]);
    is_absolute || is_of_windows || PATHS.iter().any(|start| text.starts_with(start))
}

/// Whether most bytes go up or down by the same small step, as in `00 01 02 .. 1f` or the alphabet.
fn has_even_steps(bytes: &[u8]) -> bool {
    let steps = || bytes.windows(2).map(|pair| pair[1].wrapping_sub(pair[0]));
    let first = bytes[1].wrapping_sub(bytes[0]);
    let mostly = |step: u8| 4 * steps().filter(|&other| other == step).count() > 3 * bytes.len();
    steps().all(|step| step == first) || mostly(1) || mostly(u8::MAX)
}

/// Whether a shorter text is repeated.
fn repeats(bytes: &[u8]) -> bool {
    let by = |unit: usize| bytes.iter().zip(&bytes[unit..]).all(|(a, b)| a == b);
    (1..=bytes.len() / 2).any(by)
}
