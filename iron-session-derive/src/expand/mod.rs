//! The third stage, what is emitted. It names fields and calls the runtime, and contains no logic of its own.

mod accessors;
mod assertion;
mod bindings;
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
mod value;
mod with;

pub(crate) use session::{session, stub};
