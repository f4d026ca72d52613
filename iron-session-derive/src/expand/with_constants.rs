//! An impl together with the user's constants and their checks.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::{bindings, constants};
use crate::model::Model;

/// The impl together with the user's constants and their checks.
///
/// ```text
/// const _: () = {
///     const __GIVEN_AS_COOKIE: &'static str = NAME;
///     const _: () = { assert_cookie(__GIVEN_AS_COOKIE); };
///     impl IronSession for Visit { .. }
/// };
/// ```
pub(crate) fn with_constants(model: &Model, derived: &TokenStream) -> TokenStream {
    let (constants, assertions) = (bindings::declare(model), constants::assertions(model));
    if constants.is_empty() {
        return quote!(#assertions #derived);
    }
    quote!(const _: () = { #constants #assertions #derived };)
}
