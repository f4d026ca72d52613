//! What every example needs and none is about: its port, its keys, and the frame and style of its pages.

pub mod moment;
mod page;
mod server;

pub use page::{document, escape, is_local, page};
pub use server::{Outcome, exit_code, interrupted, keyring, keyring_of, listen, serve};
