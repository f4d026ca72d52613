//! The function that writes the members, which sessions and tokens have alike.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::{codec, members, rest};
use crate::model::Model;

/// `fn write_members(..) { type __Codec<__T> = ..; .. }`
pub(crate) fn write_members(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let writes: Vec<_> = members::writes(model).chain(rest::write(model)).collect();
    let (aliases, writes) = (codec::aliases(runtime, model.coded()), in_order(&writes));
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

/// `first?; second?; last`, or `Ok(())` if there is none.
pub(crate) fn in_order(calls: &[TokenStream]) -> TokenStream {
    if let [before @ .., last] = calls {
        quote!(#(#before?;)* #last)
    } else {
        quote!(::core::result::Result::Ok(()))
    }
}
