//! The keys that shape the cookie: checked by themselves and against each other, then written as a `Config`.
//!
//! The runtime checks the same rules in `const`; here they are told at the user's token.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{LitBool, LitStr};

use crate::attr::{self, Given, StructKeys};
use crate::duration;
use crate::errors::Errors;

/// Browsers cut longer lifetimes (RFC 6265bis, "Cookie Lifetime Limits").
const MAX_LIFETIME_SECS: u64 = 400 * 86_400;
const MAX_ATTRIBUTE_BYTES: usize = 1024;
const MAX_NAME_BYTES: usize = 256;
const DEFAULT_NAME: &str = "__Host-session";
const PREFIXES: [&str; 4] = ["__Host-Http-", "__Host-", "__Http-", "__Secure-"];

/// The builder calls after `Config::new(..)`, or what goes into it.
pub(crate) struct Cookie {
    pub(crate) name: String,
    pub(crate) calls: Vec<TokenStream>,
}

/// Checks the cookie keys and turns them into builder calls; broken ones are left out.
pub(crate) fn build(keys: &StructKeys, runtime: &TokenStream, errors: &mut Errors) -> Cookie {
    let name = keys.cookie.as_ref().map_or_else(|| DEFAULT_NAME.to_owned(), |given| given.value.value());
    if let Some(given) = &keys.cookie {
        check_name(&given.value, errors);
    }
    check_prefix(&name, keys, errors);
    check_insecure(keys, errors);

    let mut calls = Vec::new();
    if let Some(secs) = keys.max_age.as_ref().and_then(|given| max_age(given, errors)) {
        calls.push(quote!(.max_age(::core::time::Duration::from_secs(#secs))));
    }
    let texts: [(&str, &Option<Given<LitStr>>, fn(&str) -> bool, &str); 2] = [
        (
            attr::PATH,
            &keys.path,
            is_path,
            "begins with `/` and has at most 1024 visible ASCII characters other than `;`",
        ),
        (
            attr::DOMAIN,
            &keys.domain,
            is_domain,
            "is a plain host name such as `example.com`, in punycode, without leading dot, scheme or port",
        ),
    ];
    for (key, given, allowed, rule) in texts {
        let Some(Given { value, .. }) = given else { continue };
        if !allowed(&value.value()) {
            errors.push(value.span(), format_args!("a cookie {key} {rule}"));
        }
        let call = format_ident!("{key}");
        calls.push(quote!(.#call(#value)));
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

fn check_name(name: &LitStr, errors: &mut Errors) {
    let (text, span) = (name.value(), name.span());
    if text.is_empty() {
        errors.push(span, "a cookie needs a name; write one, or leave the key out for `__Host-session`");
    } else if let Some(bad) = text.chars().find(|c| !is_token(*c)) {
        errors.push(
            span,
            format_args!("a cookie name may not contain {bad:?}; use letters, digits, `-`, `_` and `.`"),
        );
    } else if text.len() > MAX_NAME_BYTES {
        errors.push(
            span,
            "a cookie name has at most 256 characters, since they count against the 4096 of the cookie",
        );
    } else if let Some(prefix) = prefix_of(&text) {
        if !text.starts_with(prefix) {
            errors.push(
                span,
                format_args!(
                    "browsers read the prefix `{prefix}` in any letter case, servers do not; write `{prefix}`"
                ),
            );
        } else if text.len() == prefix.len() {
            errors.push(span, format_args!("`{prefix}` is only a prefix; write a name behind it"));
        }
    }
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
    if let Some(Given { value, .. }) = &keys.domain {
        errors.push(
            value.span(),
            format_args!("`{name}` may not have a domain: {drops}; remove `domain`, or choose a name without `{prefix}`"),
        );
    }
    if let Some(Given { value, .. }) = keys.path.as_ref().filter(|given| given.value.value() != "/") {
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

/// The prefix that a browser sees in a name, which it compares without regard to letter case.
fn prefix_of(name: &str) -> Option<&'static str> {
    PREFIXES
        .into_iter()
        .find(|prefix| name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))
}

/// RFC 9110, section 5.6.2.
fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

fn is_path(text: &str) -> bool {
    text.starts_with('/')
        && text.len() <= MAX_ATTRIBUTE_BYTES
        && text.chars().all(|c| c.is_ascii_graphic() && c != ';')
}

fn is_domain(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_ATTRIBUTE_BYTES
        && !text.starts_with('.')
        && !text.ends_with('.')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}
