//! The keys that number the sealed schema and name the one before.

use syn::Type;
use syn::spanned::Spanned;

use crate::attr::{Given, StructKeys};
use crate::errors::Errors;

/// Which schema the struct seals, and from which type it is converted.
pub(crate) struct Schema {
    pub(crate) number: u16,
    pub(crate) from: Option<Type>,
}

/// Checks the keys; broken ones count as not given.
pub(crate) fn build(keys: &StructKeys, errors: &mut Errors) -> Schema {
    let number = keys.schema.as_ref().map(|given| {
        given.value.base10_parse().unwrap_or_else(|_| {
            errors.push(given.value.span(), "`schema` is a number from 0 to 65535, without sign or suffix");
            0
        })
    });
    if let Some(Given { value, key }) = &keys.from {
        match number {
            None => errors.push(*key, "`from` needs the number that this struct seals now; write `schema = 1` or higher beside it"),
            Some(0) if errors.is_empty() => errors.push(
                value.span(),
                "no seal has a lower schema than 0, so there is none to convert from; raise `schema`, or remove `from`",
            ),
            Some(_) => {}
        }
    }
    Schema { number: number.unwrap_or(0), from: keys.from.as_ref().map(|given| given.value.clone()) }
}
