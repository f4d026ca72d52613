//! The second stage, what it means: the keys checked by themselves and against each other.

mod accessor;
mod case;
mod clashes;
mod cookie;
mod cookie_checks;
mod date;
mod default;
mod docs;
mod duration;
mod field;
mod field_checks;
mod format;
mod generics;
mod grammar;
mod leaf;
mod lifetimes;
mod lossy;
mod members;
mod order;
mod schema;
mod serde_attributes;
mod session;
mod setting;
mod shape;
#[cfg(test)]
mod shared_constants;
mod size;
mod subject;
mod token;
mod transparent;
mod types;
mod unsized_types;

use syn::parse_quote;

use crate::attr::{Kind, Written};
use crate::errors::Errors;

pub(crate) use accessor::{Accessor, Action};
pub(crate) use default::Default;
pub(crate) use duration::Length;
use field::Common;
pub(crate) use field::{Field, Form, Member};
pub(crate) use generics::with_bounds;
pub(crate) use order::Order;
pub(crate) use session::Model;
pub(crate) use setting::{Setting, Settings, Value};
pub(crate) use shape::{Shape, start};

/// Checks what was written, and says what it means.
pub(crate) fn build(written: Written, errors: &mut Errors) -> Model {
    generics::check(&written, errors);
    serde_attributes::check(&written, errors);
    let Written { kind, ident, vis, generics, keys, fields, .. } = written;
    let rename_all = case::rule(&keys, errors);
    let subject = subject::build(&keys, &fields, errors);
    let common = Common { kind, generics: &generics, rename_all };
    let fields = field::build(fields, &common, errors);
    let settings = match kind {
        Kind::Session => cookie::build(&keys, errors),
        Kind::Token => token::build(&keys, &ident, errors),
    };
    let model = Model {
        kind,
        ident,
        vis,
        settings,
        schema: schema::build(&keys, errors),
        subject,
        is_shared: keys.format.is_some(),
        own_default: keys.default.is_some(),
        runtime: keys.krate.map_or_else(|| parse_quote!(::iron_session), |given| given.value),
        fields,
        generics,
    };
    members::check(&model, errors);
    if kind == Kind::Session {
        clashes::check(&model, errors);
    }
    model
}
