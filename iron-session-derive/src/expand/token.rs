//! The whole expansion of a token, of a correct struct and of one with mistakes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::expand::token_impl;
use crate::expand::with_constants::with_constants;
use crate::model::Model;

/// Everything that a correct struct derives.
///
/// ```text
/// impl IronToken for MagicLink { .. }
/// ```
pub(crate) fn token(model: &Model) -> TokenStream {
    with_constants(model, &token_impl::implement(model))
}

/// The messages, and with them an impl that keeps rustc from reporting what only follows from the mistakes.
pub(crate) fn stub(model: &Model, errors: &Errors) -> TokenStream {
    let messages = errors.to_token_stream();
    let token = with_constants(model, &token_impl::stub(model));
    quote!(#messages #token)
}
