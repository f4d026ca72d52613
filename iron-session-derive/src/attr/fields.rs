//! The fields of the input, which must be a struct with named fields.

use syn::{Data, DataStruct, Field, Fields, Ident};

use crate::attr::kind::Kind;
use crate::errors::Errors;

/// The fields of a struct with named fields. Anything else is reported and has no fields.
pub(crate) fn named(name: &Ident, data: Data, kind: Kind, errors: &mut Errors) -> Vec<Field> {
    match data {
        Data::Struct(DataStruct { fields: Fields::Named(fields), .. }) => fields.named.into_iter().collect(),
        other => {
            refuse_kind(name, &other, kind, errors);
            Vec::new()
        }
    }
}

fn refuse_kind(name: &Ident, data: &Data, kind: Kind, errors: &mut Errors) {
    let (span, advice) = match data {
        Data::Struct(DataStruct { fields: Fields::Unit, .. }) => {
            (name.span(), format!("write `struct {name} {{}}` or add some"))
        }
        Data::Struct(_) => (name.span(), format!("write `struct {name} {{ .. }}`")),
        Data::Enum(data) => {
            (data.enum_token.span, format!("write `struct {name} {{ .. }}` and keep the enum in a field"))
        }
        Data::Union(data) => (data.union_token.span, format!("write `struct {name} {{ .. }}`")),
    };
    errors.push(span, format_args!("a {kind} is a struct with named fields; {advice}"));
}
