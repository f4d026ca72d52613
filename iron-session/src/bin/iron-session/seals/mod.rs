//! Seals: how they are opened, and what is told of them.

mod facts;
mod fe26;
mod native;
pub(crate) mod opening;
pub(crate) mod report;
