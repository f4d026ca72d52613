//! Seals as plain text, for transports other than cookies: links, headers, e-mails.
//!
//! Session cookies need none of this; [`SessionManager`](crate::SessionManager) does it for them. Here every
//! input is given explicitly: the keyring, what the seal is bound to, and the moment. Choose a purpose of
//! your own, so that a token is not accepted as a session or as another kind of token. The page
//! [`seal_format`](crate::seal_format) describes the bytes.
//!
//! # Examples
//!
//! ```
//! use iron_session::Keyring;
//! use iron_session::seal::{self, Binding, Record};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let keys = Keyring::generate()?;
//! let link = Binding { purpose: "magic-link", name: "" };
//! let now = 1_800_000_000;
//!
//! let record = Record { created: now, issued: now, expires: now + 900, ..Record::default() };
//! let text = seal::seal(&keys, link, &record, br#"{"user":7}"#)?;
//!
//! let opened = seal::open(&keys, link, now.into(), text.as_bytes())?;
//! assert_eq!(opened.json(), br#"{"user":7}"#);
//!
//! let session = Binding { purpose: seal::SESSION, name: "__Host-session" };
//! assert!(seal::open(&keys, session, now.into(), text.as_bytes()).is_err());
//! # Ok(())
//! # }
//! ```

mod associated;
mod base64url;
mod cipher;
mod contents;
mod draft;
mod envelope;
#[cfg(feature = "fe26")]
pub(crate) mod fe26;
mod header;
mod label;
mod record;
mod token;

pub(crate) use base64url::text_of;
pub use contents::Contents;
pub(crate) use contents::Decrypted;
pub(crate) use draft::Draft;
pub(crate) use envelope::Room;
pub(crate) use header::Nonce;
pub use label::Label;
pub use record::Record;
pub(crate) use record::{Id, id_of, id_text};
#[cfg(feature = "hazmat")]
pub use token::seal_with_nonce;
pub use token::{Binding, SESSION, open, open_joined, seal};
pub(crate) use token::{open_joined_within, open_under, open_within};
