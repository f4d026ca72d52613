//! Secrets go in, keys come out.

mod builder;
mod constructors;
mod environment;
#[cfg(feature = "fe26")]
mod fe26;
mod given;
mod key;
mod keys;
mod leftovers;
mod revoked;
mod role;
mod rotation;
mod secret;
mod short_tag;
mod subkeys;
mod templates;
mod turn;
mod usage;
mod weaknesses;

pub use builder::KeyringBuilder;
#[cfg(feature = "fe26")]
pub(crate) use fe26::Fe26Keys;
pub(crate) use key::{CSRF, KEY_BYTES, KeyTag, SESSION, Subkey, TAG_BYTES, length_prefix};
pub use keys::Keyring;
pub use role::KeyRole;
pub use short_tag::ShortTag;
pub(crate) use subkeys::Subkeys;
pub use usage::{KeyUsage, KeyringUsage};
