//! One session in one request: which cookie counts, what changed, what is due, what is written.

mod choice;
mod due;
pub(crate) mod events;
#[cfg(feature = "fe26")]
mod javascript;
mod loaded;
mod manager;
mod meta;
mod policy;
mod renewal;
mod response;
mod sealing;
mod set_cookies;
mod state;

pub(crate) use loaded::Loaded;
pub use manager::SessionManager;
pub use meta::Meta;
pub use renewal::Renewal;
pub(crate) use response::{A_HEADER_VALUE, Header, Headers, apply};
pub use set_cookies::SetCookies;
pub(crate) use state::State;
