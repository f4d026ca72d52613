//! The keys that shape a session's cookie and its lifetimes, checked.

use proc_macro2::Span;
use syn::LitStr;

use crate::attr::{Given, StructKeys, Text, names};
use crate::errors::Errors;
use crate::model::cookie_checks::{check_insecure, check_prefix};
use crate::model::grammar::{DEFAULT_NAME, domain_fault, name_fault, path_fault};
use crate::model::setting::{Setting, Settings, Value};
use crate::model::{format, lifetimes, size};

/// Checks the keys of the cookie. A broken one is reported and left out.
pub(crate) fn build(keys: &StructKeys, errors: &mut Errors) -> Settings {
    let known = errors.count();
    check_text(keys.cookie.as_ref(), name_fault, errors);
    check_text(keys.path.as_ref(), path_fault, errors);
    check_text(keys.domain.as_ref(), domain_fault, errors);
    check_prefix(keys, errors);
    check_insecure(keys, errors);

    let default_name = || Text::Literal(LitStr::new(DEFAULT_NAME, Span::call_site()));
    let name = keys.cookie.as_ref().map_or_else(default_name, |given| given.value.clone());
    let name = Setting { key: names::COOKIE, span: name.span(), value: Value::Text(name) };
    let mut settings = vec![name];
    settings.extend(lifetimes::build(keys, errors));
    settings.extend(texts(keys));
    settings.extend(switches(keys));
    settings.extend(size::build(keys, errors));
    let same_site = keys.same_site.as_ref();
    settings.extend(variant(names::SAME_SITE, same_site, "SameSite", &["Strict", "Lax", "None"], errors));
    let priority = keys.priority.as_ref();
    settings.extend(variant(names::PRIORITY, priority, "Priority", &["Low", "Medium", "High"], errors));
    settings.extend(format::build(keys, errors));
    Settings { all: settings, is_broken: errors.count() > known || !keys.broken.is_empty() }
}

fn texts(keys: &StructKeys) -> impl Iterator<Item = Setting> {
    let texts = [(names::PATH, &keys.path), (names::DOMAIN, &keys.domain)];
    texts.into_iter().filter_map(|(key, given)| {
        let text = &given.as_ref()?.value;
        Some(Setting { key, span: text.span(), value: Value::Text(text.clone()) })
    })
}

fn switches(keys: &StructKeys) -> impl Iterator<Item = Setting> {
    let switches = [
        (names::PERSISTENT, &keys.persistent),
        (names::SECURE, &keys.secure),
        (names::HTTP_ONLY, &keys.http_only),
        (names::PARTITIONED, &keys.partitioned),
        (names::NO_STORE, &keys.no_store),
        (names::ID, &keys.id),
    ];
    switches.into_iter().filter_map(|(key, given)| {
        let switch = &given.as_ref()?.value;
        Some(Setting { key, span: switch.span, value: Value::Switch(switch.value) })
    })
}

/// The variant that a word such as `"strict"` stands for.
fn variant(
    key: &'static str,
    given: Option<&Given<LitStr>>,
    of: &'static str,
    variants: &[&'static str],
    errors: &mut Errors,
) -> Option<Setting> {
    let Given { value, .. } = given?;
    let word = value.value();
    let found = variants.iter().find(|variant| variant.eq_ignore_ascii_case(&word));
    if found.is_none() {
        let words = variants.join("\"`, `\"").to_ascii_lowercase();
        errors.push(value.span(), format_args!("`{key}` is one of `\"{words}\"`"));
    }
    found.map(|name| Setting { key, span: value.span(), value: Value::Variant { of, name } })
}

/// Records what is wrong with a text taken by itself.
pub(super) fn check_text(
    given: Option<&Given<Text>>,
    fault: fn(&str) -> Option<String>,
    errors: &mut Errors,
) {
    let Some(literal) = given.and_then(|given| given.value.literal()) else { return };
    if let Some(fault) = fault(&literal.value()) {
        errors.push(literal.span(), fault);
    }
}
