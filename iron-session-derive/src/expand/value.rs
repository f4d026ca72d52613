//! How texts and lengths of time are written, as literals or as the user's constants.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Expr;

use crate::attr::Text;
use crate::model::Length;

/// A `&'static str`: `"visit"`, or the block of [`constant`].
pub(crate) fn text(text: &Text) -> TokenStream {
    match text {
        Text::Literal(literal) => literal.to_token_stream(),
        Text::Const(value) => constant(&quote!(&'static ::core::primitive::str), value),
    }
}

/// A `Duration`: `Duration::from_secs(3600)`, or the block of [`constant`].
pub(crate) fn length(length: &Length) -> TokenStream {
    match length {
        Length::Secs(secs) => quote!(::core::time::Duration::from_secs(#secs)),
        Length::Const(value) => constant(&quote!(::core::time::Duration), value),
    }
}

/// `{ const __VALUE: Duration = MAX_AGE; __VALUE }`
///
/// rustc refuses a value of another type in the same words wherever this block stands, so it says so once. It
/// does not quote a function of the runtime.
fn constant(ty: &TokenStream, value: &Expr) -> TokenStream {
    quote!({
        const __VALUE: #ty = #value;
        __VALUE
    })
}
