//! The impl of `IronSession`: the configuration, and the way of each member into the seal and out of it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Ident, Type, WherePredicate, parse_quote};

use crate::expand::{assertion, config, schema, value};
use crate::model::{Field, Form, Length, Member, Model, with_bounds};

/// ```text
/// impl IronSession for Visit {
///     const CONFIG: Config = Config::new("visit").max_age(..);
///     const MEMBERS: &'static [&'static str] = &["count"];
///     fn write_members(..) { __Slot::<_>::write(out, ",\"count\":", &self.count)?; Ok(()) }
///     fn read_members(..) { __Slot::<_>::read(source, ",\"count\":", &mut self.count)?; Ok(()) }
/// }
/// ```
pub(crate) fn expand(model: &Model) -> TokenStream {
    let generics = with_bounds(&model.generics, bounds(model));
    let names = model.members().map(|(_, member)| member.name());
    let writes = model.members().enumerate().map(|(index, (field, member))| write(index, field, member));
    let reads = model.members().enumerate().map(|(index, (field, member))| read(index, field, member));
    let parts = Parts {
        config: config::whole(&model.runtime, &model.cookie),
        items: [schema::number(model), aliases(model), rest(model), schema::older(model)]
            .into_iter()
            .collect(),
        names: quote!(#(#names),*),
        writes: writes.chain(model.flattened().map(write_rest)).collect(),
        reads: reads.collect(),
    };
    let contract = parts.implement(model, &generics);
    let withs = model
        .members()
        .enumerate()
        .map(|(index, (field, member))| with(model, &generics, index, field, member));
    let assertions = schema::assertion(model).into_iter().chain(lifetime_assertions(model));
    quote!(#(#assertions)* #contract #(#withs)*)
}

/// An impl that keeps rustc from reporting what follows from the mistakes.
pub(crate) fn stub(model: &Model) -> TokenStream {
    let Model { ident, runtime, .. } = model;
    let (_, ty_generics, _) = model.generics.split_for_impl();
    // `for<'__any>` keeps rustc from checking bounds that a mistake may break, such as `Sync` by a `Cell`.
    let bound = parse_quote!(for<'__any> #ident #ty_generics: ::core::default::Default + ::core::marker::Send + ::core::marker::Sync + 'static);
    let parts = Parts { config: quote!(#runtime::Config::new("session")), ..Parts::default() };
    parts.implement(model, &with_bounds(&model.generics, [bound]))
}

/// What differs from one impl to the next.
#[derive(Default)]
struct Parts {
    config: TokenStream,
    /// Items that most structs leave at their defaults.
    items: TokenStream,
    names: TokenStream,
    writes: TokenStream,
    reads: TokenStream,
}

impl Parts {
    fn implement(&self, model: &Model, generics: &Generics) -> TokenStream {
        let Self { config, items, names, writes, reads } = self;
        let Model { ident, runtime, .. } = model;
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        let alias = |used: &TokenStream| {
            (!used.is_empty()).then(|| quote!(type __Slot<__T> = #runtime::__private::Slot<__T>;))
        };
        let (write_alias, read_alias) = (alias(writes), alias(reads));
        quote! {
            #[automatically_derived]
            #[allow(deprecated)]
            impl #impl_generics #runtime::IronSession for #ident #ty_generics #where_clause {
                const CONFIG: #runtime::Config = #config;
                const MEMBERS: &'static [&'static ::core::primitive::str] = &[#names];
                #items

                #[inline]
                fn write_members(
                    &self,
                    __out: &mut #runtime::__private::MemberWriter<'_>,
                ) -> ::core::result::Result<(), #runtime::__private::JsonError> {
                    #write_alias
                    #writes
                    ::core::result::Result::Ok(())
                }

                #[inline]
                fn read_members(
                    &mut self,
                    __source: &mut #runtime::__private::MemberReader<'_>,
                ) -> ::core::result::Result<(), #runtime::__private::Unreadable> {
                    #read_alias
                    #reads
                    ::core::result::Result::Ok(())
                }
            }
        }
    }
}

/// What has to hold of the type parameters.
fn bounds(model: &Model) -> Vec<WherePredicate> {
    let Model { ident, runtime, .. } = model;
    let mut bounds: Vec<WherePredicate> = Vec::new();
    if model.has_parameters() {
        let (_, ty_generics, _) = model.generics.split_for_impl();
        bounds.push(parse_quote!(#ident #ty_generics: ::core::default::Default + ::core::marker::Send + ::core::marker::Sync + 'static));
        if let Some(from) = &model.schema.from {
            bounds.push(parse_quote!(#ident #ty_generics: #runtime::__private::Migrate<#from>));
        }
    }
    if let Some(from) = model.schema.from.as_ref().filter(|from| model.is_generic(from)) {
        bounds.push(parse_quote!(#from: #runtime::IronSession));
    }
    let sealed = model.members().filter_map(|(field, member)| match member.form {
        Form::Plain => Some(&field.ty),
        Form::Expiring(_) => field.shape.value_type(),
        Form::With(_) => None,
    });
    let sealed = sealed.chain(model.flattened().map(|field| &field.ty));
    bounds.extend(
        sealed.filter(|ty| model.is_generic(ty)).map(|ty| parse_quote!(#ty: #runtime::__private::Member)),
    );
    bounds
}

fn write(index: usize, field: &Field, member: &Member) -> TokenStream {
    let (ident, key) = (&field.ident, key(member.name()));
    match &member.form {
        Form::Plain => {
            let write = slot(&field.ty, "write");
            quote!(#write(__out, #key, &self.#ident)?;)
        }
        Form::Expiring(lifetime) => {
            let (write, lifetime) = (slot(&field.ty, "write_expiring"), value::length(lifetime));
            quote!(#write(__out, #key, &self.#ident, const { #lifetime })?;)
        }
        Form::With(_) => quote!(__out.write_with::<Self, _, #index>(#key, &self.#ident)?;),
    }
}

fn read(index: usize, field: &Field, member: &Member) -> TokenStream {
    let (ident, key) = (&field.ident, key(member.name()));
    match &member.form {
        Form::Plain => {
            let read = slot(&field.ty, "read");
            quote!(#read(__source, #key, &mut self.#ident)?;)
        }
        Form::Expiring(lifetime) => {
            let (read, lifetime) = (slot(&field.ty, "read_expiring"), value::length(lifetime));
            quote!(#read(__source, #key, &mut self.#ident, const { #lifetime })?;)
        }
        Form::With(_) => quote!(__source.read_with::<Self, _, #index>(#key, &mut self.#ident)?;),
    }
}

/// What stands before the member's value in the JSON: `,"count":`.
fn key(name: &str) -> String {
    let escaped = name.chars().map(|char| match char {
        '"' | '\\' => format!("\\{char}"),
        ..' ' => format!("\\u{:04x}", u32::from(char)),
        _ => char.to_string(),
    });
    format!(",\"{}\":", escaped.collect::<String>())
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

/// The user's functions for one member, found by the member's number.
fn with(
    model: &Model,
    generics: &Generics,
    index: usize,
    field: &Field,
    member: &Member,
) -> Option<TokenStream> {
    let Form::With(path) = &member.form else { return None };
    let (Model { ident, runtime, .. }, ty) = (model, &field.ty);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    // What does not fit of the functions is told at the path to them.
    let span = path.segments.last().map_or_else(Span::call_site, |segment| segment.ident.span());
    let serialize = quote_spanned!(span=> { #path::serialize(__field, __serializer) });
    let deserialize = quote_spanned!(span=> { #path::deserialize(__deserializer) });
    Some(quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #impl_generics #runtime::__private::With<#ty, #index> for #ident #ty_generics #where_clause {
            fn serialize<__S: #runtime::__private::Serializer>(
                __field: &#ty,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error>
            #serialize

            fn deserialize<'__de, __D: #runtime::__private::Deserializer<'__de>>(
                __deserializer: __D,
            ) -> ::core::result::Result<#ty, __D::Error>
            #deserialize
        }
    })
}

fn aliases(model: &Model) -> TokenStream {
    let aliases = model.members().enumerate().flat_map(|(index, (_, member))| {
        member.aliases().iter().map(move |(alias, _)| quote!((#alias, #index)))
    });
    let aliases: Vec<_> = aliases.collect();
    if aliases.is_empty() {
        return TokenStream::new();
    }
    quote! {
        const ALIASES: &'static [(&'static ::core::primitive::str, ::core::primitive::usize)] = &[#(#aliases),*];
    }
}

/// Reading what the struct does not name into its flattened field.
fn rest(model: &Model) -> TokenStream {
    let Some(Field { ident, ty, .. }) = model.flattened() else { return TokenStream::new() };
    let (runtime, read) = (&model.runtime, slot(ty, "read_rest"));
    quote! {
        const KEEPS_REST: ::core::primitive::bool = true;

        fn read_rest(
            &mut self,
            __rest: #runtime::__private::Rest,
        ) -> ::core::result::Result<(), #runtime::__private::JsonError> {
            type __Slot<__T> = #runtime::__private::Slot<__T>;
            #read(__rest, &mut self.#ident)
        }
    }
}

fn write_rest(field: &Field) -> TokenStream {
    let (ident, name, write) = (&field.ident, field.name(), slot(&field.ty, "write_rest"));
    quote!(#write(__out, #name, Self::MEMBERS, Self::ALIASES, &self.#ident)?;)
}

/// Lifetimes of fields that only rustc knows.
fn lifetime_assertions(model: &Model) -> impl Iterator<Item = TokenStream> {
    model.members().filter_map(|(_, member)| match &member.form {
        Form::Expiring(lifetime @ Length::Const(constant)) => {
            let (span, argument) = (constant.span(), value::length(lifetime));
            let check = assertion::check(&model.runtime, "assert_lifetime", span, &argument);
            Some(assertion::item(span, &[check]))
        }
        _ => None,
    })
}
