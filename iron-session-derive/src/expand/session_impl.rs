//! The impl of `IronSession`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Generics, WherePredicate, parse_quote};

use crate::expand::{codec, config, members, rest, schema, with};
use crate::model::{Model, with_bounds};

/// ```text
/// impl IronSession for Visit {
///     const CONFIG: Config = Config::new("visit").max_age(..);
///     const MEMBERS: &'static [&'static str] = &["count"];
///     fn write_members(..) { __Codec::<_>::write(out, ",\"count\":", &self.count) }
///     fn read_members(..) { __Codec::<_>::read(source, ",\"count\":", &mut self.count) }
/// }
/// impl With<Token, 3> for Visit { .. }
/// ```
pub(crate) fn implement(model: &Model) -> TokenStream {
    let generics = with_bounds(&model.generics, of_self(model).into_iter().chain(bounds(model)));
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
        ..Parts::of_members(model)
    };
    let session = parts.implement(model, &generics);
    let withs = with::implement(model, &generics);
    let assertion = schema::assertion(model);
    quote!(#assertion #session #(#withs)*)
}

/// An impl that keeps rustc from reporting what only follows from the mistakes. The members without a mistake
/// are written and read as in a correct struct.
///
/// ```text
/// impl IronSession for Visit where for<'__any> Visit: Default + .. {
///     const CONFIG: Config = Config::new("session");
///     const MEMBERS: &'static [&'static str] = &[];
///     fn write_members(..) { .. }
///     fn read_members(..) { .. }
/// }
/// impl With<Token, 3> for Visit { .. }
/// ```
pub(crate) fn stub(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let generics = with_bounds(&model.generics, [unchecked(model)].into_iter().chain(member_bounds(model)));
    let parts = Parts {
        config: quote!(#runtime::Config::new("session")),
        items: rest::read(model),
        ..Parts::of_members(model)
    };
    let session = parts.implement(model, &generics);
    let withs = with::implement(model, &generics);
    quote!(#session #(#withs)*)
}

/// The parts of the impl that differ from one session to the next.
#[derive(Default)]
struct Parts {
    config: TokenStream,
    /// Items that most structs leave at their defaults.
    items: TokenStream,
    names: TokenStream,
    /// The calls that write and read members, each a `Result`.
    writes: Vec<TokenStream>,
    reads: Vec<TokenStream>,
}

impl Parts {
    fn of_members(model: &Model) -> Self {
        Self {
            writes: members::writes(model).chain(rest::write(model)).collect(),
            reads: members::reads(model).collect(),
            ..Self::default()
        }
    }

    /// `impl IronSession for Visit { .. }`
    fn implement(&self, model: &Model, generics: &Generics) -> TokenStream {
        let Self { config, items, names, .. } = self;
        let Model { ident, runtime, .. } = model;
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        let (write_members, read_members) = (self.write_members(model), self.read_members(model));
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

    /// `fn write_members(..) { type __Codec<__T> = ..; .. }`
    fn write_members(&self, model: &Model) -> TokenStream {
        let runtime = &model.runtime;
        let (aliases, writes) = (codec::aliases(runtime, model.coded()), in_order(&self.writes));
        quote! {
            #[inline]
            fn write_members(
                &self,
                __out: &mut #runtime::__private::MemberWriter<'_>,
            ) -> ::core::result::Result<(), #runtime::__private::JsonError> {
                #aliases
                #writes
            }
        }
    }

    /// `fn read_members(..) { type __Codec<__T> = ..; .. }`
    fn read_members(&self, model: &Model) -> TokenStream {
        let runtime = &model.runtime;
        let members = model.coded().filter(|field| field.member().is_some());
        let (aliases, reads) = (codec::aliases(runtime, members), in_order(&self.reads));
        quote! {
            #[inline]
            fn read_members(
                &mut self,
                __source: &mut #runtime::__private::MemberReader<'_>,
            ) -> ::core::result::Result<(), #runtime::__private::Unreadable> {
                #aliases
                #reads
            }
        }
    }
}

/// `first?; second?; last`, or `Ok(())` if there is none.
fn in_order(calls: &[TokenStream]) -> TokenStream {
    if let [before @ .., last] = calls {
        quote!(#(#before?;)* #last)
    } else {
        quote!(::core::result::Result::Ok(()))
    }
}

/// `Visit: Sized + Default + Send + Sync + 'static`, as a bound that rustc does not check here.
///
/// It checks no bound that has a lifetime of its own, here `'__any`, where it is declared.
fn unchecked(model: &Model) -> WherePredicate {
    let ident = &model.ident;
    let (_, ty_generics, _) = model.generics.split_for_impl();
    parse_quote!(for<'__any> #ident #ty_generics: ::core::marker::Sized + ::core::default::Default + ::core::marker::Send + ::core::marker::Sync + 'static)
}

/// What is required of the session itself.
fn of_self(model: &Model) -> Option<WherePredicate> {
    let ident = &model.ident;
    if model.has_parameters() {
        let (_, ty_generics, _) = model.generics.split_for_impl();
        return Some(
            parse_quote!(#ident #ty_generics: ::core::default::Default + ::core::marker::Send + ::core::marker::Sync + 'static),
        );
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
fn bounds(model: &Model) -> Vec<WherePredicate> {
    let Model { ident, runtime, .. } = model;
    let mut bounds: Vec<WherePredicate> = Vec::new();
    if let Some(from) = model.schema.from.as_ref().filter(|_| model.has_parameters()) {
        let (_, ty_generics, _) = model.generics.split_for_impl();
        bounds.push(parse_quote!(#ident #ty_generics: #runtime::__private::Migrate<#from>));
        if model.is_generic(from) {
            bounds.push(parse_quote!(#from: #runtime::IronSession));
        }
    }
    bounds.extend(member_bounds(model));
    bounds
}

/// `Vec<T>: ::iron_session::__private::Member + ::iron_session::__private::ThreadSafe,`
fn member_bounds(model: &Model) -> Vec<WherePredicate> {
    let runtime = &model.runtime;
    let sealed = model.coded().filter(|field| !field.is_broken);
    let sealed = sealed.map(|field| field.shape.value_type().unwrap_or(&field.ty));
    let generic = sealed.filter(|ty| model.is_generic(ty));
    let bound = |ty| parse_quote!(#ty: #runtime::__private::Member + #runtime::__private::ThreadSafe);
    generic.map(bound).collect()
}
