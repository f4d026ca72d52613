//! The impl of `IronToken`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Generics;

use crate::attr::names;
use crate::expand::{bounds, config, default_impl, members, rest, schema, token_members, with, writing};
use crate::model::{Model, Value, with_bounds};

/// ```text
/// impl IronToken for MagicLink {
///     const PURPOSE: &'static str = "magic-link";
///     const MAX_AGE: Option<Duration> = Some(..);
///     type Format = Native;
///     const MEMBERS: &'static [&'static str] = &["email"];
///     const READ_BACK: bool = cfg!(debug_assertions);
///     fn write_members(..) { .. }
///     fn read_members(..) { .. }
/// }
/// ```
pub(crate) fn implement(model: &Model) -> TokenStream {
    let defaults = default_impl::bounds(model).filter(|_| model.has_parameters());
    let generics = with_bounds(&model.generics, bounds::all(model).into_iter().chain(defaults));
    let runtime = &model.runtime;
    let (purpose, max_age) = (value(model, names::PURPOSE), max_age(model));
    let format = if model.is_shared { quote!(Fe26) } else { quote!(Native) };
    let names = members::names(model);
    let items = [
        schema::number(model),
        members::aliases(model),
        members::read_back(model),
        rest::name(model),
        schema::older(model),
        writing::write_members(model),
        token_members::read_members(model),
    ];
    let declared = quote! {
        const PURPOSE: &'static ::core::primitive::str = #purpose;
        const MAX_AGE: ::core::option::Option<::core::time::Duration> = #max_age;
        type Format = #runtime::__private::#format;
        const MEMBERS: &'static [&'static ::core::primitive::str] = &[#names];
        #(#items)*
    };
    let token = impl_with(model, &generics, &declared);
    let withs = with::implement(model, &generics);
    let assertion = schema::assertion(model);
    quote!(#assertion #token #(#withs)*)
}

/// An impl that keeps rustc from reporting what only follows from the mistakes. The members without a mistake
/// are written and read as in a correct struct.
pub(crate) fn stub(model: &Model) -> TokenStream {
    let unchecked = [bounds::unchecked(model)].into_iter();
    let generics = with_bounds(&model.generics, unchecked.chain(bounds::of_members(model)));
    let runtime = &model.runtime;
    let items = [rest::name(model), writing::write_members(model), token_members::stub(model)];
    let declared = quote! {
        const PURPOSE: &'static ::core::primitive::str = "token";
        const MAX_AGE: ::core::option::Option<::core::time::Duration> = ::core::option::Option::None;
        type Format = #runtime::__private::Native;
        const MEMBERS: &'static [&'static ::core::primitive::str] = &[];
        #(#items)*
    };
    let token = impl_with(model, &generics, &declared);
    let withs = with::implement(model, &generics);
    quote!(#token #(#withs)*)
}

/// `impl IronToken for MagicLink { .. }`
fn impl_with(model: &Model, generics: &Generics, items: &TokenStream) -> TokenStream {
    let Model { ident, runtime, .. } = model;
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #impl_generics #runtime::IronToken for #ident #ty_generics #where_clause {
            #items
        }
    }
}

/// What a key is set to.
fn value(model: &Model, key: &str) -> Option<TokenStream> {
    model.settings.setting(key).map(|setting| config::argument(&model.runtime, setting))
}

/// `Some(Duration::from_secs(900))`, or `None`
fn max_age(model: &Model) -> TokenStream {
    let setting = model.settings.setting(names::MAX_AGE);
    let Some(setting) = setting.filter(|setting| !matches!(setting.value, Value::Never)) else {
        return quote!(::core::option::Option::None);
    };
    let length = config::argument(&model.runtime, setting);
    quote!(::core::option::Option::Some(#length))
}
