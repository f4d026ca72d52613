//! All keys of the `#[iron(..)]` attributes, one after the other.

use proc_macro2::{Span, TokenTree};
use syn::parse::ParseStream;
use syn::{Attribute, Ident, Meta, Token};

use crate::attr::key::Key;
use crate::attr::nearest;
use crate::attr::place::Place;
use crate::attr::synonyms::Meant;
use crate::errors::Errors;

/// Calls `read` at every key of every `#[iron(..)]`. After an error it goes on after the next comma.
///
/// Returns the known keys that were meant but could not be read, so that none counts as missing or at its
/// default.
pub(crate) fn each(
    attrs: &[Attribute],
    place: Place,
    errors: &mut Errors,
    mut read: impl FnMut(&Key, ParseStream, &mut Errors) -> syn::Result<()>,
) -> Vec<&'static str> {
    let mut broken = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("iron")) {
        let Meta::List(list) = &attr.meta else {
            let span = attr.path().get_ident().map_or_else(Span::call_site, Ident::span);
            errors.push(
                span,
                format_args!("keys stand in parentheses; write `#[iron({} = ..)]`", place.known()[0]),
            );
            continue;
        };
        let parsed = list.parse_args_with(|input: ParseStream| {
            while !input.is_empty() {
                broken.extend(one(input, place, errors, &mut read));
                let _: Option<Token![,]> = input.parse()?;
            }
            Ok(())
        });
        if let Err(error) = parsed {
            errors.extend(error);
        }
    }
    broken
}

/// Reads one key, and after an error skips what is left of it. Returns the known key that could not be read.
fn one(
    input: ParseStream,
    place: Place,
    errors: &mut Errors,
    read: &mut impl FnMut(&Key, ParseStream, &mut Errors) -> syn::Result<()>,
) -> Option<&'static str> {
    let mut broken = None;
    let result = Key::parse(input, place.known()).and_then(|key| {
        // A session and a token have some keys each that the other has not.
        let is_known = place.known().contains(&key.name.as_str());
        let result = if is_known { read(&key, input, errors) } else { Err(key.unknown(place)) };
        if result.is_err() {
            broken = match place.meant(&key.name) {
                Some(Meant::Key(meant)) => Some(meant),
                _ => nearest::of(&key.name, place.known()),
            };
        }
        result
    });
    if let Err(error) = result.and_then(|()| end_of_key(input)) {
        errors.extend(error);
        skip_to_comma(input);
    }
    broken
}

fn end_of_key(input: ParseStream) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(());
    }
    Err(input.error("this does not belong to the key before; write `,` between keys"))
}

fn skip_to_comma(input: ParseStream) {
    while !input.is_empty() && !input.peek(Token![,]) {
        // One token tree always parses where the input is not at its end.
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}
