//! The keys that number the sealed schema and name the one before.

use syn::{LitInt, Type};

use crate::attr::{Given, StructKeys, names};
use crate::errors::Errors;

/// Which schema the struct seals, and from which type it is converted.
pub(crate) struct Schema {
    pub(crate) number: u16,
    pub(crate) from: Option<Type>,
}

/// Checks the keys; broken ones count as not given.
pub(crate) fn build(keys: &StructKeys, errors: &mut Errors) -> Schema {
    let number = keys.schema.as_ref().and_then(|given| number(&given.value, errors));
    if let Some(from) = &keys.from {
        match (&keys.schema, number) {
            (Some(schema), Some(0)) => errors.push(
                schema.value.span(),
                "no seal has a lower schema than 0, so there is none to convert from; write `schema = 1` or higher, \
                 or remove `from`",
            ),
            (None, _) if !keys.broken.contains(&names::SCHEMA) => errors.push(
                from.key,
                "`from` needs the number that this struct seals now; write `schema = 1` or higher beside it",
            ),
            _ => {}
        }
    }
    Schema { number: number.unwrap_or(0), from: keys.from.as_ref().map(|Given { value, .. }| value.clone()) }
}

fn number(literal: &LitInt, errors: &mut Errors) -> Option<u16> {
    let number = literal.base10_parse().ok().filter(|_| literal.suffix().is_empty());
    if number.is_none() {
        errors.push(literal.span(), "`schema` is a number from 0 to 65535, without sign or suffix");
    }
    number
}
