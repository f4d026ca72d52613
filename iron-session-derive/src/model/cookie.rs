//! The keys that shape the cookie: checked by themselves and against each other, then written as a `Config`.
//!
//! The runtime checks the same rules in `const`; here they are told at the user's token.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{LitBool, LitStr};

use crate::attr::{Given, StructKeys, Text, names};
use crate::errors::Errors;
use crate::model::format;
use crate::model::lifetimes;

pub(crate) use super::grammar::name_fault;
use super::grammar::{domain_fault, path_fault, prefix_of};
use crate::expand::assertion;
use crate::expand::constants::Constants;

const DEFAULT_NAME: &str = "__Host-session";

/// How the configuration is written, and what rustc has to check of it.
pub(crate) struct Cookie {
    /// `Config::new(..)` and the builder calls after it.
    pub(crate) config: TokenStream,
    /// Items that fail to compile if a constant is not what it must be.
    pub(crate) assertions: TokenStream,
}

/// A builder call, `.max_age(..)`, with the key that it comes from.
pub(crate) struct Call {
    pub(crate) key: &'static str,
    pub(crate) tokens: TokenStream,
}

impl Call {
    pub(crate) fn new(key: &'static str, value: impl ToTokens) -> Self {
        let call = format_ident!("{key}");
        Self { key, tokens: quote!(.#call(#value)) }
    }
}

/// Checks the cookie keys and turns them into a `Config`; broken ones are left out.
pub(crate) fn build(keys: &StructKeys, runtime: &TokenStream, errors: &mut Errors) -> Cookie {
    check_text(keys.cookie.as_ref(), name_fault, errors);
    check_text(keys.path.as_ref(), path_fault, errors);
    check_text(keys.domain.as_ref(), domain_fault, errors);
    check_prefix(keys, errors);
    check_insecure(keys, errors);

    let name =
        keys.cookie.as_ref().map_or_else(|| quote!(#DEFAULT_NAME), |given| given.value.to_token_stream());
    let start = quote!(#runtime::Config::new(#name));
    let mut calls = lifetimes::build(keys, errors);
    calls.extend(plain_calls(keys));
    let same_site = choice(keys.same_site.as_ref(), &["Strict", "Lax", "None"], names::SAME_SITE, errors);
    calls.extend(same_site.map(|variant| Call::new(names::SAME_SITE, quote!(#runtime::SameSite::#variant))));
    let priority = choice(keys.priority.as_ref(), &["Low", "Medium", "High"], names::PRIORITY, errors);
    calls.extend(priority.map(|variant| Call::new(names::PRIORITY, quote!(#runtime::Priority::#variant))));

    calls.extend(format::build(keys, errors));

    let constants = Constants { keys, runtime, start: &start, calls: &calls };
    let mut assertions = constants.assertions();
    assertions.extend(format::assertion(keys, runtime));
    let calls = calls.iter().map(|call| &call.tokens);
    Cookie { config: quote!(#start #(#calls)*), assertions }
}

/// A `&'static str`.
impl ToTokens for Text {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Literal(literal) => literal.to_tokens(tokens),
            Self::Const(value) => {
                tokens.extend(assertion::constant(&quote!(&'static ::core::primitive::str), value));
            }
        }
    }
}

/// The builder calls that take a value as it stands.
fn plain_calls(keys: &StructKeys) -> impl Iterator<Item = Call> {
    let texts = [(names::PATH, &keys.path), (names::DOMAIN, &keys.domain)];
    let switches = [
        (names::PERSISTENT, &keys.persistent),
        (names::SECURE, &keys.secure),
        (names::HTTP_ONLY, &keys.http_only),
        (names::PARTITIONED, &keys.partitioned),
        (names::ID, &keys.id),
    ];
    let texts = texts.into_iter().filter_map(|(key, given)| Some(Call::new(key, &given.as_ref()?.value)));
    let switches =
        switches.into_iter().filter_map(|(key, given)| Some(Call::new(key, &given.as_ref()?.value)));
    texts.chain(switches)
}

/// Records what is wrong with a text taken by itself.
fn check_text(given: Option<&Given<Text>>, fault: fn(&str) -> Option<String>, errors: &mut Errors) {
    let Some(literal) = given.and_then(|given| given.value.literal()) else { return };
    if let Some(fault) = fault(&literal.value()) {
        errors.push(literal.span(), fault);
    }
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
fn check_prefix(keys: &StructKeys, errors: &mut Errors) {
    let name = match keys.cookie.as_ref().map(|given| &given.value) {
        // A name that could not be read is not the default one.
        None if keys.broken.contains(&names::COOKIE) => return,
        None => DEFAULT_NAME.to_owned(),
        Some(Text::Literal(name)) => name.value(),
        Some(Text::Const(_)) => return,
    };
    let Some(prefix) = prefix_of(&name) else { return };
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
    if let Some(domain) = sound(keys.domain.as_ref(), domain_fault) {
        errors.push(
            domain.span(),
            format_args!("`{name}` may not have a domain: {drops}; remove `domain`, or choose a name without `{prefix}`"),
        );
    }
    if let Some(path) = sound(keys.path.as_ref(), path_fault).filter(|path| path.value() != "/") {
        errors.push(
            path.span(),
            format_args!(
                "`{name}` must have the path `/`: {drops}; remove `path`, or choose a name without `{prefix}`"
            ),
        );
    }
}

/// A literal that has no fault of its own.
fn sound(given: Option<&Given<Text>>, fault: fn(&str) -> Option<String>) -> Option<&LitStr> {
    given.and_then(|given| given.value.literal()).filter(|literal| fault(&literal.value()).is_none())
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
