//! [`Field`]: one field of the struct, with its default, its accessors and its place in the seal.

use std::collections::HashMap;
use std::iter;

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Attribute, Generics, Ident, Path, Type};

use crate::attr::{FieldKeys, Kind, WrittenField, names};
use crate::errors::Errors;
use crate::model::accessor::{self, Accessor};
use crate::model::case::Case;
use crate::model::default::{self, Default};
use crate::model::docs::Docs;
use crate::model::duration::Length;
use crate::model::shape::{self, Shape};
use crate::model::{field_checks, generics, leaf, lifetimes, lossy, types};

/// A field, checked by itself.
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
pub(crate) struct Field {
    pub(crate) ident: Ident,
    /// The name without `r#`.
    name: String,
    pub(crate) ty: Type,
    /// Whether the struct has type or const parameters.
    pub(crate) is_in_generic: bool,
    /// Where the type begins and ends.
    pub(crate) ends: (Span, Span),
    pub(crate) shape: Shape,
    /// The type within its type that a message about sealing it should name, if not the whole.
    pub(crate) leaf: Option<Type>,
    pub(crate) default: Default,
    /// Where the key `default` is.
    pub(crate) default_key: Option<Span>,
    /// Whether a value that cannot be read takes the default.
    pub(crate) or_default: bool,
    pub(crate) place: Place,
    pub(crate) accessors: Vec<Accessor>,
    /// Whether it is read by value, whatever its type.
    pub(crate) is_copy: bool,
    /// The lines of its documentation, which its accessors have too.
    pub(crate) docs: Docs,
    /// Its `#[deprecated]`, which its accessors have too.
    pub(crate) deprecated: Option<Attribute>,
    /// Whether a mistake was reported in its keys or its type, so that rustc need not check it too.
    pub(crate) is_broken: bool,
}

/// A field's place in the seal.
pub(crate) enum Place {
    /// It is not sealed.
    Skipped,
    /// It holds the members that the struct does not name.
    Flattened(Span),
    Member(Box<Member>),
}

/// A member of the sealed JSON.
pub(crate) struct Member {
    /// Its name, then the others that it is read under; each with where it was decided.
    pub(crate) names: Vec<(String, Span)>,
    pub(crate) form: Form,
    /// Whether it is known that a value is read as it was written.
    pub(crate) is_certain: bool,
}

/// How a member is written and read.
pub(crate) enum Form {
    /// As the field's type does it.
    Plain,
    /// By the functions of a module.
    With(Path),
    /// Overdue this long after the request that set it; and where that was written.
    Expiring(Length, Span),
}

/// What the fields of a struct have in common.
pub(crate) struct Common<'a> {
    pub(crate) kind: Kind,
    pub(crate) generics: &'a Generics,
    pub(crate) rename_all: Option<Case>,
}

/// Checks every field by itself.
pub(crate) fn build(written: Vec<WrittenField>, common: &Common<'_>, errors: &mut Errors) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let mut declared: HashMap<String, usize> = HashMap::new();
    for field in written {
        let index = *declared.entry(field.ident.unraw().to_string()).or_insert(fields.len());
        // rustc reports a field that is declared twice. Nothing else needs to be said about it.
        if let Some(first) = fields.get_mut(index) {
            first.is_broken = true;
            errors.told_by_rustc();
        } else {
            fields.push(Field::build(field, common, errors));
        }
    }
    fields
}

impl Field {
    fn build(written: WrittenField, common: &Common<'_>, errors: &mut Errors) -> Self {
        let WrittenField { ident, ty, keys, docs, deprecated, is_broken, .. } = written;
        let known = errors.count();
        field_checks::check_contradictions(&keys, errors);
        let ty = types::check(ty, &keys, (common.kind, common.generics), errors);
        let borrows = generics::borrows(common.generics, &ty);
        let shape = Shape::of(&ty);
        field_checks::check_shape(&keys, &ty, &shape, common.kind, errors);
        if keys.skip.is_none() && keys.with.is_none() {
            lossy::check(&ty, errors);
        }
        let (default, default_key) = default::of(&keys, &shape);
        // The bounds of a generic type name the whole.
        let leaf = leaf::of(&ty, &shape).filter(|_| !generics::is_generic(common.generics, &ty)).cloned();
        let place = place(&keys, &ident, &shape, common.rename_all, errors);
        Self {
            accessors: match common.kind {
                Kind::Session => accessor::of(&ident, &keys, &shape),
                Kind::Token => Vec::new(),
            },
            place,
            or_default: keys.or_default.is_some(),
            is_copy: keys.copy.is_some(),
            default,
            default_key,
            is_in_generic: generics::parameters(common.generics).next().is_some(),
            ends: shape::ends(&ty),
            shape,
            leaf,
            docs: Docs::of(docs),
            deprecated,
            ty,
            name: ident.unraw().to_string(),
            ident,
            is_broken: is_broken || borrows || errors.count() > known,
        }
    }

    /// Whether the spelling shows that the field is empty in a new session.
    pub(crate) fn is_empty_by_default(&self) -> bool {
        self.default.is_empty(&self.shape)
    }

    /// Whether a token that lacks the member is refused.
    pub(crate) fn is_required(&self) -> bool {
        let has_default = self.default_key.is_some() || self.or_default || self.shape.is_option();
        !has_default && !self.is_skipped()
    }

    /// The name without `r#`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether the field is never sealed.
    pub(crate) fn is_skipped(&self) -> bool {
        matches!(self.place, Place::Skipped)
    }

    /// The member that is sealed, unless the field is skipped or flattened.
    pub(crate) fn member(&self) -> Option<&Member> {
        match &self.place {
            Place::Member(member) => Some(member),
            Place::Skipped | Place::Flattened(_) => None,
        }
    }
}

impl Member {
    /// The name that is written.
    pub(crate) fn name(&self) -> &str {
        &self.names[0].0
    }

    /// The other names that the member is read under.
    pub(crate) fn aliases(&self) -> &[(String, Span)] {
        &self.names[1..]
    }
}

fn place(
    keys: &FieldKeys,
    ident: &Ident,
    shape: &Shape,
    rename_all: Option<Case>,
    errors: &mut Errors,
) -> Place {
    if keys.skip.is_some() {
        return Place::Skipped;
    }
    if let Some(given) = &keys.flatten {
        return Place::Flattened(given.key);
    }
    let name = sealed_name(keys, ident, rename_all);
    let aliases = keys.alias.iter().map(|given| (given.value.value(), given.value.span()));
    let names = iter::once(name).chain(aliases).collect();
    let is_certain = keys.with.is_none() && shape.is_certain();
    Place::Member(Box::new(Member { names, form: form(keys, shape, errors), is_certain }))
}

/// The name that is written, and where it was decided.
fn sealed_name(keys: &FieldKeys, ident: &Ident, rename_all: Option<Case>) -> (String, Span) {
    if let Some(given) = &keys.rename {
        return (given.value.value(), given.value.span());
    }
    let plain = ident.unraw().to_string();
    let name = match rename_all {
        Some(case) => case.apply(&plain),
        None => plain,
    };
    (name, ident.span())
}

fn form(keys: &FieldKeys, shape: &Shape, errors: &mut Errors) -> Form {
    let lifetime = keys.lifetime.as_ref().filter(|_| matches!(shape, Shape::Expiring(_)));
    let lifetime = lifetime.and_then(|given| {
        let length = lifetimes::limited(names::LIFETIME, "the value", given, errors)?;
        Some((length, given.value.span()))
    });
    match (lifetime, &keys.with) {
        (Some((length, span)), _) => Form::Expiring(length, span),
        (None, Some(with)) => Form::With(with.value.clone()),
        (None, None) => Form::Plain,
    }
}
