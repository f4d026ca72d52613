//! The keys `max_bytes` and `chunks`: how large a cookie may be, and in how many a session may be written.

use std::ops::RangeInclusive;

use syn::LitInt;

use crate::attr::{Given, StructKeys, Text, names};
use crate::errors::Errors;
use crate::model::grammar::DEFAULT_NAME;
use crate::model::setting::{Setting, Value};

/// What `max_bytes` may be.
pub(super) const MAX_BYTES: RangeInclusive<usize> = 256..=4096;

/// What `chunks` may be.
pub(super) const CHUNKS: RangeInclusive<usize> = 2..=4;

/// What has to be left of `max_bytes` beside the name: the rest of a chunk's name, its head, and the length
/// of the shortest seal.
pub(super) const LEAST_ROOM: usize = 2 + 9 + 96;

/// The settings that were given. A broken one is reported and left out.
pub(crate) fn build(keys: &StructKeys, errors: &mut Errors) -> impl Iterator<Item = Setting> {
    [max_bytes(keys.max_bytes.as_ref(), errors), chunks(keys, errors)].into_iter().flatten()
}

fn max_bytes(given: Option<&Given<LitInt>>, errors: &mut Errors) -> Option<Setting> {
    let Given { value, .. } = given?;
    let number = value.base10_parse().ok().filter(|number| MAX_BYTES.contains(number));
    let number = number.filter(|_| value.suffix().is_empty());
    if number.is_none() {
        let (key, least, most) = (names::MAX_BYTES, MAX_BYTES.start(), MAX_BYTES.end());
        let message = format_args!("`{key}` is a number from {least} to {most}, without sign or suffix");
        errors.push(value.span(), message);
    }
    Some(Setting { key: names::MAX_BYTES, span: value.span(), value: Value::Number(number?) })
}

fn chunks(keys: &StructKeys, errors: &mut Errors) -> Option<Setting> {
    let Given { value, .. } = keys.chunks.as_ref()?;
    let number = value.base10_parse().ok().filter(|_| value.suffix().is_empty());
    match number {
        Some(number) if CHUNKS.contains(&number) => {
            check_room(keys, value, errors);
            return Some(Setting { key: names::CHUNKS, span: value.span(), value: Value::Number(number) });
        }
        Some(0 | 1) => errors.push(
            value.span(),
            "a session is in one cookie without this key; write `chunks = 2` for up to two, or remove it",
        ),
        Some(_) => errors.push(
            value.span(),
            "`chunks` is at most 4, and two full ones already exceed what servers take of headers by default; \
             write `chunks = 2, max_bytes = 3500`, and keep larger data elsewhere",
        ),
        None => errors.push(value.span(), "`chunks` is a number from 2 to 4, without sign or suffix"),
    }
    None
}

/// Reports a name that leaves too little of each cookie to the seal. Of a constant only rustc knows the
/// length.
fn check_room(keys: &StructKeys, chunks: &LitInt, errors: &mut Errors) {
    let name_bytes = match keys.cookie.as_ref().map(|given| &given.value) {
        None => DEFAULT_NAME.len(),
        Some(Text::Literal(name)) => name.value().len(),
        Some(Text::Const(_)) => return,
    };
    let max_bytes = keys.max_bytes.as_ref().and_then(|given| given.value.base10_parse().ok());
    let max_bytes = max_bytes.unwrap_or(*MAX_BYTES.end());
    if MAX_BYTES.contains(&max_bytes) && name_bytes + LEAST_ROOM > max_bytes {
        errors.push(
            chunks.span(),
            format_args!(
                "a name of {name_bytes} bytes leaves less than 96 of the {max_bytes} bytes of a cookie to each \
                 chunk; shorten the name, or raise `max_bytes`"
            ),
        );
    }
}
