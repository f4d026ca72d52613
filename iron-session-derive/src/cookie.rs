//! The keys that shape the cookie: checked by themselves and against each other, then written as a `Config`.
//!
//! The runtime checks the same rules in `const`; here they are told at the user's token.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{LitBool, LitStr};

use crate::attr::{self, Given, StructKeys};
use crate::duration;
use crate::errors::Errors;

mod text;

use text::{domain_fault, name_fault, path_fault, prefix_of};

/// Browsers cut longer lifetimes (RFC 6265bis, "Cookie Lifetime Limits").
const MAX_LIFETIME_SECS: u64 = 400 * 86_400;
const DEFAULT_NAME: &str = "__Host-session";

/// The builder calls after `Config::new(..)`, or what goes into it.
pub(crate) struct Cookie {
    pub(crate) name: String,
    pub(crate) calls: Vec<TokenStream>,
}

/// Checks the cookie keys and turns them into builder calls; broken ones are left out.
pub(crate) fn build(keys: &StructKeys, runtime: &TokenStream, errors: &mut Errors) -> Cookie {
    let name = keys.cookie.as_ref().map_or_else(|| DEFAULT_NAME.to_owned(), |given| given.value.value());
    check_text(keys.cookie.as_ref(), name_fault, errors);
    check_text(keys.path.as_ref(), path_fault, errors);
    check_text(keys.domain.as_ref(), domain_fault, errors);
    check_prefix(&name, keys, errors);
    check_insecure(keys, errors);

    let mut calls = Vec::new();
    if let Some(secs) = keys.max_age.as_ref().and_then(|given| max_age(given, errors)) {
        calls.push(quote!(.max_age(::core::time::Duration::from_secs(#secs))));
    }
    for (key, given) in [(attr::PATH, &keys.path), (attr::DOMAIN, &keys.domain)] {
        if let Some(Given { value, .. }) = given {
            let call = format_ident!("{key}");
            calls.push(quote!(.#call(#value)));
        }
    }
    let switches = [
        (attr::PERSISTENT, &keys.persistent),
        (attr::SECURE, &keys.secure),
        (attr::HTTP_ONLY, &keys.http_only),
        (attr::PARTITIONED, &keys.partitioned),
    ];
    for (key, given) in switches {
        if let Some(Given { value, .. }) = given {
            let call = format_ident!("{key}");
            calls.push(quote!(.#call(#value)));
        }
    }
    if let Some(variant) =
        choice(keys.same_site.as_ref(), &["Strict", "Lax", "None"], attr::SAME_SITE, errors)
    {
        calls.push(quote!(.same_site(#runtime::SameSite::#variant)));
    }
    if let Some(variant) = choice(keys.priority.as_ref(), &["Low", "Medium", "High"], attr::PRIORITY, errors)
    {
        calls.push(quote!(.priority(#runtime::Priority::#variant)));
    }
    Cookie { name, calls }
}

/// Records what is wrong with a text taken by itself.
fn check_text(given: Option<&Given<LitStr>>, fault: fn(&str) -> Option<String>, errors: &mut Errors) {
    let Some(Given { value, .. }) = given else { return };
    if let Some(fault) = fault(&value.value()) {
        errors.push(value.span(), fault);
    }
}

/// The seconds of `max_age`, if browsers would keep a cookie that long.
fn max_age(given: &Given<LitStr>, errors: &mut Errors) -> Option<u64> {
    let span = given.value.span();
    match duration::parse(&given.value.value()) {
        Err(message) => errors.push(span, message),
        Ok(0) => errors.push(span, "a `max_age` of zero ends the session at once; write at least `1s`"),
        Ok(secs) if secs > MAX_LIFETIME_SECS => {
            errors.push(span, "`max_age` is over 400 days, where browsers cut it; write at most `400d`");
        }
        Ok(secs) => return Some(secs),
    }
    None
}

/// The variant that a word such as `"strict"` stands for.
fn choice(
    given: Option<&Given<LitStr>>,
    variants: &[&str],
    key: &str,
    errors: &mut Errors,
) -> Option<proc_macro2::Ident> {
    let given = given?;
    let word = given.value.value();
    let found = variants.iter().find(|variant| variant.eq_ignore_ascii_case(&word));
    if found.is_none() {
        let words = variants.join("\"`, `\"").to_ascii_lowercase();
        errors.push(given.value.span(), format_args!("`{key}` is one of `\"{words}\"`"));
    }
    found.map(|variant| format_ident!("{variant}"))
}

/// What a name prefix promises to browsers, which drop the cookie otherwise.
fn check_prefix(name: &str, keys: &StructKeys, errors: &mut Errors) {
    let Some(prefix) = prefix_of(name) else { return };
    let drops = "browsers drop such a cookie";
    if let Some(value) = switched(keys.secure.as_ref(), false) {
        errors.push(
            value.span(),
            format_args!("`{name}` must be Secure: {drops}; remove `secure = false`, or choose a name without `{prefix}`"),
        );
    }
    if prefix.ends_with("Http-")
        && let Some(value) = switched(keys.http_only.as_ref(), false)
    {
        errors.push(
            value.span(),
            format_args!(
                "`{name}` must be HttpOnly: {drops}; remove `http_only = false`, or choose a name without `{prefix}`"
            ),
        );
    }
    if !prefix.starts_with("__Host-") {
        return;
    }
    if let Some(Given { value, .. }) = &keys.domain
        && domain_fault(&value.value()).is_none()
    {
        errors.push(
            value.span(),
            format_args!("`{name}` may not have a domain: {drops}; remove `domain`, or choose a name without `{prefix}`"),
        );
    }
    if let Some(Given { value, .. }) = &keys.path
        && value.value() != "/"
        && path_fault(&value.value()).is_none()
    {
        errors.push(
            value.span(),
            format_args!(
                "`{name}` must have the path `/`: {drops}; remove `path`, or choose a name without `{prefix}`"
            ),
        );
    }
}

/// What browsers take only from a Secure cookie.
fn check_insecure(keys: &StructKeys, errors: &mut Errors) {
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

/// The literal of a switch that stands at `position`.
fn switched(given: Option<&Given<LitBool>>, position: bool) -> Option<&LitBool> {
    given.map(|given| &given.value).filter(|value| value.value == position)
}
