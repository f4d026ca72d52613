//! The third stage, what is emitted. It names fields and calls the runtime, and contains no logic of its own.

mod accessors;
mod assertion;
mod bindings;
mod bounds;
mod codec;
mod config;
mod constants;
mod default_impl;
mod members;
mod never;
mod order;
mod rest;
mod schema;
mod session;
mod session_impl;
mod subject;
mod token;
mod token_impl;
mod token_members;
mod trait_name;
mod value;
mod with;
mod with_constants;
mod writing;

use proc_macro2::TokenStream;

use crate::attr::Kind;
use crate::errors::Errors;
use crate::model::Model;

/// Everything that a correct struct derives.
pub(crate) fn derived(model: &Model) -> TokenStream {
    match model.kind {
        Kind::Session => session::session(model),
        Kind::Token => token::token(model),
    }
}

/// What a struct with mistakes derives.
pub(crate) fn stub(model: &Model, errors: &Errors) -> TokenStream {
    match model.kind {
        Kind::Session => session::stub(model, errors),
        Kind::Token => token::stub(model, errors),
    }
}
