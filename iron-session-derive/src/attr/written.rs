//! [`Written`]: the whole input of the derive, as it was read.

use proc_macro2::Span;
use syn::{Attribute, DeriveInput, Field, Generics, Ident, Type, Visibility};

use crate::attr::field_keys::{FieldKeys, on_field};
use crate::attr::kind::Kind;
use crate::attr::struct_keys::{StructKeys, on_struct};
use crate::attr::{fields, others};
use crate::errors::Errors;

/// What the user wrote. A key that could not be read is reported and left out.
pub(crate) struct Written {
    pub(crate) kind: Kind,
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) generics: Generics,
    pub(crate) keys: StructKeys,
    /// Where the first `#[serde(..)]` on the struct is.
    pub(crate) serde: Option<Span>,
    pub(crate) fields: Vec<WrittenField>,
}

/// What the user wrote of one field.
pub(crate) struct WrittenField {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) keys: FieldKeys,
    /// Where the first `#[serde(..)]` on the field is.
    pub(crate) serde: Option<Span>,
    /// The lines of the field's documentation.
    pub(crate) docs: Vec<Attribute>,
    pub(crate) deprecated: Option<Attribute>,
    /// Whether a key could not be read, so that it is not known what was meant.
    pub(crate) is_broken: bool,
}

/// Reads the input. What is not a struct with named fields counts as one without fields.
pub(crate) fn read(input: DeriveInput, kind: Kind, errors: &mut Errors) -> Written {
    let DeriveInput { attrs, vis, ident, generics, data } = input;
    let fields = fields::named(&ident, data, kind, errors);
    Written {
        kind,
        keys: on_struct(&attrs, kind, errors),
        serde: others::serde(&attrs),
        fields: fields.into_iter().filter_map(|field| read_field(field, kind, errors)).collect(),
        ident,
        vis,
        generics,
    }
}

/// Reads one field. It has a name, since it belongs to a struct with named fields. rustc reports the name
/// `_`.
fn read_field(field: Field, kind: Kind, errors: &mut Errors) -> Option<WrittenField> {
    let Field { attrs, ident, ty, .. } = field;
    let known = errors.count();
    let keys = on_field(&attrs, kind, errors);
    let Some(ident) = ident.filter(|ident| ident != "_") else {
        errors.told_by_rustc();
        return None;
    };
    Some(WrittenField {
        ident,
        ty,
        keys,
        serde: others::serde(&attrs),
        docs: others::docs(&attrs),
        deprecated: others::deprecated(&attrs),
        is_broken: errors.count() > known,
    })
}
