//! The call of the runtime's function that writes or reads one field.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;

use crate::model::Field;

/// `__Codec::<_>::write(arguments)`, spanned over the field's type. rustc reports there that a type cannot be
/// sealed. `__Checked::<_, UserId>` for an `Option<UserId>`: the message names that type.
///
/// rustc reports it only once: both directions fail in the same words at the same place. The type of the
/// codec is left to be inferred, because a codec of any type has these functions. In a generic struct it is
/// written out: there rustc would infer it from the bounds, and take every `Option` for that of a parameter.
/// `__Codec` is an alias, because the path to the runtime has spans of its own and would end up in the
/// message.
pub(crate) fn call(field: &Field, function: &str, arguments: TokenStream) -> TokenStream {
    let (first, last) = field.ends;
    let function = Ident::new(function, last);
    let ty = if field.is_in_generic {
        field.shape.value_type().unwrap_or(&field.ty).to_token_stream()
    } else {
        quote_spanned!(last=> _)
    };
    let codec = if field.shape.is_certain() {
        let codec = quote_spanned!(first=> __Codec);
        quote_spanned!(last=> #codec::<#ty>)
    } else {
        let (codec, leaf) = (quote_spanned!(first=> __Checked), field.leaf.as_ref().unwrap_or(&field.ty));
        quote_spanned!(last=> #codec::<#ty, #leaf>)
    };
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(last);
    quote_spanned!(last=> #codec::#function #arguments)
}

/// `type __Codec<__T> = ::iron_session::__private::Codec<__T>;`, and `__Checked`, as far as these fields need
/// them.
pub(crate) fn aliases<'a>(runtime: &Path, fields: impl Iterator<Item = &'a Field>) -> TokenStream {
    let (certain, checked): (Vec<_>, Vec<_>) = fields.partition(|field| field.shape.is_certain());
    let codec = (!certain.is_empty()).then(|| quote!(type __Codec<__T> = #runtime::__private::Codec<__T>;));
    let checked = (!checked.is_empty())
        .then(|| quote!(type __Checked<__T, __L> = #runtime::__private::CheckedCodec<__T, __L>;));
    quote!(#codec #checked)
}
