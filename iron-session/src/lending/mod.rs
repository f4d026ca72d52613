//! One session lent to many within a request.

mod lease;
mod lender;
mod shared;
mod snapshot;

pub(crate) use lease::Lease;
pub(crate) use shared::Shared;
