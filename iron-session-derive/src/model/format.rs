//! The keys that share a cookie with iron-session for JavaScript, or lead away from it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use crate::attr::{Given, StructKeys, names};
use crate::errors::Errors;
use crate::expand::assertion;
use crate::model::cookie::{Call, name_fault};
use crate::model::date;

/// The only format besides the native one.
const FE26: &str = "fe26";

/// What iron-session's session object calls its methods, which hide members of the same names.
pub(crate) const METHODS: [&str; 3] = ["save", "destroy", "updateConfig"];

/// The builder calls for the format and what is accepted besides; broken ones are left out.
pub(crate) fn build(keys: &StructKeys, errors: &mut Errors) -> Vec<Call> {
    let format = fe26(names::FORMAT, keys.format.as_ref(), errors);
    let accept = fe26(names::ACCEPT, keys.accept.as_ref(), errors);
    check_room(keys, format, errors);
    check_accept(keys, errors);
    let until = keys.accept_until.as_ref().and_then(|given| until(given, errors));

    let mut calls = Vec::new();
    if format {
        calls.push(Call { key: names::FORMAT, tokens: quote!(.format_fe26()) });
    }
    if let (true, Some(until)) = (accept, until) {
        calls.push(Call { key: names::ACCEPT, tokens: quote!(.accept_fe26(#until)) });
    }
    if let Some(Given { value, .. }) = &keys.accept_name {
        if let Some(fault) = name_fault(&value.value()) {
            errors.push(value.span(), fault);
        } else {
            calls.push(Call { key: names::ACCEPT_NAME, tokens: quote!(.accept_name(#value)) });
        }
    }
    calls
}

/// The runtime's feature, asked for where the format is named.
pub(crate) fn assertion(keys: &StructKeys, runtime: &TokenStream) -> Option<TokenStream> {
    let given = keys.format.as_ref().or(keys.accept.as_ref())?;
    let span = given.value.span();
    Some(assertion::item(span, &[assertion::check(runtime, "assert_fe26", span, &TokenStream::new())]))
}

/// Whether a key names the format that there is.
fn fe26(key: &str, given: Option<&Given<LitStr>>, errors: &mut Errors) -> bool {
    let Some(Given { value, .. }) = given else { return false };
    let known = value.value() == FE26;
    if !known {
        errors.push(
            value.span(),
            format_args!("`{key}` is `\"{FE26}\"`, the seal of iron-session for JavaScript; leave it out for the native seal"),
        );
    }
    known
}

/// What Fe26.2 cannot seal.
fn check_room(keys: &StructKeys, format: bool, errors: &mut Errors) {
    if !format {
        return;
    }
    let id = keys.id.as_ref().filter(|given| given.value.value).map(|given| given.key);
    let others = [
        (names::ID, id),
        (names::SCHEMA, keys.schema.as_ref().map(|given| given.key)),
        (names::REFRESH_AFTER, keys.refresh_after.as_ref().map(|given| given.key)),
        (names::ABSOLUTE_TIMEOUT, keys.absolute_timeout.as_ref().map(|given| given.key)),
    ];
    for (key, span) in others {
        if let Some(span) = span {
            errors.push(
                span,
                format_args!(
                    "the seal of iron-session for JavaScript has no room for `{key}`; remove it, or `format`"
                ),
            );
        }
    }
    if let Some(given) = &keys.accept {
        errors.push(
            given.key,
            "`accept` reads iron-session's seals beside native ones, and with this `format` they are all there is; remove one",
        );
    }
}

/// A second format is accepted until a day, and only by those who say so.
fn check_accept(keys: &StructKeys, errors: &mut Errors) {
    if let (Some(given), None) = (&keys.accept, &keys.accept_until) {
        errors.push(
            given.key,
            "a second format is accepted until a day, or it stays a way in for ever; write `accept_until = \"2027-06-30\"`",
        );
    }
    let alone = [(names::ACCEPT_UNTIL, &keys.accept_until), (names::ACCEPT_NAME, &keys.accept_name)];
    for (key, given) in alone {
        if let (Some(given), None) = (given, &keys.accept) {
            errors.push(given.key, format_args!("`{key}` needs `accept = \"fe26\"` beside it"));
        }
    }
}

fn until(given: &Given<LitStr>, errors: &mut Errors) -> Option<u32> {
    let until = date::end_of_day(&given.value.value());
    if until.is_none() {
        errors
            .push(given.value.span(), "`accept_until` is a day from 1970 to 2106, written like `2027-06-30`");
    }
    until
}
