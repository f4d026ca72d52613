//! What generated code calls. Hidden, and outside the promises of semantic versioning.

mod reader;
mod slot;
mod traits;
mod with;
mod writer;

pub use serde::{Deserializer, Serializer};
pub use serde_json::Error as JsonError;

pub use crate::config::{
    assert_cookie, assert_domain, assert_fe26, assert_lifetime, assert_max_age, assert_newer, assert_path,
    assert_relations,
};
pub(crate) use reader::{MAX_MEMBERS, byte};
pub use reader::{MemberReader, Rest, Unreadable};
pub(crate) use slot::JAVASCRIPT_METHODS;
pub use slot::Slot;
pub use traits::{DefaultMember, Member, Migrate, default_member, migrate};
pub use with::With;
pub use writer::MemberWriter;
