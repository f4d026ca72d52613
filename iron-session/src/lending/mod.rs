//! One session that is lent to several holders within a request.

mod lease;
mod lender;
mod shared;
mod snapshot;

pub(crate) use lease::Lease;
pub(crate) use lender::Ahead;
pub(crate) use shared::Shared;
