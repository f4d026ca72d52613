//! The keys that say when a session ends, checked by themselves and against each other.

use syn::Expr;

use crate::attr::{Given, StructKeys, Text, names, nearest};
use crate::errors::Errors;
use crate::model::duration::Length;
use crate::model::setting::{Setting, Value};

/// Browsers shorten longer lifetimes (RFC 6265bis, "Cookie Lifetime Limits").
pub(crate) const MAX_LIFETIME_SECS: u64 = 400 * 86_400;
pub(crate) const DEFAULT_MAX_AGE_SECS: u64 = 14 * 86_400;
const NEVER: &str = "never";

/// The lifetimes that were given. A broken one is reported and left out.
pub(crate) fn build(keys: &StructKeys, errors: &mut Errors) -> Vec<Setting> {
    let max_age =
        keys.max_age.as_ref().and_then(|given| limited(names::MAX_AGE, "the session", given, errors));
    let refresh_after = keys.refresh_after.as_ref().and_then(|given| Length::read(given, errors));
    let limit = keys.absolute_timeout.as_ref().filter(|given| !is_never(given));
    let limit = limit.filter(|given| !nearly_never(given, errors));
    let absolute_timeout = limit.and_then(|given| Length::read(given, errors));
    check_relations(keys, max_age.as_ref(), refresh_after.as_ref(), absolute_timeout.as_ref(), errors);

    let absolute_timeout = match &keys.absolute_timeout {
        Some(given) if is_never(given) => Some(Value::Never),
        _ => absolute_timeout.map(Value::Length),
    };
    let settings = [
        setting(names::MAX_AGE, keys.max_age.as_ref(), max_age.map(Value::Length)),
        setting(names::REFRESH_AFTER, keys.refresh_after.as_ref(), refresh_after.map(Value::Length)),
        setting(names::ABSOLUTE_TIMEOUT, keys.absolute_timeout.as_ref(), absolute_timeout),
    ];
    settings.into_iter().flatten().collect()
}

fn setting(key: &'static str, given: Option<&Given<Text>>, value: Option<Value>) -> Option<Setting> {
    Some(Setting { key, span: given?.value.span(), value: value? })
}

/// A length that no session outlives. The message says `what` the length ends.
pub(crate) fn limited(key: &str, what: &str, given: &Given<Text>, errors: &mut Errors) -> Option<Length> {
    let length = Length::read(given, errors)?;
    let span = given.value.span();
    match length.secs() {
        Some(0) => {
            errors.push(span, format_args!("a `{key}` of zero ends {what} at once; write at least `1s`"));
        }
        Some(secs) if secs > MAX_LIFETIME_SECS => {
            errors.push(
                span,
                format_args!(
                    "`{key}` is over 400 days, where browsers end every session; write at most `400d`"
                ),
            );
        }
        _ => return Some(length),
    }
    None
}

/// The lengths against each other, as far as they are known.
fn check_relations(
    keys: &StructKeys,
    max_age: Option<&Length>,
    refresh_after: Option<&Length>,
    absolute_timeout: Option<&Length>,
    errors: &mut Errors,
) {
    let absolute_secs = absolute_timeout.and_then(Length::secs);
    let max_age_secs = match max_age {
        Some(length) => length.secs(),
        None => default_max_age(keys, absolute_secs),
    };
    check_refresh_after(keys, refresh_after, max_age_secs, errors);
    check_absolute_timeout(keys, absolute_secs, max_age.and_then(Length::secs), errors);
}

/// What `max_age` is if it is not given, as far as that is known.
fn default_max_age(keys: &StructKeys, absolute_timeout: Option<u64>) -> Option<u64> {
    let unread = [names::MAX_AGE, names::ABSOLUTE_TIMEOUT].iter().any(|key| keys.broken.contains(key));
    let timeout = keys.absolute_timeout.as_ref().filter(|given| !is_never(given));
    match (timeout, absolute_timeout) {
        _ if unread || keys.max_age.is_some() => None,
        (None, _) => Some(DEFAULT_MAX_AGE_SECS),
        (Some(_), timeout) => timeout.map(|secs| secs.min(DEFAULT_MAX_AGE_SECS)),
    }
}

pub(crate) fn is_never(given: &Given<Text>) -> bool {
    given.value.literal().is_some_and(|text| text.value() == NEVER)
}

/// Reports a `never` that is misspelt or has no quotes.
pub(crate) fn nearly_never(given: &Given<Text>, errors: &mut Errors) -> bool {
    let word = match &given.value {
        Text::Literal(text) => text.value(),
        Text::Const(Expr::Path(path)) if path.path.is_ident(NEVER) => NEVER.to_owned(),
        Text::Const(_) => return false,
    };
    let found = nearest::of(&word, &[NEVER]).is_some();
    if found {
        errors.push(
            given.value.span(),
            format_args!("`{word}` is not a length of time; did you mean `\"{NEVER}\"`?"),
        );
    }
    found
}

fn check_refresh_after(
    keys: &StructKeys,
    length: Option<&Length>,
    max_age: Option<u64>,
    errors: &mut Errors,
) {
    let (Some(given), Some(secs)) = (&keys.refresh_after, length.and_then(Length::secs)) else { return };
    if secs == 0 {
        errors.push(
            given.value.span(),
            "a `refresh_after` of zero writes a cookie at every request; write at least `1s`",
        );
    } else if max_age.is_some_and(|max_age| secs >= max_age) {
        let limit = match max_age {
            _ if keys.max_age.is_some() => "`max_age`",
            Some(DEFAULT_MAX_AGE_SECS) => "`max_age`, which is 14 days if not given",
            _ => "`absolute_timeout`, which is `max_age` too if that is not given",
        };
        errors.push(
            given.value.span(),
            format_args!(
                "`refresh_after` is not less than {limit}, so the session would end before it is refreshed; \
                 shorten it, or lengthen that"
            ),
        );
    }
}

fn check_absolute_timeout(keys: &StructKeys, secs: Option<u64>, max_age: Option<u64>, errors: &mut Errors) {
    let (Some(given), Some(secs)) = (&keys.absolute_timeout, secs) else { return };
    let span = given.value.span();
    if secs == 0 {
        errors.push(span, "an `absolute_timeout` of zero ends the session at once; write at least `1s`");
    } else if secs > u64::from(u32::MAX) {
        errors.push(span, "`absolute_timeout` is beyond what a seal can hold; write `\"never\"`");
    } else if max_age.is_some_and(|max_age| secs < max_age) {
        errors.push(
            span,
            "`absolute_timeout` is less than `max_age`, which could never be reached; lengthen it, or shorten `max_age`",
        );
    }
}
