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

mod config;
mod cookie;
mod error;
#[cfg(feature = "fe26")]
pub mod fe26;
#[cfg(any(feature = "actix", feature = "poem", feature = "rocket", feature = "salvo", feature = "tower"))]
mod frameworks;
mod json;
mod keyring;
mod lending;
mod members;
mod private;
mod random;
mod request;
pub mod seal;
mod session;
mod times;

/// Outside the promises of semantic versioning.
#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}

pub use config::{Config, Priority, SameSite};
pub use error::{ConfigError, Error, JsonError, Rejection, SessionError, TooLarge, Weakness};
#[cfg(feature = "actix")]
pub use frameworks::actix;
#[cfg(feature = "axum")]
pub use frameworks::axum;
#[cfg(feature = "poem")]
pub use frameworks::poem;
#[cfg(feature = "rocket")]
pub use frameworks::rocket;
#[cfg(feature = "salvo")]
pub use frameworks::salvo;
#[cfg(feature = "tower")]
pub use frameworks::tower;
#[cfg(feature = "warp")]
pub use frameworks::warp;
#[cfg(feature = "derive")]
pub use iron_session_derive::IronSession;
pub use keyring::{Keyring, KeyringBuilder};
pub use members::{Expiring, IronSession};
pub use request::{Meta, Renewal, SessionManager, SetCookies};
pub use session::{
    Denied, Destroyed, Login, Opened, RequestHead, ResponseHead, Session, SessionSlot, SessionSlots, SignedIn,
};

#[cfg(all(doc, feature = "fe26"))]
#[doc = include_str!("../docs/from-javascript.md")]
pub mod from_javascript {}

// Pages of the documentation. Under `doctest` too, so that their programs run.

#[cfg(any(doc, doctest))]
#[doc = include_str!("../docs/seal-format.md")]
pub mod seal_format {}

#[cfg(any(doc, doctest))]
#[doc = include_str!("../docs/design.md")]
pub mod design {}

#[cfg(any(doc, doctest))]
#[doc = include_str!("../docs/security.md")]
pub mod security {}

/// The README's programs, compiled and run with the other examples.
#[cfg(all(doctest, feature = "axum"))]
#[doc = include_str!("../README.md")]
struct Readme;
