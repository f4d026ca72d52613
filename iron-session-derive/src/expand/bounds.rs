//! What the impls ask of the struct and of its type parameters.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{WherePredicate, parse_quote};

use crate::attr::Kind;
use crate::expand::subject;
use crate::expand::trait_name::trait_name;
use crate::model::Model;

/// `Default + Send + Sync + 'static`: what the trait of a session asks of the struct. That of a token asks
/// for no default.
fn supertraits(kind: Kind) -> TokenStream {
    let default = (kind == Kind::Session).then(|| quote!(::core::default::Default+));
    quote!(#default ::core::marker::Send + ::core::marker::Sync + 'static)
}

/// `Visit: Sized + Default + Send + Sync + 'static`, as a bound that rustc does not check here.
///
/// It checks no bound that has a lifetime of its own, here `'__any`, where it is declared.
pub(crate) fn unchecked(model: &Model) -> WherePredicate {
    let ident = &model.ident;
    let (_, ty_generics, _) = model.generics.split_for_impl();
    let supertraits = supertraits(model.kind);
    parse_quote!(for<'__any> #ident #ty_generics: ::core::marker::Sized + #supertraits)
}

/// What is required of the struct itself.
fn of_self(model: &Model) -> Option<WherePredicate> {
    let ident = &model.ident;
    if model.has_parameters() {
        let (_, ty_generics, _) = model.generics.split_for_impl();
        let supertraits = supertraits(model.kind);
        return Some(parse_quote!(#ident #ty_generics: #supertraits));
    }
    // Each field has to be safe to send and to share. rustc says so at the field, and not again at the
    // struct.
    model
        .checks_threads_by_field()
        .then(|| parse_quote!(for<'__any> #ident: ::core::marker::Send + ::core::marker::Sync))
}

/// What must be true of the type parameters.
///
/// ```text
/// Cart<T>: ::iron_session::__private::Migrate<CartV1>,
/// CartV1<T>: ::iron_session::IronSession,
/// Vec<T>: ::iron_session::__private::Member,
/// ```
pub(crate) fn all(model: &Model) -> Vec<WherePredicate> {
    let Model { ident, runtime, .. } = model;
    let mut bounds: Vec<WherePredicate> = of_self(model).into_iter().collect();
    if let Some(from) = model.schema.from.as_ref().filter(|_| model.has_parameters()) {
        let (_, ty_generics, _) = model.generics.split_for_impl();
        bounds.push(parse_quote!(#ident #ty_generics: #runtime::__private::Migrate<#from>));
        if model.is_generic(from) {
            let derived = trait_name(model.kind);
            bounds.push(parse_quote!(#from: #runtime::#derived));
        }
    }
    bounds.extend(of_members(model));
    bounds
}

/// ```text
/// Vec<T>: ::iron_session::__private::Member + ::iron_session::__private::ThreadSafe,
/// T: ::iron_session::__private::Member,
/// ```
pub(crate) fn of_members(model: &Model) -> Vec<WherePredicate> {
    let runtime = &model.runtime;
    let sealed = model.coded().filter(|field| !field.is_broken);
    let sealed = sealed.map(|field| field.shape.value_type().unwrap_or(&field.ty));
    let generic = sealed.filter(|ty| model.is_generic(ty));
    let bound = |ty| parse_quote!(#ty: #runtime::__private::Member + #runtime::__private::ThreadSafe);
    generic.map(bound).chain(subject::bound(model)).collect()
}
