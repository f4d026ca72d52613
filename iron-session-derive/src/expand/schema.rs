//! The number of the sealed schema, and the way here from the type before.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;

use crate::expand::assertion;
use crate::model::{Model, start};

pub(super) fn number(model: &Model) -> TokenStream {
    let number = model.schema.number;
    if number == 0 { TokenStream::new() } else { quote!(const SCHEMA: ::core::primitive::u16 = #number;) }
}

/// Reading a seal of a lower schema as the type before this one.
pub(super) fn older(model: &Model) -> TokenStream {
    let Some(from) = &model.schema.from else { return TokenStream::new() };
    let runtime = &model.runtime;
    let migrate = quote_spanned!(start(from)=> __migrate::<#from, Self>);
    let first = if model.is_generic(from) {
        // Where no free item can check, this does when the function is built.
        let newer = newer(model, from);
        quote!(const { #newer };)
    } else {
        // Of a type that is no session, rustc says so in the words of the free item, hence once.
        quote!(let _ = <#from as #runtime::IronSession>::SCHEMA;)
    };
    quote! {
        fn read_older(
            __sealed: ::core::primitive::u16,
            __json: &[::core::primitive::u8],
            __now: ::core::primitive::u64,
        ) -> ::core::result::Result<Self, #runtime::Rejection> {
            use #runtime::__private::migrate as __migrate;
            #first
            #migrate(__sealed, __json, __now)
        }
    }
}

/// The check of the numbers as a free item, which cannot speak of the struct's parameters.
pub(super) fn assertion(model: &Model) -> Option<TokenStream> {
    let from = model.schema.from.as_ref().filter(|from| !model.is_generic(from))?;
    Some(assertion::item(start(from), &[newer(model, from)]))
}

/// The schema must be above that of the type it is converted from.
fn newer(model: &Model, from: &Type) -> TokenStream {
    let (runtime, number) = (&model.runtime, model.schema.number);
    let argument = quote!(#number, <#from as #runtime::IronSession>::SCHEMA);
    assertion::check(runtime, "assert_newer", start(from), &argument)
}
