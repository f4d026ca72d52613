//! The members that the struct does not name, in its flattened field.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::trait_name::trait_name;
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

/// ```text
/// __Codec::<_>::write_rest(
///     __out, "rest", <Self as IronSession>::MEMBERS, <Self as IronSession>::ALIASES, &self.rest,
/// )
/// ```
///
/// The struct may have constants of these names itself, so the trait is named.
pub(crate) fn write(model: &Model) -> Option<TokenStream> {
    let field = model.flattened().filter(|field| !field.is_broken)?;
    let (runtime, derived) = (&model.runtime, trait_name(model.kind));
    let (ident, name, of_struct) = (&field.ident, field.name(), quote!(<Self as #runtime::#derived>));
    let arguments = quote!(__out, #name, #of_struct::MEMBERS, #of_struct::ALIASES, &self.#ident);
    let write = codec::call(field, "write_rest", arguments);
    Some(order::write(runtime, &Order::of(&field.ty), write))
}
