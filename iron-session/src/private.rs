//! What generated code calls. Hidden, and outside the promises of semantic versioning.

mod assertions;
mod members;
mod slot;
mod traits;
mod with;

pub use serde::de::MapAccess;
pub use serde::ser::SerializeMap;
pub use serde::{Deserializer, Serializer};
pub use serde_json::Error as JsonError;

pub use assertions::{
    assert_cookie, assert_domain, assert_fe26, assert_lifetime, assert_max_age, assert_newer, assert_path,
    assert_relations,
};
pub use members::{MemberReader, MemberWriter, Rest, skip_member};
pub(crate) use slot::JAVASCRIPT_METHODS;
pub use slot::Slot;
pub use traits::{DefaultMember, Member, Migrate, default_member, migrate};
pub use with::With;
