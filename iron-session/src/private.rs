//! What generated code calls. Hidden, and outside the promises of semantic versioning.

pub use serde::{Deserializer, Serializer};

pub use crate::config::{
    assert_cookie, assert_domain, assert_fe26, assert_lifetime, assert_max_age, assert_newer, assert_path,
    assert_relations,
};
pub use crate::error::JsonError;
pub use crate::members::{
    Codec, DefaultMember, Member, MemberReader, MemberWriter, Migrate, Rest, Unreadable, With,
    default_member, migrate,
};

/// What the derive knows too, for the test that compares both.
pub mod limits {
    pub use crate::config::{DEFAULT_MAX_AGE, MAX_ATTRIBUTE_BYTES, MAX_LIFETIME, MAX_NAME_BYTES, PREFIXES};
    pub use crate::json::JAVASCRIPT_METHODS;
    pub use crate::members::MAX_MEMBERS;
}
