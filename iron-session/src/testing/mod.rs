#![doc = include_str!("../../docs/testing.md")]

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
