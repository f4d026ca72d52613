//! The impl of `Default`, from the declared defaults.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{WherePredicate, parse_quote};

use crate::attr::Kind;
use crate::expand::never::never;
use crate::model::{Default, Field, Model, with_bounds};

/// ```text
/// impl Default for Visit {
///     fn default() -> Self {
///         Self { count: ::iron_session::__private::default_member::<u32>(), theme: Theme::Light }
///     }
/// }
/// ```
pub(crate) fn implement(model: &Model) -> TokenStream {
    let values = model.fields.iter().map(|field| {
        let (name, value) = (&field.ident, value(model, field));
        quote!(#name: #value)
    });
    implement_with(model, None, &quote!(Self { #(#values),* }))
}

fn implement_with(model: &Model, bound: Option<WherePredicate>, body: &TokenStream) -> TokenStream {
    let ident = &model.ident;
    let generics = with_bounds(&model.generics, bounds(model).chain(bound));
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #impl_generics ::core::default::Default for #ident #ty_generics #where_clause {
            // Every `reset_..` calls it. Inlined there, code would grow with the square of the fields.
            #[inline(never)]
            fn default() -> Self {
                #body
            }
        }
    }
}

/// ```text
/// impl Default for Visit {
///     fn default() -> Self {
///         let _: u32 = ::iron_session::__private::default_member::<u32>();
///         unreachable!(..)
///     }
/// }
/// ```
///
/// The defaults without a mistake are checked as in a correct struct.
pub(crate) fn stub(model: &Model) -> TokenStream {
    let sound = model.fields.iter().filter(|field| !field.is_broken);
    let values = sound.map(|field| {
        let (ty, value) = (&field.ty, value(model, field));
        quote!(let _: #ty = #value;)
    });
    let never = never();
    // The last field may have no size. `for<'__any>` keeps rustc from saying so here too.
    let has_size = parse_quote!(for<'__any> Self: ::core::marker::Sized);
    implement_with(model, Some(has_size), &quote!(#(#values)* #never))
}

/// `::iron_session::__private::default_member::<u32>()`, or `Theme::Light`
pub(crate) fn value(model: &Model, field: &Field) -> TokenStream {
    let (runtime, ty) = (&model.runtime, &field.ty);
    match &field.default {
        Default::OfType => quote_spanned!(ty.span()=> #runtime::__private::default_member::<#ty>()),
        Default::Value(value) => value.to_token_stream(),
        Default::Text(text) => quote!(::std::string::String::from(#text)),
        Default::SomeText(text) => {
            quote!(::core::option::Option::Some(::std::string::String::from(#text)))
        }
    }
}

/// `T: ::iron_session::__private::DefaultMember` for each type that depends on a parameter and has no
/// declared default.
pub(crate) fn bounds(model: &Model) -> impl Iterator<Item = WherePredicate> {
    // A token asks for no default of a member that is always there.
    let asks = |field: &&Field| model.kind == Kind::Session || !field.is_required();
    let undeclared =
        model.fields.iter().filter(|field| !field.is_broken && matches!(field.default, Default::OfType));
    let undeclared = undeclared.filter(asks);
    undeclared.filter(|field| model.is_generic(&field.ty)).map(|field| {
        let (runtime, ty) = (&model.runtime, &field.ty);
        parse_quote!(#ty: #runtime::__private::DefaultMember)
    })
}
