//! What can fail: [`Error`] while setting up or saving, [`Rejection`] while opening what a browser sent,
//! [`SessionError`] in a framework's layer.

mod config_error;
mod cross_site;
mod failure;
mod json_error;
#[cfg(test)]
mod on_page;
mod rejection;
mod session_error;
mod session_text;
mod too_large;
mod weakness;

pub use config_error::ConfigError;
pub use cross_site::{CrossSiteError, CrossSiteReason};
pub use failure::Error;
pub use json_error::JsonError;
pub use rejection::Rejection;
pub use session_error::SessionError;
pub use too_large::TooLarge;
pub use weakness::Weakness;
