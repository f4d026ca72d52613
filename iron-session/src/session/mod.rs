//! The types that users hold, how they are loaded and saved, and what layers are made of.

mod ahead;
mod asked;
mod checked;
mod csrf;
mod denied;
mod destroyed;
mod handle;
mod http;
mod load;
mod opened;
mod return_path;
mod revoking;
mod rule;
mod signed_in;
mod slot;
mod slots;

#[allow(unused_imports, reason = "only the frameworks finish here")]
pub(crate) use ahead::Finished;
pub use ahead::SlotFuture;
pub use asked::Asked;
pub use csrf::Csrf;
pub use denied::{Answer, Denied};
pub use destroyed::Destroyed;
pub use handle::Session;
pub(crate) use http::target;
pub use http::{RequestHead, ResponseHead};
#[cfg(any(feature = "poem", feature = "salvo", feature = "warp"))]
pub(crate) use http::{asked, fetch_metadata, host_of};
pub use opened::Opened;
pub use return_path::return_path;
pub use rule::{Anyone, Rule};
pub use signed_in::{Login, SignedIn};
pub use slot::SessionSlot;
pub use slots::SessionSlots;
