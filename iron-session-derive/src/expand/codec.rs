//! The call of the runtime's function that writes or reads one field.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Type;

/// `__Codec::<_>::write`, spanned over the field's type. rustc reports there that a type cannot be sealed.
///
/// rustc reports it only once: both directions fail in the same words at the same place. The type of the
/// codec is left to be inferred, because a codec of any type has these functions. `__Codec` is an alias,
/// because the path to the runtime has spans of its own and would end up in the message.
pub(crate) fn call(ty: &Type, function: &str) -> TokenStream {
    let mut tokens = ty.to_token_stream().into_iter();
    let first = tokens.next().map_or_else(Span::call_site, |token| token.span());
    let last = tokens.last().map_or(first, |token| token.span());
    let function = Ident::new(function, last);
    let codec = quote_spanned!(first=> __Codec);
    quote_spanned!(last=> #codec::<_>::#function)
}
