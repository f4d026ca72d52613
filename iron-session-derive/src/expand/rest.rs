//! The members that the struct does not name, in its flattened field.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::{codec, order};
use crate::model::{Field, Model, Order};

/// ```text
/// const FLATTENED: Option<&'static str> = Some("rest");
/// fn read_rest(&mut self, __rest: Rest) -> Result<(), JsonError> {
///     type __Codec<__T> = ::iron_session::__private::Codec<__T>;
///     __Codec::<_>::read_rest(__rest, &mut self.rest)
/// }
/// ```
pub(crate) fn read(model: &Model) -> TokenStream {
    let Some(field) = model.flattened() else { return TokenStream::new() };
    let (runtime, Field { ident, ty, .. }, name) = (&model.runtime, field, field.name());
    let read = codec::call(ty, if field.or_default { "read_rest_or_default" } else { "read_rest" });
    quote! {
        const FLATTENED: ::core::option::Option<&'static ::core::primitive::str> = ::core::option::Option::Some(#name);

        fn read_rest(
            &mut self,
            __rest: #runtime::__private::Rest,
        ) -> ::core::result::Result<(), #runtime::__private::JsonError> {
            type __Codec<__T> = #runtime::__private::Codec<__T>;
            #read(__rest, &mut self.#ident)
        }
    }
}

/// `__Codec::<_>::write_rest(__out, "rest", Self::MEMBERS, Self::ALIASES, &self.rest)?;`
pub(crate) fn write(model: &Model) -> Option<TokenStream> {
    let field = model.flattened()?;
    let (ident, name, write) = (&field.ident, field.name(), codec::call(&field.ty, "write_rest"));
    let write = quote!(#write(__out, #name, Self::MEMBERS, Self::ALIASES, &self.#ident));
    Some(order::write(&model.runtime, &Order::of(&field.ty), &write))
}
