//! One header's bytes in, one Set-Cookie's text out.

mod attributes;
mod header;
mod set_cookie;

pub(crate) use attributes::{Attributes, AttributesText};
pub(crate) use header::each_value;
pub(crate) use set_cookie::{MAX_BYTES, max_age_chars, removal, sets, write_max_age};
