//! What comes in: arguments, the environment, and stdin.

pub(crate) mod arguments;
pub(crate) mod chunks;
pub(crate) mod cookies;
pub(crate) mod keys;
pub(crate) mod mistakes;
pub(crate) mod moments;
pub(crate) mod secrets;
pub(crate) mod stdin;
pub(crate) mod variables;
