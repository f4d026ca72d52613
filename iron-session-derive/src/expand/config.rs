//! The `Config` of a session: the cookie's name, and one builder call for each other key.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Path;

use crate::attr::names;
use crate::expand::value;
use crate::model::{Setting, Settings, Value};

/// `Config::new("visit").max_age(..)`, with all keys that were given.
pub(crate) fn whole(runtime: &Path, settings: &Settings) -> TokenStream {
    let (start, calls) = (start(runtime, settings), calls(runtime, &settings.all));
    quote!(#start #calls)
}

/// `Config::new("visit")`
pub(crate) fn start(runtime: &Path, settings: &Settings) -> TokenStream {
    let name = settings.setting(names::COOKIE).map(|name| argument(runtime, name));
    quote!(#runtime::Config::new(#name))
}

/// `.max_age(..).secure(true)`; the name has no call of its own.
pub(crate) fn calls<'a>(runtime: &Path, settings: impl IntoIterator<Item = &'a Setting>) -> TokenStream {
    let settings = settings.into_iter().filter(|setting| setting.key != names::COOKIE);
    settings.map(|setting| call(runtime, setting)).collect()
}

/// `.max_age(..)`
fn call(runtime: &Path, setting: &Setting) -> TokenStream {
    let method = match setting.value {
        Value::Never => "no_absolute_timeout",
        Value::Fe26 => "format_fe26",
        Value::Fe26Until(_) => "accept_fe26",
        _ => setting.key,
    };
    let (method, argument) = (format_ident!("{method}"), argument(runtime, setting));
    quote!(.#method(#argument))
}

/// `"visit"`, `Duration::from_secs(3600)`, `true`, `SameSite::Strict`, a number, or nothing.
pub(crate) fn argument(runtime: &Path, setting: &Setting) -> TokenStream {
    match &setting.value {
        Value::Text(text) => value::text(text, &value::of_key(setting.key)),
        Value::Length(length) => value::length(length, &value::of_key(setting.key)),
        Value::Switch(switch) => quote!(#switch),
        Value::Number(number) => quote!(#number),
        Value::Variant { of, name } => {
            let (of, name) = (format_ident!("{of}"), format_ident!("{name}"));
            quote!(#runtime::#of::#name)
        }
        Value::Fe26Until(until) => quote!(#until),
        Value::Never | Value::Fe26 => TokenStream::new(),
    }
}
