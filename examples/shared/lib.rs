//! What all examples share: the port, the keys, and the frame and the style of the pages.

pub mod moment;
mod page;
mod server;

pub use page::{document, escape, is_local, page, page_leading_to};
pub use server::{Outcome, exit_code, interrupted, keyring, keyring_of, listen, serve, serve_on};
