//! Sessions that are ended from the server, before their seals expire: who is asked, and what is stored.

mod cache;
mod device;
mod fact;
mod memory;
#[cfg(feature = "redis")]
mod redis;
mod revocations;
mod revoker;
mod settlement;
mod store;

pub use device::Device;
pub(crate) use device::DeviceText;
pub(crate) use fact::{Fact, Question, SubjectHash, hash_of};
pub use revocations::Revocations;
pub use revoker::Outage;
pub(crate) use revoker::Revoker;
pub(crate) use settlement::{Begun, Ended, Settled, Settlement, at_once};
pub use store::{RevocationStore, StoreFuture, StoreKey, StoreNotice};
