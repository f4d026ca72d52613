//! The model to tokens. What is emitted names fields and calls the runtime; it contains no logic of its own.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Ident, Type, WherePredicate, parse_quote};

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
            #[allow(deprecated)]
            impl #impl_generics ::core::default::Default for #ident #ty_generics #where_clause {
                fn default() -> Self {
                    ::core::unreachable!("the session type did not compile")
                }
            }
        }
    });
    let members = TokenStream::new();
    // `for<'__any>` keeps rustc from checking bounds that a mistake may break, such as `Sync` by a `Cell`.
    let bound = parse_quote!(for<'__any> #ident #ty_generics: ::core::default::Default + ::core::marker::Send + ::core::marker::Sync + 'static);
    let generics = with_bounds(&model.generics, [bound]);
    let contract = contract_impl(
        model,
        &generics,
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
///     fn write_members(..) { __Slot::<_>::write(out, "count", &self.count)?; Ok(()) }
///     fn read_member(..) { match index { 0 => __Slot::<_>::read(source, &mut self.count), .. } }
/// }
/// ```
fn contract(model: &Model) -> TokenStream {
    let Model { ident, runtime, cookie, .. } = model;
    let (name, calls) = (&cookie.name, &cookie.calls);
    let config = quote!(#runtime::Config::new(#name) #(#calls)*);
    let names = model.members().map(|(_, name)| quote!(#name,)).collect();
    let writes = model.members().map(|(field, name)| {
        let (ident, write) = (&field.ident, slot(&field.ty, "write"));
        quote!(#write(__out, #name, &self.#ident)?;)
    });
    let reads = model.members().enumerate().map(|(index, (field, _))| {
        let (ident, read) = (&field.ident, slot(&field.ty, "read"));
        quote!(#index => #read(__source, &mut self.#ident),)
    });
    let (writes, reads) = (writes.collect(), reads.collect());
    let mut bounds: Vec<WherePredicate> = Vec::new();
    if model.has_parameters() {
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

/// `__Slot::<_>::write`, stretched over the field's type, so that one which cannot be sealed is reported there.
///
/// And once: both directions fail in the same words at the same place, and a slot of a type still to be inferred has its
/// methods, whatever that type turns out to be. The alias keeps the runtime's path, which stands elsewhere, out of the span.
fn slot(ty: &Type, direction: &str) -> TokenStream {
    let mut tokens = ty.to_token_stream().into_iter();
    let first = tokens.next().map_or_else(Span::call_site, |token| token.span());
    let last = tokens.last().map_or(first, |token| token.span());
    let direction = Ident::new(direction, last);
    let slot = quote_spanned!(first=> __Slot);
    quote_spanned!(last=> #slot::<_>::#direction)
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
    let alias = (!names.is_empty()).then(|| quote!(type __Slot<__T> = #runtime::__private::Slot<__T>;));
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #impl_generics #runtime::IronSession for #ident #ty_generics #where_clause {
            const CONFIG: #runtime::Config = #config;
            const MEMBERS: &'static [&'static ::core::primitive::str] = &[#names];

            fn write_members<__M: #runtime::__private::SerializeMap>(
                &self,
                __out: &mut #runtime::__private::MemberWriter<__M>,
            ) -> ::core::result::Result<(), __M::Error> {
                #alias
                #writes
                ::core::result::Result::Ok(())
            }

            fn read_member<'__de, __A: #runtime::__private::MapAccess<'__de>>(
                &mut self,
                __index: ::core::primitive::usize,
                __source: &mut #runtime::__private::MemberReader<'_, __A>,
            ) -> ::core::result::Result<(), __A::Error> {
                #alias
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
