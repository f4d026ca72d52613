//! Seals: how they are opened, and what is told of them.

pub(crate) mod fe26;
pub(crate) mod native;
pub(crate) mod opening;
pub(crate) mod report;
