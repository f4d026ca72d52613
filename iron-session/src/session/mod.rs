//! The types that users hold, how they are loaded and saved, and what layers are made of.

mod destroyed;
mod handle;
mod http;
mod load;
mod opened;
mod signed_in;
mod slot;
mod slots;

pub use destroyed::Destroyed;
pub use handle::Session;
pub use http::{RequestHead, ResponseHead};
#[cfg(any(feature = "poem", feature = "salvo", feature = "warp"))]
pub(crate) use http::{fetch_metadata, host_of};
pub use opened::Opened;
pub use signed_in::{Denied, Login, SignedIn};
pub use slot::SessionSlot;
pub use slots::SessionSlots;
