//! The whole expansion of a session, of a correct struct and of one with mistakes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::expand::with_constants::with_constants;
use crate::expand::{accessors, default_impl, session_impl};
use crate::model::Model;

/// Everything that a correct struct derives.
///
/// ```text
/// impl Visit { .. }
/// impl Default for Visit { .. }
/// impl IronSession for Visit { .. }
/// ```
pub(crate) fn session(model: &Model) -> TokenStream {
    let accessors = accessors::implement(model);
    let default = (!model.own_default).then(|| default_impl::implement(model));
    let session = with_constants(model, &session_impl::implement(model));
    quote!(#accessors #default #session)
}

/// The messages, and with them impls that keep rustc from reporting what only follows from the mistakes. What
/// has no mistake is checked as in a correct struct, so that all mistakes come out at once.
///
/// ```text
/// compile_error! { ".." }
/// impl Visit { .. }
/// impl Default for Visit { .. }
/// impl IronSession for Visit { .. }
/// ```
pub(crate) fn stub(model: &Model, errors: &Errors) -> TokenStream {
    let messages = errors.to_token_stream();
    let accessors = accessors::stub(model);
    let default = (!model.own_default).then(|| default_impl::stub(model));
    let session = with_constants(model, &session_impl::stub(model));
    quote!(#messages #accessors #default #session)
}
