//! Which requests of other sites a layer refuses.

mod head;
mod origin;
mod rules;

#[allow(unused_imports, reason = "only the frameworks have layers")]
pub(crate) use head::{Given, Head, head};
pub use rules::CrossSite;
