//! What the attributes declare: a session type's cookie and lifetimes, checked in `const`.

mod assertions;
mod attributes;
mod builder;
mod check;
mod format;
mod grammar;
mod limits;
mod names;
mod regions;
mod suffixes;

pub use assertions::{
    assert_cookie, assert_domain, assert_fe26, assert_lifetime, assert_max_age, assert_newer, assert_path,
    assert_relations,
};
pub use attributes::{Priority, SameSite};
pub use builder::Config;
pub(crate) use format::Format;
pub use grammar::{
    CHUNK_BYTES, LEAST_PART_BYTES, MAX_ATTRIBUTE_BYTES, MAX_COOKIE_BYTES, MAX_NAME_BYTES, MIN_COOKIE_BYTES,
    MOST_CHUNKS, PREFIXES,
};
pub(crate) use grammar::{MOST_JOINED_BYTES, check_domain, check_path};
pub(crate) use limits::Limits;
pub use limits::{DEFAULT_MAX_AGE, MAX_LIFETIME};
