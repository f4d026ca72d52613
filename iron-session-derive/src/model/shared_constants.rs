//! What this crate and the runtime both know, compared.

use std::time::Duration;

use iron_session::__private::limits;
use iron_session::Config;

use crate::model::{format, grammar, lifetimes, members, size, token};

#[test]
fn the_derive_and_the_runtime_have_the_same_limits() {
    assert_eq!(members::MAX_MEMBERS, limits::MAX_MEMBERS);
    assert_eq!(Duration::from_secs(lifetimes::MAX_LIFETIME_SECS), limits::MAX_LIFETIME);
    assert_eq!(Duration::from_secs(lifetimes::DEFAULT_MAX_AGE_SECS), limits::DEFAULT_MAX_AGE);
    assert_eq!(grammar::MAX_ATTRIBUTE_BYTES, limits::MAX_ATTRIBUTE_BYTES);
    assert_eq!(grammar::MAX_NAME_BYTES, limits::MAX_NAME_BYTES);
    assert_eq!(token::MAX_PURPOSE_BYTES, limits::MAX_PURPOSE_BYTES);
    assert_eq!(Duration::from_secs(token::MAX_AGE_SECS), limits::MAX_TOKEN_AGE);
    assert_eq!(size::MAX_BYTES, limits::MIN_COOKIE_BYTES..=limits::MAX_COOKIE_BYTES);
    assert_eq!(size::CHUNKS, 2..=limits::MOST_CHUNKS);
    assert_eq!(size::LEAST_ROOM, limits::CHUNK_BYTES + limits::LEAST_PART_BYTES);
}

#[test]
fn the_derive_and_the_runtime_know_the_same_names() {
    assert_eq!(sorted(grammar::PREFIXES), sorted(limits::PREFIXES));
    assert_eq!(sorted(format::METHODS), sorted(limits::JAVASCRIPT_METHODS));
    assert_eq!(token::SESSION, limits::SESSION);
    assert_eq!(token::RESERVED_PREFIX, limits::RESERVED_PREFIX);
    assert_eq!(grammar::DEFAULT_NAME, Config::DEFAULT_COOKIE);
}

fn sorted<const N: usize>(mut names: [&str; N]) -> [&str; N] {
    names.sort_unstable();
    names
}
