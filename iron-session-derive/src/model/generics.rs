//! The struct's generic parameters, and which types depend on them.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericParam, Generics, Ident, Type, WherePredicate};

use crate::errors::Errors;

/// Reports lifetimes, since a session owns its data.
pub(crate) fn check(generics: &Generics, errors: &mut Errors) {
    for lifetime in generics.lifetimes() {
        errors.push(
            lifetime.lifetime.span(),
            "a session owns its data, since it outlives the request's bytes; remove the lifetime and write `String`, \
             `Vec<..>` or another owned type",
        );
    }
}

/// The type and const parameters.
pub(crate) fn parameters(generics: &Generics) -> impl Iterator<Item = &Ident> {
    generics.params.iter().filter_map(|parameter| match parameter {
        GenericParam::Type(parameter) => Some(&parameter.ident),
        GenericParam::Const(parameter) => Some(&parameter.ident),
        GenericParam::Lifetime(_) => None,
    })
}

/// Whether a type mentions a type or const parameter.
pub(crate) fn is_generic(generics: &Generics, ty: &Type) -> bool {
    let parameters: Vec<&Ident> = parameters(generics).collect();
    mentions(ty.to_token_stream(), &parameters)
}

fn mentions(tokens: TokenStream, idents: &[&Ident]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => idents.iter().any(|known| **known == ident),
        TokenTree::Group(group) => mentions(group.stream(), idents),
        _ => false,
    })
}

/// Generics with more bounds.
pub(crate) fn with_bounds(generics: &Generics, bounds: impl IntoIterator<Item = WherePredicate>) -> Generics {
    let mut generics = generics.clone();
    let bounds: Vec<_> = bounds.into_iter().collect();
    if !bounds.is_empty() {
        generics.make_where_clause().predicates.extend(bounds);
    }
    generics
}
