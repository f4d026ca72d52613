//! The model to tokens. What is emitted names fields and calls the runtime; it contains no logic of its own.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, WherePredicate, parse_quote};

use crate::accessors;
use crate::errors::Errors;
use crate::model::Model;

/// Everything that a correct struct derives.
pub(crate) fn session(model: &Model) -> TokenStream {
    let accessors = accessors::expand(model);
    let default = (!model.own_default).then(|| default(model));
    let contract = contract(model);
    quote!(#accessors #default #contract)
}

/// The messages, and beside them impls that keep rustc from reporting what follows from the mistakes.
pub(crate) fn stub(model: &Model, errors: &Errors) -> TokenStream {
    let messages = errors.to_token_stream();
    let accessors = accessors::expand(model);
    let Model { ident, runtime, .. } = model;
    let (impl_generics, ty_generics, where_clause) = model.generics.split_for_impl();
    let default = (!model.own_default).then(|| {
        quote! {
            #[automatically_derived]
            impl #impl_generics ::core::default::Default for #ident #ty_generics #where_clause {
                fn default() -> Self {
                    ::core::unreachable!("the session type did not compile")
                }
            }
        }
    });
    let members = TokenStream::new();
    let contract = contract_impl(
        model,
        &model.generics,
        &quote!(#runtime::Config::new("session")),
        &members,
        &members,
        &members,
    );
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
        match &field.default {
            Some(default) => quote!(#name: #default),
            None => quote_spanned!(ty.span()=> #name: #runtime::__private::default_member::<#ty>()),
        }
    });
    let undeclared = model.fields.iter().filter(|field| field.default.is_none());
    let bounds = undeclared.filter(|field| model.is_generic(&field.ty)).map(|field| {
        let ty = &field.ty;
        parse_quote!(#ty: #runtime::__private::DefaultMember)
    });
    let generics = with_bounds(&model.generics, bounds);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics ::core::default::Default for #ident #ty_generics #where_clause {
            fn default() -> Self {
                Self { #(#values),* }
            }
        }
    }
}

/// ```text
/// impl IronSession for Visit {
///     const CONFIG: Config = Config::new("visit").max_age(..);
///     const MEMBERS: &'static [&'static str] = &["count"];
///     fn write_members(..) { Slot::<u32>::write(out, "count", &self.count)?; Ok(()) }
///     fn read_member(..) { match index { 0 => Slot::<u32>::read(source, &mut self.count), .. } }
/// }
/// ```
fn contract(model: &Model) -> TokenStream {
    let Model { ident, runtime, cookie, .. } = model;
    let (name, calls) = (&cookie.name, &cookie.calls);
    let config = quote!(#runtime::Config::new(#name) #(#calls)*);
    let names = model.members().map(|(_, name)| quote!(#name,)).collect();
    let writes = model
        .members()
        .map(|(field, name)| {
            let (ident, ty) = (&field.ident, &field.ty);
            quote_spanned!(ty.span()=> #runtime::__private::Slot::<#ty>::write(__out, #name, &self.#ident)?;)
        })
        .collect();
    let reads = model
        .members()
        .enumerate()
        .map(|(index, (field, _))| {
            let (ident, ty) = (&field.ident, &field.ty);
            quote_spanned!(ty.span()=> #index => #runtime::__private::Slot::<#ty>::read(__source, &mut self.#ident),)
        })
        .collect();
    let mut bounds: Vec<WherePredicate> = Vec::new();
    if model.has_type_parameters() {
        let (_, ty_generics, _) = model.generics.split_for_impl();
        bounds.push(parse_quote!(#ident #ty_generics: ::core::default::Default + ::core::marker::Send + ::core::marker::Sync + 'static));
    }
    for (field, _) in model.members().filter(|(field, _)| model.is_generic(&field.ty)) {
        let ty = &field.ty;
        bounds.push(parse_quote!(#ty: #runtime::__private::Member));
    }
    let generics = with_bounds(&model.generics, bounds);
    contract_impl(model, &generics, &config, &names, &writes, &reads)
}

fn contract_impl(
    model: &Model,
    generics: &Generics,
    config: &TokenStream,
    names: &TokenStream,
    writes: &TokenStream,
    reads: &TokenStream,
) -> TokenStream {
    let Model { ident, runtime, .. } = model;
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::IronSession for #ident #ty_generics #where_clause {
            const CONFIG: #runtime::Config = #config;
            const MEMBERS: &'static [&'static str] = &[#names];

            fn write_members<__M: #runtime::__private::SerializeMap>(
                &self,
                __out: &mut #runtime::__private::MemberWriter<__M>,
            ) -> ::core::result::Result<(), __M::Error> {
                #writes
                ::core::result::Result::Ok(())
            }

            fn read_member<'__de, __A: #runtime::__private::MapAccess<'__de>>(
                &mut self,
                __index: usize,
                __source: &mut __A,
            ) -> ::core::result::Result<(), __A::Error> {
                match __index {
                    #reads
                    _ => #runtime::__private::skip_member(__source),
                }
            }
        }
    }
}

fn with_bounds(generics: &Generics, bounds: impl IntoIterator<Item = WherePredicate>) -> Generics {
    let mut generics = generics.clone();
    let bounds: Vec<_> = bounds.into_iter().collect();
    if !bounds.is_empty() {
        generics.make_where_clause().predicates.extend(bounds);
    }
    generics
}
