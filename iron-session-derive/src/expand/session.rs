//! The whole expansion, of a correct struct and of one with mistakes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::expand::{accessors, constants, default_impl, session_impl};
use crate::model::Model;

/// Everything that a correct struct derives.
///
/// ```text
/// const _: () = { .. };
/// impl Visit { .. }
/// impl Default for Visit { .. }
/// impl IronSession for Visit { .. }
/// ```
pub(crate) fn session(model: &Model) -> TokenStream {
    let assertions = constants::assertions(&model.runtime, &model.cookie);
    let accessors = accessors::implement(model);
    let default = (!model.own_default).then(|| default_impl::implement(model));
    let session = session_impl::implement(model);
    quote!(#assertions #accessors #default #session)
}

/// The messages, and with them impls that keep rustc from reporting what only follows from the mistakes.
///
/// ```text
/// compile_error! { ".." }
/// impl Visit { .. }
/// impl Default for Visit { .. }
/// impl IronSession for Visit { .. }
/// ```
pub(crate) fn stub(model: &Model, errors: &Errors) -> TokenStream {
    let messages = errors.to_token_stream();
    let accessors = accessors::implement(model);
    let default = (!model.own_default).then(|| default_impl::stub(model));
    let session = session_impl::stub(model);
    quote!(#messages #accessors #default #session)
}
