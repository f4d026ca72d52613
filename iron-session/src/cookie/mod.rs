//! The bytes of a `Cookie` header, and the text of a `Set-Cookie` header.

mod attributes;
mod chunk;
mod escaped;
mod header;
mod set_cookie;

pub(crate) use attributes::{Attributes, AttributesText};
pub(crate) use chunk::{ChunkHead, chunk_name, chunk_of, is_chunk_of, sets_chunk_of};
#[cfg(feature = "fe26")]
pub(crate) use escaped::unescaped;
pub(crate) use escaped::unquoted;
pub(crate) use header::{Found, Kind, Names, each_value};
pub(crate) use set_cookie::{max_age_chars, removal, removal_with, set_name, set_the_same, write_max_age};
