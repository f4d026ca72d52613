//! The impl of `IronSession`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Generics;

use crate::expand::{bounds, codec, config, members, rest, schema, subject, with, writing};
use crate::model::{Model, with_bounds};

/// ```text
/// impl IronSession for Visit {
///     const CONFIG: Config = Config::new("visit").max_age(..);
///     const MEMBERS: &'static [&'static str] = &["count"];
///     type Subject = NoSubject;
///     fn write_members(..) { __Codec::<_>::write(out, ",\"count\":", &self.count) }
///     fn read_members(..) { __Codec::<_>::read(source, ",\"count\":", &mut self.count) }
/// }
/// impl With<Token, 3> for Visit { .. }
/// ```
pub(crate) fn implement(model: &Model) -> TokenStream {
    let generics = with_bounds(&model.generics, bounds::all(model));
    let items = [
        schema::number(model),
        members::aliases(model),
        members::read_back(model),
        members::skips(model),
        rest::read(model),
        schema::older(model),
    ];
    let parts = Parts {
        config: config::whole(&model.runtime, &model.settings),
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
///     type Subject = NoSubject;
///     fn write_members(..) { .. }
///     fn read_members(..) { .. }
/// }
/// impl With<Token, 3> for Visit { .. }
/// ```
pub(crate) fn stub(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let generics =
        with_bounds(&model.generics, [bounds::unchecked(model)].into_iter().chain(bounds::of_members(model)));
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
    /// The calls that read members, each a `Result`.
    reads: Vec<TokenStream>,
}

impl Parts {
    fn of_members(model: &Model) -> Self {
        Self { reads: members::reads(model).collect(), ..Self::default() }
    }

    /// `impl IronSession for Visit { .. }`
    fn implement(&self, model: &Model, generics: &Generics) -> TokenStream {
        let Self { config, items, names, .. } = self;
        let Model { ident, runtime, .. } = model;
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        let subject = subject::items(model);
        let (write_members, read_members) = (writing::write_members(model), self.read_members(model));
        quote! {
            #[automatically_derived]
            #[allow(deprecated)]
            impl #impl_generics #runtime::IronSession for #ident #ty_generics #where_clause {
                const CONFIG: #runtime::Config = #config;
                const MEMBERS: &'static [&'static ::core::primitive::str] = &[#names];
                #subject
                #items
                #write_members
                #read_members
            }
        }
    }

    /// `fn read_members(..) { type __Codec<__T> = ..; .. }`
    fn read_members(&self, model: &Model) -> TokenStream {
        let runtime = &model.runtime;
        let members = model.coded().filter(|field| field.member().is_some());
        let (aliases, reads) = (codec::aliases(runtime, members), writing::in_order(&self.reads));
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
