//! A derived struct and its JSON: the trait that the derive of sessions implements, and what generated code
//! calls.

mod checked_codec;
mod codec;
mod contract;
mod derived;
mod expiring;
mod member;
mod migration;
mod read_back;
mod reader;
mod rest;
mod session;
mod subject;
mod with;
mod writer;

pub use checked_codec::CheckedCodec;
pub use codec::Codec;
pub use contract::IronSession;
pub(crate) use derived::{Derived, read, read_object, write};
pub use expiring::{Expiring, assert_within_timeout};
pub use member::{DefaultMember, Member, ThreadSafe, default_member};
pub(crate) use migration::migrate_derived;
pub use migration::{Migrate, migrate};
pub(crate) use read_back::check_read_back;
pub use reader::{MAX_MEMBERS, MemberReader, Unreadable};
pub use rest::Rest;
pub(crate) use session::{OfSession, read_session, read_session_into, write_session};
pub use subject::NoSubject;
pub(crate) use subject::subject_json;
pub use with::With;
pub use writer::MemberWriter;
