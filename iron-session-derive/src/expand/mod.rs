//! The third stage, what is emitted. It names fields and calls the runtime, and contains no logic of its own.

mod accessors;
mod assertion;
mod config;
mod constants;
mod schema;
mod session;
mod session_impl;
mod value;

pub(crate) use session::*;
