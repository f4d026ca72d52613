//! placeholder
#![cfg_attr(docsrs, feature(doc_cfg))]

mod candidates;
mod config;
mod cookie;
mod error;
mod finite;
mod http;
mod json;
mod keyring;
mod lifetime;
mod manager;
mod meta;
mod random;
pub mod seal;
mod secret;
mod session;
mod set_cookies;
mod state;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
use __private as private;

pub use config::{Config, ConfigError, Priority, SameSite};
pub use error::{Error, Rejection, TooLarge, Weakness};
pub use http::{RequestHead, ResponseHead};
#[cfg(feature = "derive")]
pub use iron_session_derive::IronSession;
pub use keyring::{Keyring, KeyringBuilder};
pub use manager::SessionManager;
pub use meta::Meta;
pub use session::{Destroyed, IronSession, Session};
pub use set_cookies::SetCookies;
