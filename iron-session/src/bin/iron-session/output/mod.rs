//! What goes out: tables for people, JSON for programs.

pub(crate) mod hex;
pub(crate) mod object;
pub(crate) mod printable;
pub(crate) mod rows;
pub(crate) mod stdout;
pub(crate) mod style;
pub(crate) mod times;
