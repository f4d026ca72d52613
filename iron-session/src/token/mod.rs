//! Tokens for links and e-mails: a struct with a purpose, sealed as a text that opens for this purpose alone.

mod assertions;
mod contract;
mod csrf;
mod format;
mod issued;
#[cfg(feature = "fe26")]
mod javascript;
mod kind;
mod manager;
mod native;
mod once;

pub use assertions::{
    MAX_PURPOSE_BYTES, MAX_TOKEN_AGE, RESERVED_PREFIX, assert_native_older, assert_purpose,
    assert_same_purpose, assert_token_age,
};
pub use contract::{IronToken, migrate_token, read_token};
pub(crate) use csrf::{open_csrf, seal_csrf};
pub use format::{Fe26, Native, TokenFormat};
pub use issued::{OpenedToken, SealedToken, TokenMeta};
pub use manager::TokenManager;
