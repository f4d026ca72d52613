//! The keys that say what a token is for and how long it is valid, checked.

use proc_macro2::Ident;

use crate::attr::{Given, StructKeys, Text, names};
use crate::errors::Errors;
use crate::model::cookie::check_text;
use crate::model::duration::Length;
use crate::model::setting::{Setting, Settings, Value};
use crate::model::{format, lifetimes};

/// The longest purpose.
pub(crate) const MAX_PURPOSE_BYTES: usize = 256;
/// The longest life of a token that ends. What a seal can hold ends in 2106.
pub(crate) const MAX_AGE_SECS: u64 = 3650 * 86_400;
/// The purpose of session cookies.
pub(crate) const SESSION: &str = "session";
/// Purposes that begin so are the library's own.
pub(crate) const RESERVED_PREFIX: &str = "iron-session/";

const WRITE_PURPOSE: &str =
    "a token says what it is for, and opens for nothing else; write `#[iron(purpose = \"magic-link\")]`";
const WRITE_MAX_AGE: &str = "a token says how long it is valid; write `#[iron(max_age = \"15m\")]`, or `\"never\"` for one that never ends";

/// Checks the keys of the token of this name. A broken one is reported and left out.
pub(crate) fn build(keys: &StructKeys, name: &Ident, errors: &mut Errors) -> Settings {
    let known = errors.count();
    require(names::PURPOSE, keys.purpose.as_ref(), WRITE_PURPOSE, keys, name, errors);
    require(names::MAX_AGE, keys.max_age.as_ref(), WRITE_MAX_AGE, keys, name, errors);
    check_text(keys.purpose.as_ref(), purpose_fault, errors);
    let purpose = keys.purpose.as_ref().map(|given| Setting {
        key: names::PURPOSE,
        span: given.value.span(),
        value: Value::Text(given.value.clone()),
    });
    let max_age = keys.max_age.as_ref().and_then(|given| max_age(given, errors));
    let format = format::build(keys, errors);
    Settings {
        all: purpose.into_iter().chain(max_age).chain(format).collect(),
        is_broken: errors.count() > known || !keys.broken.is_empty(),
    }
}

/// Reports a key that is missing. One that could not be read is not.
fn require(
    key: &str,
    given: Option<&Given<Text>>,
    write: &str,
    keys: &StructKeys,
    name: &Ident,
    errors: &mut Errors,
) {
    if given.is_none() && !keys.broken.contains(&key) {
        errors.push(name.span(), write);
    }
}

fn max_age(given: &Given<Text>, errors: &mut Errors) -> Option<Setting> {
    let value = if lifetimes::is_never(given) {
        Value::Never
    } else if lifetimes::nearly_never(given, errors) {
        return None;
    } else {
        Value::Length(length(given, errors)?)
    };
    Some(Setting { key: names::MAX_AGE, span: given.value.span(), value })
}

fn length(given: &Given<Text>, errors: &mut Errors) -> Option<Length> {
    let length = Length::read(given, errors)?;
    let span = given.value.span();
    match length.secs() {
        Some(0) => errors.push(span, "a `max_age` of zero ends the token at once; write at least `1s`"),
        Some(secs) if secs > MAX_AGE_SECS => {
            errors.push(span, "`max_age` is over ten years; write at most `3650d`, or `\"never\"`");
        }
        _ => return Some(length),
    }
    None
}

/// What is wrong with a purpose, if anything. The runtime checks the same in `const`.
fn purpose_fault(purpose: &str) -> Option<String> {
    if purpose.is_empty() {
        return Some("a purpose is not empty; write what the token is for, such as `magic-link`".to_owned());
    }
    if let Some(bad) = purpose.chars().find(|c| !(c.is_ascii_alphanumeric() || "-_./:".contains(*c))) {
        return Some(format!(
            "a purpose may not contain {bad:?}; use letters, digits, `-`, `_`, `.`, `/` and `:`"
        ));
    }
    if purpose.len() > MAX_PURPOSE_BYTES {
        return Some(format!("a purpose has at most {MAX_PURPOSE_BYTES} characters; choose a shorter one"));
    }
    if purpose == SESSION {
        return Some(format!(
            "`{SESSION}` is the purpose of session cookies; choose another, such as `magic-link`"
        ));
    }
    purpose.starts_with(RESERVED_PREFIX).then(|| {
        format!(
            "purposes that begin with `{RESERVED_PREFIX}` are reserved; choose another, such as `magic-link`"
        )
    })
}
