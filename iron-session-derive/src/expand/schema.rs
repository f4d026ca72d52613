//! The number of the sealed schema, and the conversion from the type before.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;

use crate::attr::{Kind, names};
use crate::expand::trait_name::trait_name;
use crate::expand::{assertion, config};
use crate::model::{Model, start};

/// `const SCHEMA: u16 = 2;`, or nothing for 0.
pub(crate) fn number(model: &Model) -> TokenStream {
    let number = model.schema.number;
    if number == 0 { TokenStream::new() } else { quote!(const SCHEMA: ::core::primitive::u16 = #number;) }
}

/// Reading a seal of a lower schema as the type before this one.
///
/// ```text
/// fn read_older(__sealed: u16, __json: &[u8], __now: u64) -> Result<Self, Rejection> {
///     use ::iron_session::__private::migrate as __migrate;
///     let _ = <VisitV1 as IronSession>::SCHEMA;
///     __migrate::<VisitV1, Self>(__sealed, __json, __now)
/// }
/// ```
pub(crate) fn older(model: &Model) -> TokenStream {
    let Some(from) = &model.schema.from else { return TokenStream::new() };
    let (runtime, derived) = (&model.runtime, trait_name(model.kind));
    let function = match model.kind {
        Kind::Session => quote!(migrate),
        Kind::Token => quote!(migrate_token),
    };
    let migrate = quote_spanned!(start(from)=> __migrate::<#from, Self>);
    let first = if model.is_generic(from) {
        // No free item can check a generic type. This checks it when the function is built.
        let checks = checks(model, from);
        quote!(const { #(#checks;)* };)
    } else {
        // Of a type that is none, rustc says the same here as in the free item, so it says it once.
        quote!(let _ = <#from as #runtime::#derived>::SCHEMA;)
    };
    quote! {
        fn read_older(
            __sealed: ::core::primitive::u16,
            __json: &[::core::primitive::u8],
            __now: ::core::primitive::u64,
        ) -> ::core::result::Result<Self, #runtime::Rejection> {
            use #runtime::__private::#function as __migrate;
            #first
            #migrate(__sealed, __json, __now)
        }
    }
}

/// `const _: () = { assert_newer(2, <VisitV1 as IronSession>::SCHEMA); };`, and for a token also its purpose
/// and format.
///
/// A free item cannot name the struct's parameters, so a generic type is checked in [`older`].
pub(crate) fn assertion(model: &Model) -> Option<TokenStream> {
    let from = model.schema.from.as_ref().filter(|from| !model.is_generic(from))?;
    Some(assertion::item(start(from), &checks(model, from)))
}

/// `assert_newer(2, <VisitV1 as IronSession>::SCHEMA)`, and for a token also
/// `assert_same_purpose("magic-link", <LinkV1 as IronToken>::PURPOSE)` and
/// `assert_native_older(<<LinkV1 as IronToken>::Format as TokenFormat>::IS_NATIVE)`.
fn checks(model: &Model, from: &Type) -> Vec<TokenStream> {
    let (runtime, number, derived) = (&model.runtime, model.schema.number, trait_name(model.kind));
    let check = |name: &str, argument: &TokenStream| assertion::check(runtime, name, start(from), argument);
    let newer = check("assert_newer", &quote!(#number, <#from as #runtime::#derived>::SCHEMA));
    let Some(purpose) = model.settings.setting(names::PURPOSE) else { return vec![newer] };
    let (purpose, older) = (config::argument(runtime, purpose), quote!(<#from as #runtime::#derived>));
    let same_purpose = check("assert_same_purpose", &quote!(#purpose, #older::PURPOSE));
    let native = quote!(<#older::Format as #runtime::__private::TokenFormat>::IS_NATIVE);
    vec![newer, same_purpose, check("assert_native_older", &native)]
}
