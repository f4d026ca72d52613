//! What the attributes declare: a session type's cookie and lifetimes, checked in `const`.

mod assertions;
mod attributes;
mod builder;
mod check;
mod grammar;

pub use assertions::{
    assert_cookie, assert_domain, assert_fe26, assert_lifetime, assert_max_age, assert_newer, assert_path,
    assert_relations,
};
pub use attributes::{Priority, SameSite};
pub use builder::Config;
pub(crate) use builder::Format;
pub(crate) use grammar::{MAX_ATTRIBUTE_BYTES, check_domain, check_path};
