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
//! session.username = Some("demo".to_owned());
//! session.visits += 1;
//! session.save(&mut response)?; // one Set-Cookie, and only if something has changed
//! assert!(response.headers().contains_key("set-cookie"));
//!
//! session.destroy().save(&mut response)?;
//! # Ok(())
//! # }
//! ```
//!
//! The session derefs to the struct, so its fields are at hand where they are visible. Other modules use
//! accessors: `session.username()`, `session.set_username("demo")`, `*session.visits_mut() += 1`. The page of
//! the derive macro says [what only accessors do](derive@IronSession#fields-first).
//!
//! Under a framework's layer, the session is an extractor and saves itself. The page of each module has a
//! whole program: [`actix`](actix/index.html), [`axum`](axum/index.html), [`poem`](poem/index.html),
//! [`rocket`](rocket/index.html), [`salvo`](salvo/index.html), [`warp`](warp/index.html), and
//! [`tower`](tower/index.html) for hyper and all else.
//!
//! # The tour
//!
//! 1. Attributes: the page of the [derive](derive@IronSession) has all keys of a struct and its fields, with
//!    an example of each.
//! 2. Who is signed in: [`Login`] and [`SignedIn`], roles by a [`Rule`], and [`return_path`] after the login.
//! 3. Keys: [`Keyring::from_env`], and the page [`deploying`]: how secrets reach a program, how a key is
//!    replaced, what proxies take, and what to watch.
//! 4. Tests of an application: the page [`testing`](testing/index.html).
//! 5. When a session has to end before its cookie expires: the page [`ending_sessions`], and
//!    [`redis`](redis/index.html) for several servers.
//! 6. Links, e-mails and forms: the [derive of tokens](derive@IronToken), and [`Csrf`].
//! 7. Beside iron-session for JavaScript, or after it: the page
//!    [`from_javascript`](from_javascript/index.html).
//! 8. Trouble: the page [`when_something_is_wrong`] leads from what you see to the cure.
//! 9. Doubts: the page [`questions`] says why not a JWT, what if the key leaks, and how much fits.
//!    [`security`] has what is promised, where each promise ends, and what is not promised; [`attacks`] what
//!    attackers send, with the test of each case, and what standards ask. [`design`] says
//!    why it is as it is, and [`seal_format`] has the rules of the seal, for programs in any language.
//!
//! # The types
//!
//! What a program sets up:
//!
//! - [`Keyring`]: the secrets of the application, stretched once at the start. A mistake in the set-up is an
//!   [`Error`] here.
//! - [`Config`]: what the attributes say, checked when the program is compiled.
//! - [`SessionManager`]: loads sessions with all that is known only at run time: a domain, a clock, an
//!   observer.
//! - [`Event`]: what happened to a session, for the operator. The observer hears of it in a [`Report`].
//! - [`KeyringUsage`]: how often each key opened, and so whether an old one may go.
//!
//! What a handler holds:
//!
//! - [`Session`]: one visitor's data with the seal it came from. It derefs to the struct.
//!   [`save`](Session::save) writes a cookie if the data has changed, [`renew`](Session::renew) begins anew
//!   at login, and [`destroy`](Session::destroy) ends the session. [`meta`](Session::meta) tells its times,
//!   and why a cookie was refused.
//! - [`Renewal`]: what a login says of its own session: how long it lasts, and whether it ends with the
//!   browser, as in "remember me".
//! - [`SignedIn`]: a session of a visitor who is signed in, as [`Login`] defines it, and whom a [`Rule`]
//!   allows. [`return_path`]: where the visitor was before the login. [`Opened`]: a session that is there
//!   only if a cookie opened.
//! - [`Expiring`]: a value in a session that ends before the session does.
//!
//! What links and e-mails hold:
//!
//! - [`IronToken`](trait@IronToken): a struct with a purpose, sealed as a text that opens for nothing else.
//!   [`TokenManager`] seals and opens with a clock of your own, and tells ids and times: [`SealedToken`],
//!   [`OpenedToken`], [`TokenMeta`].
//!
//! What ends sessions from the server:
//!
//! - [`Revocations`]: "log out everywhere", a logout that holds against copies of the cookie, and a list of
//!   [devices](Device); in memory, or in a store that servers share ([`RevocationStore`], [`Outage`]).
//!
//! What forms hold:
//!
//! - [`Csrf`]: a text that ties a form to the session in which it was shown, so that no other site can send
//!   the form.
//!
//! What can go wrong:
//!
//! - [`Error`]: a keyring or manager could not be built, or a session could not be saved. For a value that
//!   has no form in JSON, it holds what the serializer said, as a [`JsonError`].
//! - [`Rejection`]: why a cookie was refused. It is no failure: the visitor has a fresh session.
//! - [`SessionError`]: why a layer could not lend a session, or could not save it. [`Denied`]: why there is
//!   no `SignedIn`.
//! - [`CrossSite`]: which requests of other sites a layer refuses, and which it lets in all the same.
//!
//! What layers and other transports are made of:
//!
//! - [`SessionSlot`], [`SessionSlots`]: a request has one session of a type. Any number of holders may read
//!   it, and one may write it at a time.
//! - [`SetCookies`]: the Set-Cookie values of a session, as text.
//! - [`seal`]: the seal by itself, where every input is given by hand.
//!
//! # What to expect
//!
//! - Loading never fails, and what it costs is limited by the length of what was sent. A hostile, expired or
//!   foreign cookie is a fresh session.
//! - Saving writes only what is needed. If it fails, nothing is written.
//! - A cookie has at most 4096 bytes.
//! - No server remembers a session. [`Revocations`] remember which ones were ended before they expire.
//!
//! # Features
//!
//! - `derive` (default): the derive macros [`IronSession`](derive@IronSession) and
//!   [`IronToken`](derive@IronToken).
//! - [`actix`](actix/index.html), [`axum`](axum/index.html), [`poem`](poem/index.html),
//!   [`rocket`](rocket/index.html), [`salvo`](salvo/index.html), [`tower`](tower/index.html),
//!   [`warp`](warp/index.html): the module of that name. It has the layer that lends and saves sessions, and
//!   the extractors that take them.
//! - [`fe26`](fe26/index.html): the seal of iron-session for JavaScript, in that module and in the attributes
//!   `format` and `accept`.
//! - `ring`: the same seals by ring's cipher; needs a C compiler. In an ordinary x86-64 build it takes about
//!   half the time at the sizes of most sessions. The reason is that `poly1305` chooses AVX2 code at run
//!   time, which costs about a microsecond for each message. Most of that can be saved without `ring` too: by
//!   the flag `--cfg poly1305_backend="soft"` under `build.rustflags` in `.cargo/config.toml`, or by
//!   `-C target-cpu=x86-64-v3` if all your machines have AVX2.
//! - `cli`: the command `iron-session`, which makes secrets, looks into seals and turns keys; see
//!   [`deploying`]. It adds nothing to the library.
//! - [`testing`](testing/index.html): what tests of an application need: keys, signed-in requests, a
//!   browser's cookies, a clock. For `[dev-dependencies]` only.
//! - `tracing`: each [`Event`] is one of `tracing`, at the level of its [`Severity`], with the fields
//!   `cookie`, `method`, `path` and those of the variant. `reason` and `error` are the words of
//!   [`Rejection::word`] and [`SessionError::word`], and `detail` is their text for people, which may change.
//!   They hold no secrets, payloads or seals.
//! - `metrics`: each [`Event`] moves the counter `iron_session_*_total` of its [word](Event::word), such as
//!   `iron_session_refused_total`. All have the label `cookie`. `opened` has `key` and `role` besides,
//!   `refused` and `cross_site` have `reason`, `written` has `changed`, and `failed` has `error`: the words
//!   of [`Rejection::word`], [`CrossSiteReason::word`] and [`SessionError::word`]. The histogram
//!   `iron_session_written_bytes` has the size of cookies. A new release changes no name, and may add some.
//! - [`redis`](redis/index.html): `Revocations::redis`, which ends sessions on all servers by Redis or
//!   Valkey. It needs tokio.
//! - `wasm-js`: random bytes and the clock from JavaScript, on `wasm32-unknown-unknown`, as in Cloudflare
//!   Workers. It changes nothing on other targets. See
//!   [`deploying`](deploying/index.html#on-wasm-and-at-the-edge).
//! - `hazmat`: sealing under a nonce or random source of your choosing, for test vectors only.

#![cfg_attr(docsrs, feature(doc_cfg))]
// Each exception has its proof as the reason of an `expect`. See `CONTRIBUTING.md`, "No panic".
#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

mod config;
mod cookie;
mod cross_site;
mod error;
mod events;
#[cfg(feature = "fe26")]
pub mod fe26;
#[cfg(any(feature = "actix", feature = "poem", feature = "rocket", feature = "salvo", feature = "tower"))]
mod frameworks;
mod json;
mod keyring;
mod lending;
mod members;
mod paths;
mod private;
mod random;
mod request;
mod revocation;
pub mod seal;
mod session;
#[cfg(feature = "testing")]
pub mod testing;
mod times;
mod token;

/// What generated code calls. It may change in every release.
#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}

pub use config::{Config, Priority, SameSite};
pub use cross_site::CrossSite;
pub use error::{
    ConfigError, CrossSiteError, CrossSiteReason, Error, JsonError, OnceError, Rejection, RevocationError,
    SessionError, StoreError, TooLarge, Weakness,
};
pub use events::{Event, Report, RequestLine, Severity};
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
pub use iron_session_derive::{IronSession, IronToken};
pub use keyring::{KeyRole, KeyUsage, Keyring, KeyringBuilder, KeyringUsage, ShortTag};
pub use members::{Expiring, IronSession, NoSubject};
pub use request::{FetchMetadata, IntoSessionManager, Meta, Renewal, SessionManager, SetCookies};
pub use revocation::{Device, Outage, RevocationStore, Revocations, StoreFuture, StoreKey, StoreNotice};
pub use session::{
    Answer, Anyone, Asked, Csrf, Denied, Destroyed, Login, Opened, RequestHead, ResponseHead, Rule, Session,
    SessionSlot, SessionSlots, SignedIn, SlotFuture, return_path,
};
pub use token::{IronToken, OpenedToken, SealedToken, TokenManager, TokenMeta};

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
#[doc = include_str!("../docs/deploying.md")]
pub mod deploying {}

#[cfg(any(doc, doctest))]
#[doc = include_str!("../docs/questions.md")]
pub mod questions {}

#[cfg(any(doc, all(doctest, feature = "axum")))]
#[doc = include_str!("../docs/ending-sessions.md")]
pub mod ending_sessions {}

#[cfg(any(doc, doctest))]
#[doc = include_str!("../docs/security.md")]
pub mod security {}

#[cfg(any(doc, doctest))]
#[doc = include_str!("../docs/attacks.md")]
pub mod attacks {}

#[cfg(all(doc, feature = "redis"))]
#[doc = include_str!("../docs/redis.md")]
pub mod redis {}

#[cfg(any(doc, all(doctest, feature = "axum")))]
#[doc = include_str!("../docs/when-something-is-wrong.md")]
pub mod when_something_is_wrong {}

/// The programs of the README, which are compiled and run like the other examples.
#[cfg(all(doctest, feature = "axum"))]
#[doc = include_str!("../README.md")]
struct Readme;
