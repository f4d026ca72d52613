//! The keys that say when a session ends, checked by themselves and against each other.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Expr;

use crate::attr::nearest;
use crate::attr::{Given, StructKeys, Text, names};
use crate::errors::Errors;
use crate::expand::assertion;
use crate::model::cookie::Call;
use crate::model::duration;

/// Browsers cut longer lifetimes (RFC 6265bis, "Cookie Lifetime Limits").
const MAX_LIFETIME_SECS: u64 = 400 * 86_400;
const DEFAULT_MAX_AGE_SECS: u64 = 14 * 86_400;
const NEVER: &str = "never";

/// A length of time, as far as it is known here.
pub(crate) enum Length {
    Secs(u64),
    Const(Expr),
}

impl Length {
    /// Reads a length; a broken one is reported and counts as not given.
    pub(crate) fn read(given: &Given<Text>, errors: &mut Errors) -> Option<Self> {
        match &given.value {
            Text::Const(expr) => Some(Self::Const(expr.clone())),
            Text::Literal(text) => match duration::parse(&text.value()) {
                Ok(secs) => Some(Self::Secs(secs)),
                Err(message) => {
                    errors.push(text.span(), message);
                    None
                }
            },
        }
    }

    fn secs(&self) -> Option<u64> {
        match self {
            Self::Secs(secs) => Some(*secs),
            Self::Const(_) => None,
        }
    }
}

/// A `Duration`.
impl ToTokens for Length {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Secs(secs) => quote!(::core::time::Duration::from_secs(#secs)),
            Self::Const(value) => constant(value),
        });
    }
}

/// A constant `Duration`.
pub(crate) fn constant(value: &Expr) -> TokenStream {
    assertion::constant(&quote!(::core::time::Duration), value)
}

/// The builder calls for the lifetimes; broken ones are left out.
pub(crate) fn build(keys: &StructKeys, errors: &mut Errors) -> Vec<Call> {
    let max_age =
        keys.max_age.as_ref().and_then(|given| limited(names::MAX_AGE, "the session", given, errors));
    let refresh_after = keys.refresh_after.as_ref().and_then(|given| Length::read(given, errors));
    let never = keys.absolute_timeout.as_ref().is_some_and(is_never);
    let absolute = keys.absolute_timeout.as_ref().filter(|given| !never && !nearly_never(given, errors));
    let absolute_timeout = absolute.and_then(|given| Length::read(given, errors));

    let absolute_secs = absolute_timeout.as_ref().and_then(Length::secs);
    let max_age_secs = match max_age.as_ref() {
        Some(length) => length.secs(),
        None => default_max_age(keys, absolute_secs),
    };
    check_refresh_after(keys, refresh_after.as_ref(), max_age_secs, errors);
    check_absolute_timeout(keys, absolute_secs, max_age.as_ref().and_then(Length::secs), errors);

    let lengths = [
        (names::MAX_AGE, max_age),
        (names::REFRESH_AFTER, refresh_after),
        (names::ABSOLUTE_TIMEOUT, absolute_timeout),
    ];
    let calls = lengths.into_iter().filter_map(|(key, length)| Some(Call::new(key, length?)));
    let never = Call { key: names::ABSOLUTE_TIMEOUT, tokens: quote!(.no_absolute_timeout()) };
    calls.chain(keys.absolute_timeout.as_ref().filter(|given| is_never(given)).map(|_| never)).collect()
}

/// A length that no session outlives; `what` it ends stands in the message.
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

fn is_never(given: &Given<Text>) -> bool {
    given.value.literal().is_some_and(|text| text.value() == NEVER)
}

/// Reports a `never` that is misspelt or stands without quotes.
fn nearly_never(given: &Given<Text>, errors: &mut Errors) -> bool {
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
