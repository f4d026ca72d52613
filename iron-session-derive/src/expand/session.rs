//! The model to tokens. What is emitted names fields and calls the runtime; it contains no logic of its own.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::parse_quote;
use syn::spanned::Spanned;

use crate::errors::Errors;
use crate::expand::session_impl;
use crate::expand::{accessors, constants};
use crate::model::{Model, with_bounds};

/// Everything that a correct struct derives.
pub(crate) fn session(model: &Model) -> TokenStream {
    let accessors = accessors::implement(model);
    let default = (!model.own_default).then(|| default(model));
    let contract = session_impl::expand(model);
    let assertions = constants::assertions(&model.runtime, &model.cookie);
    quote!(#assertions #accessors #default #contract)
}

/// The messages, and beside them impls that keep rustc from reporting what follows from the mistakes.
pub(crate) fn stub(model: &Model, errors: &Errors) -> TokenStream {
    let messages = errors.to_token_stream();
    let accessors = accessors::implement(model);
    let Model { ident, .. } = model;
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    let default = (!model.own_default).then(|| {
        quote! {
            #[automatically_derived]
            #[allow(deprecated)]
            impl #impl_generics ::core::default::Default for #ident #ty_generics #where_clause {
                fn default() -> Self {
                    ::core::unreachable!("the session type did not compile")
                }
            }
        }
    });
    let contract = session_impl::stub(model);
    quote!(#messages #accessors #default #contract)
}

/// ```text
/// impl Default for Visit {
///     fn default() -> Self {
///         Self { count: ::iron_session::__private::default_member::<u32>(), theme: Theme::Light }
///     }
/// }
/// ```
fn default(model: &Model) -> TokenStream {
    let Model { ident, runtime, .. } = model;
    let values = model.fields.iter().map(|field| {
        let (name, ty) = (&field.ident, &field.ty);
        let undeclared = || quote_spanned!(ty.span()=> #runtime::__private::default_member::<#ty>());
        let value = field.declared_default().map_or_else(undeclared, ToTokens::to_token_stream);
        quote!(#name: #value)
    });
    let undeclared = model.fields.iter().filter(|field| field.declared_default().is_none());
    let bounds = undeclared.filter(|field| model.is_generic(&field.ty)).map(|field| {
        let ty = &field.ty;
        parse_quote!(#ty: #runtime::__private::DefaultMember)
    });
    let generics = with_bounds(&model.generics, bounds);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #impl_generics ::core::default::Default for #ident #ty_generics #where_clause {
            // Every `reset_..` calls it; inlined there, code would grow with the square of the fields.
            #[inline(never)]
            fn default() -> Self {
                Self { #(#values),* }
            }
        }
    }
}
