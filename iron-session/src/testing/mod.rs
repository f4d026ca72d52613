#![doc = include_str!("../../docs/testing.md")]
#![expect(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "it runs in tests of applications, which are to fail with a message where something is wrong"
)]

mod bad_cookie;
mod browser;
mod clock;
mod keys;
mod responses;
mod sealed;

pub use bad_cookie::BadCookie;
pub use browser::{DropReason, Dropped, Jar, StoredCookie};
pub use clock::Clock;
pub use responses::SetCookieValues;
pub use sealed::{cookie, removed, session};
