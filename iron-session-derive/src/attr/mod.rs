//! The first stage, what was written: every key with its span and its value.
//!
//! Unknown and broken keys are reported here. The stage `model` checks one key against another.

mod field_keys;
mod fields;
mod key;
mod kind;
mod list;
pub(crate) mod names;
pub(crate) mod nearest;
mod others;
mod place;
mod setter;
mod struct_keys;
mod synonyms;
mod written;

pub(crate) use field_keys::FieldKeys;
pub(crate) use key::{Given, Text};
pub(crate) use kind::Kind;
pub(crate) use struct_keys::StructKeys;
pub(crate) use written::{Written, WrittenField, read};
