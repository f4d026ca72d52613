//! [`Field`]: one field of the session, with its default, its accessors and its place in the seal.

use std::collections::HashSet;
use std::iter;

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Attribute, Expr, ExprPath, Ident, Path, Type};

use crate::attr::{FieldKeys, Given, WrittenField, names};
use crate::errors::Errors;
use crate::model::accessor::{self, Accessor};
use crate::model::case::Case;
use crate::model::duration::Length;
use crate::model::shape::Shape;
use crate::model::{field_checks, lifetimes, lossy, types};

/// A field, checked by itself.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) shape: Shape,
    /// The key `default`, with the declared default if it is not the type's.
    pub(crate) default: Option<Given<Option<Expr>>>,
    /// Whether a value that cannot be read takes the default.
    pub(crate) or_default: bool,
    pub(crate) place: Place,
    pub(crate) accessors: Vec<Accessor>,
    /// The lines of its documentation, which its accessors have too.
    pub(crate) docs: Vec<Attribute>,
    /// Its `#[deprecated]`, which its accessors have too.
    pub(crate) deprecated: Option<Attribute>,
}

/// A field's place in the seal.
pub(crate) enum Place {
    /// It is not sealed.
    Skipped,
    /// It holds the members that the struct does not name.
    Flattened(Span),
    Member(Member),
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
    /// Overdue this long after the request that set it.
    Expiring(Length),
}

/// Checks every field by itself.
pub(crate) fn build(written: Vec<WrittenField>, rename_all: Option<Case>, errors: &mut Errors) -> Vec<Field> {
    let mut fields: Vec<Field> =
        written.into_iter().map(|field| Field::build(field, rename_all, errors)).collect();
    // rustc reports a field that is declared twice. Nothing else needs to be said about it.
    let mut declared = HashSet::new();
    fields.retain(|field| declared.insert(field.name()));
    fields
}

impl Field {
    fn build(written: WrittenField, rename_all: Option<Case>, errors: &mut Errors) -> Self {
        let WrittenField { ident, ty, keys, docs, deprecated, .. } = written;
        field_checks::check_contradictions(&keys, errors);
        types::check(&ty, errors);
        let shape = Shape::of(&ty);
        field_checks::check_shape(&keys, &ty, &shape, errors);
        if keys.skip.is_none() && keys.with.is_none() {
            lossy::check(&ty, errors);
        }
        Self {
            accessors: accessor::of(&ident, &keys, &shape),
            place: place(&keys, &ident, &shape, rename_all, errors),
            or_default: keys.or_default.is_some(),
            default: keys.default,
            shape,
            docs,
            deprecated,
            ty,
            ident,
        }
    }

    /// The declared default, if it is not the type's.
    pub(crate) fn declared_default(&self) -> Option<&Expr> {
        self.default.as_ref()?.value.as_ref()
    }

    /// Whether the spelling shows that the field is empty in a new session: an `Option` that is `None`, or an
    /// `Expiring` without a value.
    pub(crate) fn is_empty_by_default(&self) -> bool {
        match self.declared_default() {
            None => self.shape.is_option() || matches!(self.shape, Shape::Expiring(_)),
            Some(default) => self.shape.is_option() && is_none(default),
        }
    }

    /// The name without `r#`.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
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

/// Whether an expression is `None`, or `Option::None` by any path.
fn is_none(expr: &Expr) -> bool {
    match expr {
        Expr::Group(group) => is_none(&group.expr),
        Expr::Paren(paren) => is_none(&paren.expr),
        Expr::Path(ExprPath { qself: None, path, .. }) => {
            let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
            let (last, before) = (names.next(), names.next());
            last.is_some_and(|last| last == "None") && before.is_none_or(|before| before == "Option")
        }
        _ => false,
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
    Place::Member(Member { names, form: form(keys, shape, errors), is_certain })
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
    let lifetime = lifetime.and_then(|given| lifetimes::limited(names::LIFETIME, "the value", given, errors));
    match (lifetime, &keys.with) {
        (Some(lifetime), _) => Form::Expiring(lifetime),
        (None, Some(with)) => Form::With(with.value.clone()),
        (None, None) => Form::Plain,
    }
}
