//! Derive [`IronSession`] on a struct and it becomes a typed, encrypted, stateless session in a cookie.
//!
//! ```
//! use http::{Request, Response};
//! use iron_session::{IronSession, Keyring};
//!
//! #[derive(IronSession)]
//! #[iron(cookie = "__Host-app", max_age = "30d")]
//! pub struct SessionData {
//!     username: Option<String>,
//!     visits: u32,
//! }
//!
//! # fn main() -> Result<(), iron_session::Error> {
//! # let (request, mut response) = (Request::new(()), Response::new(()));
//! let keys = Keyring::generate()?; // in production: Keyring::from_env("IRON_SESSION_PASSWORD")?
//!
//! let mut session = SessionData::load(&request, &keys);
//! session.set_username("demo");
//! *session.visits_mut() += 1;
//! session.save(&mut response)?;
//!
//! session.destroy().save(&mut response)?;
//! # Ok(())
//! # }
//! ```
//!
//! Below a framework's layer, the session is an extractor and saves itself; see the module of your framework.
//!
//! # The types
//!
//! - [`Keyring`]: the secrets of the application, stretched once at start. A set-up mistake is an [`Error`] here.
//! - [`Session`]: one visitor's data with the seal it came from. It derefs to the struct; [`save`](Session::save) writes
//!   a cookie if the data changed, [`renew`](Session::renew) begins anew at login, [`destroy`](Session::destroy) ends it,
//!   [`meta`](Session::meta) tells its times and why a cookie was refused, as a [`Rejection`].
//! - [`SignedIn`], [`Opened`]: a session for those who are signed in ([`Login`]), and one for those who have one.
//! - [`SessionManager`]: loads sessions with whatever is only known at run time: a domain, a clock, observers.
//! - [`SessionSlot`], [`SessionSlots`]: what layers are made of. A request has one session, which any number may read and one may
//!   write at a time; what breaks the rule, or cannot be saved, is a [`SessionError`].
//! - [`Config`]: what the attributes say, checked when it compiles.
//! - [`seal`]: the format itself, for links and other transports.
//!
//! # What to expect
//!
//! Loading never fails, and never costs more than the length of what was sent: a hostile, expired or foreign cookie is a
//! fresh session. Saving writes only what is needed, and never a part of it. Nothing is remembered on the server, so a
//! session cannot be revoked before it expires; a cookie holds at most 4096 bytes.
//!
//! # Features
//!
//! - `derive` (default): the derive macro [`IronSession`](derive@IronSession).
//! - `actix`, `axum`, `poem`, `rocket`, `salvo`, `tower`, `warp`: the module of that name, with the layer that lends and saves sessions
//!   and the extractors that take them.
//! - `fe26`: share a cookie with iron-session for JavaScript, or move away from it; the page `from_javascript` has the recipe.
//! - `ring`: the same seals, sealed and opened by ring's cipher; needs a C compiler. In an ordinary x86-64 build it takes about half the
//!   time at the sizes of most sessions, since `poly1305` pays about a microsecond a message for AVX2 code chosen at run time. Without
//!   it a program can save most of that, by the flag `--cfg poly1305_backend="soft"` under `build.rustflags` in
//!   `.cargo/config.toml`, or by `-C target-cpu=x86-64-v3` if all its machines have AVX2.
//! - `tracing`: events when a cookie is refused or a session is not saved, without secrets, payloads or seals.
//! - `hazmat`: sealing under a nonce or random source of your choosing, for test vectors only.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "actix")]
#[cfg_attr(docsrs, doc(cfg(feature = "actix")))]
pub mod actix;
#[cfg(feature = "axum")]
#[cfg_attr(docsrs, doc(cfg(feature = "axum")))]
pub mod axum;
mod candidates;
mod config;
mod cookie;
mod error;
mod events;
#[cfg(feature = "fe26")]
#[cfg_attr(docsrs, doc(cfg(feature = "fe26")))]
pub mod fe26;
mod field;
mod headers;
mod http;
#[cfg(feature = "fe26")]
mod javascript;
#[path = "members/session.rs"]
mod json;
mod keyring;
mod lifetime;
mod live;
mod manager;
mod meta;
mod numbers;
#[cfg(any(feature = "poem", feature = "salvo", feature = "warp"))]
mod on_http;
mod opened;
mod origin;
#[cfg(feature = "poem")]
#[cfg_attr(docsrs, doc(cfg(feature = "poem")))]
pub mod poem;
mod policy;
mod private;
mod random;
#[cfg(any(feature = "actix", feature = "poem", feature = "rocket", feature = "salvo", feature = "tower"))]
mod remains;
mod renewal;
#[cfg(feature = "rocket")]
#[cfg_attr(docsrs, doc(cfg(feature = "rocket")))]
pub mod rocket;
#[cfg(feature = "salvo")]
#[cfg_attr(docsrs, doc(cfg(feature = "salvo")))]
pub mod salvo;
pub mod seal;
mod session;
mod set_cookies;
mod signed_in;
mod slot;
mod slots;
mod state;
#[cfg(feature = "tower")]
#[cfg_attr(docsrs, doc(cfg(feature = "tower")))]
pub mod tower;
#[cfg(feature = "warp")]
#[cfg_attr(docsrs, doc(cfg(feature = "warp")))]
pub mod warp;

/// Outside the promises of semantic versioning.
#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}

pub use config::{Config, Priority, SameSite};
pub use error::{ConfigError, Error, Rejection, SessionError, TooLarge, Weakness};
pub use field::Expiring;
pub use http::{RequestHead, ResponseHead};
#[cfg(feature = "derive")]
pub use iron_session_derive::IronSession;
pub use keyring::{Keyring, KeyringBuilder};
pub use manager::SessionManager;
pub use meta::Meta;
pub use opened::Opened;
pub use renewal::Renewal;
pub use session::{Destroyed, IronSession, Session};
pub use set_cookies::SetCookies;
pub use signed_in::{Denied, Login, SignedIn};
pub use slot::SessionSlot;
pub use slots::SessionSlots;

#[cfg(all(doc, feature = "fe26"))]
#[doc = include_str!("../from-javascript.md")]
pub mod from_javascript {}

/// The README's programs, compiled and run with the other examples.
#[cfg(all(doctest, feature = "axum"))]
#[doc = include_str!("../../README.md")]
struct Readme;
