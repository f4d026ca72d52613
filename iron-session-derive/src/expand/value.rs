//! How texts and lengths of time are written: as literals, or as the names of constants.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::Ident;

use crate::attr::Text;
use crate::model::Length;

/// A `&'static str`: `"visit"`, or the name of the constant that has the user's value.
pub(crate) fn text(text: &Text, constant: &Ident) -> TokenStream {
    match text {
        Text::Literal(literal) => literal.to_token_stream(),
        Text::Const(_) => constant.to_token_stream(),
    }
}

/// A `Duration`: `Duration::from_secs(3600)`, or the name of the constant that has the user's value.
pub(crate) fn length(length: &Length, constant: &Ident) -> TokenStream {
    match length {
        Length::Secs(secs) => quote!(::core::time::Duration::from_secs(#secs)),
        Length::Const(_) => constant.to_token_stream(),
    }
}

/// The name of the constant for a key of the struct: `__GIVEN_AS_MAX_AGE`
///
/// It is unlike any that a user would choose, or rustc would suggest it for a constant that does not exist.
pub(crate) fn of_key(key: &str) -> Ident {
    format_ident!("__GIVEN_AS_{}", key.to_ascii_uppercase())
}

/// The name of the constant for the lifetime of a member, by its number: `__GIVEN_AS_LIFETIME_3`
pub(crate) fn of_field(index: usize) -> Ident {
    format_ident!("__GIVEN_AS_LIFETIME_{index}")
}
