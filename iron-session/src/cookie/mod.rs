//! The bytes of a `Cookie` header, and the text of a `Set-Cookie` header.

mod attributes;
mod escaped;
mod header;
mod set_cookie;

pub(crate) use attributes::{Attributes, AttributesText};
#[cfg(feature = "fe26")]
pub(crate) use escaped::unescaped;
pub(crate) use escaped::unquoted;
pub(crate) use header::{Found, Kind, MOST_PARTS, Names, each_value};
pub(crate) use set_cookie::{max_age_chars, removal, set_name, set_the_same, sets, write_max_age};
