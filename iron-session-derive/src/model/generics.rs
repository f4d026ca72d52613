//! The struct's generic parameters, and which types depend on them.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericParam, Generics, Ident, Lifetime, LifetimeParam, Type, WherePredicate};

use crate::attr::Written;
use crate::errors::Errors;

/// Reports lifetimes, since a session owns its data. rustc reports those that no field uses.
pub(crate) fn check(written: &Written, errors: &mut Errors) {
    for LifetimeParam { lifetime, .. } in written.generics.lifetimes() {
        if !written.fields.iter().any(|field| mentions_lifetime(field.ty.to_token_stream(), lifetime)) {
            errors.told_by_rustc();
            continue;
        }
        errors.push(
            lifetime.span(),
            format_args!(
                "a {} owns its data, since it outlives the request's bytes; remove the lifetime and write `String`, \
                 `Vec<..>` or another owned type",
                written.kind
            ),
        );
    }
}

/// Whether a lifetime is a parameter of the struct.
pub(crate) fn declares(generics: &Generics, lifetime: &Lifetime) -> bool {
    generics.lifetimes().any(|parameter| parameter.lifetime.ident == lifetime.ident)
}

/// Whether a type mentions a lifetime that the struct declares, which is reported there.
pub(crate) fn borrows(generics: &Generics, ty: &Type) -> bool {
    generics.lifetimes().any(|parameter| mentions_lifetime(ty.to_token_stream(), &parameter.lifetime))
}

fn mentions_lifetime(tokens: TokenStream, lifetime: &Lifetime) -> bool {
    let mut is_after_apostrophe = false;
    tokens.into_iter().any(|token| {
        let was_after_apostrophe = is_after_apostrophe;
        is_after_apostrophe = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
        match token {
            TokenTree::Ident(ident) => was_after_apostrophe && ident == lifetime.ident,
            TokenTree::Group(group) => mentions_lifetime(group.stream(), lifetime),
            _ => false,
        }
    })
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
    !parameters.is_empty() && mentions(ty.to_token_stream(), &parameters)
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
