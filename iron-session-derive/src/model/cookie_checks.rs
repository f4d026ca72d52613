//! The keys of the cookie against each other: what its name prefix demands, and what needs a Secure cookie.

use syn::{LitBool, LitStr};

use crate::attr::{Given, StructKeys, Text, names};
use crate::errors::Errors;
use crate::model::grammar::{DEFAULT_NAME, domain_fault, path_fault, prefix_of};

const DROPS: &str = "browsers drop such a cookie";

/// Attributes that a name prefix forbids.
pub(crate) fn check_prefix(keys: &StructKeys, errors: &mut Errors) {
    let name = match keys.cookie.as_ref().map(|given| &given.value) {
        // A name that could not be read is not the default one.
        None if keys.broken.contains(&names::COOKIE) => return,
        None => DEFAULT_NAME.to_owned(),
        Some(Text::Literal(name)) => name.value(),
        Some(Text::Const(_)) => return,
    };
    let Some(prefix) = prefix_of(&name) else { return };
    check_switches(keys, &name, prefix, errors);
    if prefix.starts_with("__Host-") {
        check_host(keys, &name, prefix, errors);
    }
}

/// Every prefix demands Secure, and two of them `HttpOnly` too.
fn check_switches(keys: &StructKeys, name: &str, prefix: &str, errors: &mut Errors) {
    if let Some(value) = switched(keys.secure.as_ref(), false) {
        errors.push(
            value.span(),
            format_args!("`{name}` must be Secure: {DROPS}; remove `secure = false`, or choose a name without `{prefix}`; for plain http in a LAN call `SessionManager::insecure_plain_http`"),
        );
    }
    if prefix.ends_with("Http-")
        && let Some(value) = switched(keys.http_only.as_ref(), false)
    {
        errors.push(
            value.span(),
            format_args!(
                "`{name}` must be HttpOnly: {DROPS}; remove `http_only = false`, or choose a name without `{prefix}`"
            ),
        );
    }
}

/// A cookie that is bound to its host has no domain, and the path `/`.
fn check_host(keys: &StructKeys, name: &str, prefix: &str, errors: &mut Errors) {
    if let Some(domain) = sound(keys.domain.as_ref(), domain_fault) {
        errors.push(
            domain.span(),
            format_args!("`{name}` may not have a domain: {DROPS}; remove `domain`, or choose a name without `{prefix}`"),
        );
    }
    if let Some(path) = sound(keys.path.as_ref(), path_fault).filter(|path| path.value() != "/") {
        errors.push(
            path.span(),
            format_args!(
                "`{name}` must have the path `/`: {DROPS}; remove `path`, or choose a name without `{prefix}`"
            ),
        );
    }
}

/// A literal that has no fault of its own.
fn sound(given: Option<&Given<Text>>, fault: fn(&str) -> Option<String>) -> Option<&LitStr> {
    given.and_then(|given| given.value.literal()).filter(|literal| fault(&literal.value()).is_none())
}

/// What browsers take only from a Secure cookie.
pub(crate) fn check_insecure(keys: &StructKeys, errors: &mut Errors) {
    if switched(keys.secure.as_ref(), false).is_none() {
        return;
    }
    if let Some(given) =
        keys.same_site.as_ref().filter(|given| given.value.value().eq_ignore_ascii_case("none"))
    {
        errors.push(
            given.value.span(),
            "a `SameSite=None` cookie must be Secure: browsers drop it otherwise; remove `secure = false`",
        );
    }
    if let Some(value) = switched(keys.partitioned.as_ref(), true) {
        errors.push(
            value.span(),
            "a partitioned cookie must be Secure: browsers drop it otherwise; remove `secure = false`",
        );
    }
}

/// The literal of a switch that has the value `position`.
fn switched(given: Option<&Given<LitBool>>, position: bool) -> Option<&LitBool> {
    given.map(|given| &given.value).filter(|value| value.value == position)
}
