//! What is emitted.

pub(crate) mod accessors;
pub(crate) mod assertion;
pub(crate) mod constants;
mod schema;
mod session;
mod session_impl;

pub(crate) use session::*;
