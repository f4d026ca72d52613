//! What can fail: [`Error`] while setting up or saving, [`Rejection`] while opening what a browser sent,
//! [`SessionError`] in a framework's layer.

mod config_error;
mod cross_site;
mod failure;
mod json_error;
#[cfg(test)]
mod on_page;
mod once_error;
mod rejection;
mod revocation_error;
mod session_error;
mod session_text;
mod store_error;
mod too_large;
mod weakness;

pub use config_error::ConfigError;
pub use cross_site::{CrossSiteError, CrossSiteReason};
pub use failure::Error;
pub use json_error::JsonError;
pub use once_error::OnceError;
pub use rejection::Rejection;
pub use revocation_error::RevocationError;
pub use session_error::SessionError;
pub use store_error::StoreError;
pub use too_large::TooLarge;
pub use weakness::Weakness;
