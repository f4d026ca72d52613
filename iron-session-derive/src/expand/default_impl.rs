//! The impl of `Default`, from the declared defaults.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{WherePredicate, parse_quote};

use crate::model::{Field, Model, with_bounds};

/// ```text
/// impl Default for Visit {
///     fn default() -> Self {
///         Self { count: ::iron_session::__private::default_member::<u32>(), theme: Theme::Light }
///     }
/// }
/// ```
pub(crate) fn implement(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let values = model.fields.iter().map(|field| value(model, field));
    let generics = with_bounds(&model.generics, bounds(model));
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #impl_generics ::core::default::Default for #ident #ty_generics #where_clause {
            // Every `reset_..` calls it. Inlined there, code would grow with the square of the fields.
            #[inline(never)]
            fn default() -> Self {
                Self { #(#values),* }
            }
        }
    }
}

/// ```text
/// impl Default for Visit {
///     fn default() -> Self { unreachable!(..) }
/// }
/// ```
pub(crate) fn stub(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #impl_generics ::core::default::Default for #ident #ty_generics #where_clause {
            fn default() -> Self {
                ::core::unreachable!("the session type did not compile")
            }
        }
    }
}

/// `count: ::iron_session::__private::default_member::<u32>()`, or `theme: Theme::Light`
fn value(model: &Model, field: &Field) -> TokenStream {
    let (runtime, name, ty) = (&model.runtime, &field.ident, &field.ty);
    let undeclared = || quote_spanned!(ty.span()=> #runtime::__private::default_member::<#ty>());
    let value = field.declared_default().map_or_else(undeclared, ToTokens::to_token_stream);
    quote!(#name: #value)
}

/// `T: ::iron_session::__private::DefaultMember` for each type that depends on a parameter and has no
/// declared default.
fn bounds(model: &Model) -> impl Iterator<Item = WherePredicate> {
    let undeclared = model.fields.iter().filter(|field| field.declared_default().is_none());
    undeclared.filter(|field| model.is_generic(&field.ty)).map(|field| {
        let (runtime, ty) = (&model.runtime, &field.ty);
        parse_quote!(#ty: #runtime::__private::DefaultMember)
    })
}
