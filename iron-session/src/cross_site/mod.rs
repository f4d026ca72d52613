//! Which requests of other sites a layer refuses.

mod head;
mod origin;
mod rules;

pub(crate) use head::{Given, Head};
pub use rules::CrossSite;
