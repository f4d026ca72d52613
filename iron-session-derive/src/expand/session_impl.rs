//! The impl of `IronSession`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Generics, Path, WherePredicate, parse_quote};

use crate::expand::{config, members, rest, schema, with};
use crate::model::{Form, Model, with_bounds};

/// ```text
/// const _: () = { assert_lifetime(LIFETIME); };
/// impl IronSession for Visit {
///     const CONFIG: Config = Config::new("visit").max_age(..);
///     const MEMBERS: &'static [&'static str] = &["count"];
///     fn write_members(..) { __Codec::<_>::write(out, ",\"count\":", &self.count)?; Ok(()) }
///     fn read_members(..) { __Codec::<_>::read(source, ",\"count\":", &mut self.count)?; Ok(()) }
/// }
/// impl With<Token, 3> for Visit { .. }
/// ```
pub(crate) fn implement(model: &Model) -> TokenStream {
    let generics = with_bounds(&model.generics, bounds(model));
    let items = [
        schema::number(model),
        members::aliases(model),
        members::read_back(model),
        members::skips(model),
        rest::read(model),
        schema::older(model),
    ];
    let parts = Parts {
        config: config::whole(&model.runtime, &model.cookie),
        items: items.into_iter().collect(),
        names: members::names(model),
        writes: members::writes(model).chain(rest::write(model)).collect(),
        reads: members::reads(model).collect(),
    };
    let session = parts.implement(model, &generics);
    let withs = with::implement(model, &generics);
    let assertions = schema::assertion(model).into_iter().chain(members::lifetime_assertions(model));
    quote!(#(#assertions)* #session #(#withs)*)
}

/// An impl that keeps rustc from reporting what only follows from the mistakes.
///
/// ```text
/// impl IronSession for Visit where for<'__any> Visit: Default + .. {
///     const CONFIG: Config = Config::new("session");
///     const MEMBERS: &'static [&'static str] = &[];
///     fn write_members(..) { Ok(()) }
///     fn read_members(..) { Ok(()) }
/// }
/// ```
pub(crate) fn stub(model: &Model) -> TokenStream {
    let Model { ident, runtime, .. } = model;
    let (_, ty_generics, _) = model.generics.split_for_impl();
    // `for<'__any>` keeps rustc from checking bounds that a mistake may break, as a `Cell` breaks `Sync`.
    let bound = parse_quote!(for<'__any> #ident #ty_generics: ::core::default::Default + ::core::marker::Send + ::core::marker::Sync + 'static);
    let parts = Parts { config: quote!(#runtime::Config::new("session")), ..Parts::default() };
    parts.implement(model, &with_bounds(&model.generics, [bound]))
}

/// The parts of the impl that differ from one session to the next.
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
    /// `impl IronSession for Visit { .. }`
    fn implement(&self, model: &Model, generics: &Generics) -> TokenStream {
        let Self { config, items, names, .. } = self;
        let Model { ident, runtime, .. } = model;
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        let (write_members, read_members) = (self.write_members(runtime), self.read_members(runtime));
        quote! {
            #[automatically_derived]
            #[allow(deprecated)]
            impl #impl_generics #runtime::IronSession for #ident #ty_generics #where_clause {
                const CONFIG: #runtime::Config = #config;
                const MEMBERS: &'static [&'static ::core::primitive::str] = &[#names];
                #items
                #write_members
                #read_members
            }
        }
    }

    /// `fn write_members(..) { type __Codec<__T> = ..; .. Ok(()) }`
    fn write_members(&self, runtime: &Path) -> TokenStream {
        let writes = &self.writes;
        let alias = alias(runtime, writes);
        quote! {
            #[inline]
            fn write_members(
                &self,
                __out: &mut #runtime::__private::MemberWriter<'_>,
            ) -> ::core::result::Result<(), #runtime::__private::JsonError> {
                #alias
                #writes
                ::core::result::Result::Ok(())
            }
        }
    }

    /// `fn read_members(..) { type __Codec<__T> = ..; .. Ok(()) }`
    fn read_members(&self, runtime: &Path) -> TokenStream {
        let reads = &self.reads;
        let alias = alias(runtime, reads);
        quote! {
            #[inline]
            fn read_members(
                &mut self,
                __source: &mut #runtime::__private::MemberReader<'_>,
            ) -> ::core::result::Result<(), #runtime::__private::Unreadable> {
                #alias
                #reads
                ::core::result::Result::Ok(())
            }
        }
    }
}

/// `type __Codec<__T> = ::iron_session::__private::Codec<__T>;`, unless nothing uses it.
fn alias(runtime: &Path, used: &TokenStream) -> Option<TokenStream> {
    (!used.is_empty()).then(|| quote!(type __Codec<__T> = #runtime::__private::Codec<__T>;))
}

/// What must be true of the type parameters.
///
/// ```text
/// Cart<T>: Default + Send + Sync + 'static,
/// Cart<T>: ::iron_session::__private::Migrate<CartV1>,
/// CartV1<T>: ::iron_session::IronSession,
/// Vec<T>: ::iron_session::__private::Member,
/// ```
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
    let generic = sealed.filter(|ty| model.is_generic(ty));
    bounds.extend(generic.map(|ty| parse_quote!(#ty: #runtime::__private::Member)));
    bounds
}
