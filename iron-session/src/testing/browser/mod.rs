//! The cookies of one browser: a small, strict model of RFC 6265bis ("Storage Model", "Retrieval Model").

#[cfg(feature = "tower")]
mod call;
mod date;
mod dropped;
mod jar;
mod place;
mod stored;

#[cfg(test)]
mod tests;

pub use dropped::{DropReason, Dropped};
pub use jar::Jar;
pub use stored::StoredCookie;
