//! One header's bytes in, one Set-Cookie's text out.

mod attributes;
mod header;

pub(crate) use attributes::{Attributes, AttributesText};
pub(crate) use header::{each_value, max_age_chars, removal, sets, write_max_age};
