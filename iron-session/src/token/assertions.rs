//! Checks of constants, which generated code calls at the place where the user wrote them.
//!
//! All are `#[track_caller]`. Without it, rustc would quote these lines under the user's error.

use std::time::Duration;

use crate::seal::SESSION;

/// The longest purpose.
pub const MAX_PURPOSE_BYTES: usize = 256;
/// The longest life of a token that ends. What a seal can hold ends in 2106.
pub const MAX_TOKEN_AGE: Duration = Duration::from_secs(3650 * 86_400);
/// Purposes that begin so are the library's own.
pub const RESERVED_PREFIX: &str = "iron-session/";

/// Refuses a purpose that is empty, too long, reserved, or not made of the characters of one.
///
/// # Panics
///
/// If it is one of these.
#[track_caller]
pub const fn assert_purpose(purpose: &str) {
    let bytes = purpose.as_bytes();
    assert!(!bytes.is_empty(), "a purpose is empty; write what the token is for, such as \"magic-link\"");
    assert!(bytes.len() <= MAX_PURPOSE_BYTES, "a purpose has at most 256 characters");
    let mut rest = bytes;
    while let [byte, others @ ..] = rest {
        assert!(
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b':'),
            "a purpose has letters, digits, `-`, `_`, `.`, `/` and `:` only"
        );
        rest = others;
    }
    assert!(
        !equal(bytes, SESSION.as_bytes()),
        "the purpose `session` is that of session cookies; choose another"
    );
    assert!(
        !begins_with(bytes, RESERVED_PREFIX.as_bytes()),
        "purposes that begin with `iron-session/` are reserved; choose another"
    );
}

/// Refuses the length of a token's life that is out of range.
///
/// # Panics
///
/// If it is zero, over 3650 days, or not in whole seconds.
#[track_caller]
pub const fn assert_token_age(max_age: Duration) {
    let secs = max_age.as_secs();
    assert!(
        secs > 0 && secs <= MAX_TOKEN_AGE.as_secs() && max_age.subsec_nanos() == 0,
        "the `max_age` of a token is 1 second to 3650 days, in whole seconds, or \"never\""
    );
}

/// Refuses an older type of another purpose: its tokens do not open as the newer type.
///
/// # Panics
///
/// If the purposes differ.
#[track_caller]
pub const fn assert_same_purpose(purpose: &str, from: &str) {
    assert!(
        equal(purpose.as_bytes(), from.as_bytes()),
        "`from` names a token of another purpose, whose seals never open as this one"
    );
}

/// A token of an older schema has to be in the native seal, as one with a schema is.
///
/// # Panics
///
/// If it is not.
#[track_caller]
pub const fn assert_native_older(is_native: bool) {
    assert!(
        is_native,
        "`from` names a token of `format = \"fe26\"`, whose seals never open as this native one"
    );
}

const fn equal(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && begins_with(one, other)
}

const fn begins_with(mut text: &[u8], mut start: &[u8]) -> bool {
    while let [sought, of_start @ ..] = start {
        match text {
            [byte, of_text @ ..] if *byte == *sought => (text, start) = (of_text, of_start),
            _ => return false,
        }
    }
    true
}
