//! The members that the struct does not name, in its flattened field.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::{codec, order};
use crate::model::{Model, Order};

/// `const FLATTENED: Option<&'static str> = Some("rest");`, or nothing.
pub(crate) fn name(model: &Model) -> TokenStream {
    let Some(field) = model.flattened().filter(|field| !field.is_broken) else { return TokenStream::new() };
    let name = field.name();
    quote! {
        const FLATTENED: ::core::option::Option<&'static ::core::primitive::str> = ::core::option::Option::Some(#name);
    }
}

/// ```text
/// const FLATTENED: Option<&'static str> = Some("rest");
/// fn read_rest(&mut self, __rest: Rest) -> Result<(), JsonError> {
///     type __Codec<__T> = ::iron_session::__private::Codec<__T>;
///     __Codec::<_>::read_rest(__rest, &mut self.rest)
/// }
/// ```
pub(crate) fn read(model: &Model) -> TokenStream {
    let Some(field) = model.flattened().filter(|field| !field.is_broken) else { return TokenStream::new() };
    let (runtime, ident) = (&model.runtime, &field.ident);
    let function = if field.or_default { "read_rest_or_default" } else { "read_rest" };
    let read = codec::call(field, function, quote!(__rest, &mut self.#ident));
    let aliases = codec::aliases(runtime, [field].into_iter());
    let name = name(model);
    quote! {
        #name

        fn read_rest(
            &mut self,
            __rest: #runtime::__private::Rest,
        ) -> ::core::result::Result<(), #runtime::__private::JsonError> {
            #aliases
            #read
        }
    }
}

/// `__Codec::<_>::write_rest(__out, "rest", Self::MEMBERS, Self::ALIASES, &self.rest)`
pub(crate) fn write(model: &Model) -> Option<TokenStream> {
    let field = model.flattened().filter(|field| !field.is_broken)?;
    let (ident, name) = (&field.ident, field.name());
    let arguments = quote!(__out, #name, Self::MEMBERS, Self::ALIASES, &self.#ident);
    let write = codec::call(field, "write_rest", arguments);
    Some(order::write(&model.runtime, &Order::of(&field.ty), write))
}
