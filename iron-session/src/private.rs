//! What generated code calls. It is hidden, and may change in every release.

pub use serde::{Deserializer, Serializer};

pub use crate::config::{
    assert_cookie, assert_domain, assert_fe26, assert_lifetime, assert_max_age, assert_newer, assert_path,
    assert_relations,
};
pub use crate::error::JsonError;
pub use crate::json::Order;
pub use crate::members::{
    CheckedCodec, Codec, DefaultMember, Member, MemberReader, MemberWriter, Migrate, Rest, ThreadSafe,
    Unreadable, With, assert_within_timeout, default_member, migrate,
};
pub use crate::token::{
    Fe26, Native, TokenFormat, assert_native_older, assert_purpose, assert_same_purpose, assert_token_age,
    migrate_token, read_token,
};

/// What both crates know. A test of the derive compares the two.
pub mod limits {
    pub use crate::config::{
        CHUNK_BYTES, DEFAULT_MAX_AGE, LEAST_PART_BYTES, MAX_ATTRIBUTE_BYTES, MAX_COOKIE_BYTES, MAX_LIFETIME,
        MAX_NAME_BYTES, MIN_COOKIE_BYTES, MOST_CHUNKS, PREFIXES,
    };
    pub use crate::json::JAVASCRIPT_METHODS;
    pub use crate::members::MAX_MEMBERS;
    pub use crate::seal::SESSION;
    pub use crate::token::{MAX_PURPOSE_BYTES, MAX_TOKEN_AGE, RESERVED_PREFIX};
}
