//! [`Field`]: one field of the session, with its default, its accessors and its place in the seal.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Attribute, Expr, Ident, Path, Type};

use crate::attr::{FieldKeys, Given, WrittenField, names};
use crate::errors::Errors;
use crate::model::accessor::{self, Accessor};
use crate::model::case::Case;
use crate::model::duration::Length;
use crate::model::lifetimes;
use crate::model::shape::Shape;
use crate::model::types;

/// A field, checked by itself.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) shape: Shape,
    /// The key `default`, with the declared default if it is not the type's.
    pub(crate) default: Option<Given<Option<Expr>>>,
    pub(crate) sealed: Sealed,
    pub(crate) accessors: Vec<Accessor>,
    /// The lines of its documentation, as attributes.
    pub(crate) docs: Vec<Attribute>,
    pub(crate) deprecated: Option<Attribute>,
}

/// What becomes of a field in the seal.
pub(crate) enum Sealed {
    Skipped,
    /// It holds the members that the struct does not name.
    Flattened(Span),
    Member(Member),
}

/// A member of the sealed JSON.
pub(crate) struct Member {
    /// Its name, then the others that it is read under; each where it was decided.
    pub(crate) names: Vec<(String, Span)>,
    pub(crate) form: Form,
}

/// How a member is written and read.
pub(crate) enum Form {
    Plain,
    With(Path),
    /// With a deadline so long after it was set.
    Expiring(Length),
}

impl Field {
    pub(crate) fn build(written: WrittenField, rename_all: Option<Case>, errors: &mut Errors) -> Self {
        let WrittenField { ident, ty, keys, docs, deprecated, .. } = written;
        keys.check_contradictions(errors);
        types::check(&ty, errors);
        let shape = Shape::of(&ty);
        keys.check_shape(&ty, &shape, errors);
        Self {
            accessors: accessor::of(&ident, &keys, &shape),
            sealed: sealed(&keys, &ident, &shape, rename_all, errors),
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

    /// The name without `r#`.
    pub(crate) fn name(&self) -> String {
        plain_name(&self.ident)
    }

    /// The member that is sealed, unless the field is skipped or flattened.
    pub(crate) fn member(&self) -> Option<&Member> {
        match &self.sealed {
            Sealed::Member(member) => Some(member),
            Sealed::Skipped | Sealed::Flattened(_) => None,
        }
    }
}

impl Member {
    /// The name that is written.
    pub(crate) fn name(&self) -> &str {
        &self.names[0].0
    }
}

fn sealed(
    keys: &FieldKeys,
    ident: &Ident,
    shape: &Shape,
    rename_all: Option<Case>,
    errors: &mut Errors,
) -> Sealed {
    if keys.skip.is_some() {
        return Sealed::Skipped;
    }
    if let Some(given) = &keys.flatten {
        return Sealed::Flattened(given.key);
    }
    let plain = plain_name(ident);
    let name = match &keys.rename {
        Some(given) => (given.value.value(), given.value.span()),
        None => (rename_all.map_or_else(|| plain.clone(), |case| case.apply(&plain)), ident.span()),
    };
    let aliases = keys.alias.iter().map(|given| (given.value.value(), given.value.span()));
    let lifetime = keys.lifetime.as_ref().filter(|_| matches!(shape, Shape::Expiring(_)));
    let lifetime = lifetime.and_then(|given| lifetimes::limited(names::LIFETIME, "the value", given, errors));
    let form = match (lifetime, &keys.with) {
        (Some(lifetime), _) => Form::Expiring(lifetime),
        (None, Some(with)) => Form::With(with.value.clone()),
        (None, None) => Form::Plain,
    };
    Sealed::Member(Member { names: std::iter::once(name).chain(aliases).collect(), form })
}

fn plain_name(ident: &Ident) -> String {
    ident.unraw().to_string()
}
