//! The keys that share a cookie with iron-session for JavaScript, or that take over its sessions.

use proc_macro2::Span;
use syn::LitStr;

use crate::attr::{Given, StructKeys, Text, names};
use crate::errors::Errors;
use crate::model::date;
use crate::model::grammar::name_fault;
use crate::model::setting::{Setting, Value};

/// The only format besides the native one.
const FE26: &str = "fe26";

/// The methods of the session object of iron-session for JavaScript. They hide members of the same names.
pub(crate) const METHODS: [&str; 3] = ["save", "destroy", "updateConfig"];

/// The settings of the format, and of what is accepted besides. A broken one is reported and left out.
pub(crate) fn build(keys: &StructKeys, errors: &mut Errors) -> Vec<Setting> {
    let format = fe26(names::FORMAT, keys.format.as_ref(), errors);
    let accept = fe26(names::ACCEPT, keys.accept.as_ref(), errors);
    if format.is_some() {
        check_room(keys, errors);
    }
    check_accept(keys, errors);
    let until = keys.accept_until.as_ref().and_then(|given| until(given, errors));
    let name = keys.accept_name.as_ref().and_then(|given| accept_name(given, errors));

    let format = format.map(|span| Setting { key: names::FORMAT, span, value: Value::Fe26 });
    let accept = accept.zip(until).map(|(span, until)| Setting {
        key: names::ACCEPT,
        span,
        value: Value::Fe26Until(until),
    });
    format.into_iter().chain(accept).chain(name).collect()
}

/// Where a key names the one format that it can name.
fn fe26(key: &str, given: Option<&Given<LitStr>>, errors: &mut Errors) -> Option<Span> {
    let Given { value, .. } = given?;
    if value.value() == FE26 {
        return Some(value.span());
    }
    errors.push(
        value.span(),
        format_args!("`{key}` is `\"{FE26}\"`, the seal of iron-session for JavaScript; leave it out for the native seal"),
    );
    None
}

/// What the format of iron-session for JavaScript cannot seal.
fn check_room(keys: &StructKeys, errors: &mut Errors) {
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
    if let Some(given) = &keys.subject {
        errors.push(
            given.key,
            "a subject needs `id`, and the seal of iron-session for JavaScript has no room for one; remove `subject`, or `format`",
        );
    }
    if let Some(given) = &keys.accept {
        errors.push(
            given.key,
            "`accept` reads iron-session's seals beside native ones, and with this `format` they are all there is; remove one",
        );
    }
}

/// A second format is accepted only until a day, and the other keys about it need `accept`.
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

fn accept_name(given: &Given<LitStr>, errors: &mut Errors) -> Option<Setting> {
    let name = &given.value;
    if let Some(fault) = name_fault(&name.value()) {
        errors.push(name.span(), fault);
        return None;
    }
    let value = Value::Text(Text::Literal(name.clone()));
    Some(Setting { key: names::ACCEPT_NAME, span: name.span(), value })
}
