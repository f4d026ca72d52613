//! One session in one request: which cookie counts, what has changed, what is due, and what is written.

mod capacity;
mod checking;
mod choice;
mod chunks;
mod cookie_names;
mod due;
mod elsewhere;
mod ending;
mod fetch_metadata;
#[cfg(feature = "testing")]
mod for_tests;
mod held;
mod host;
mod into_manager;
#[cfg(feature = "fe26")]
mod javascript;
mod loaded;
mod localhost;
mod manager;
mod marker;
mod meta;
mod outcome;
mod parts;
mod pieces;
mod policy;
mod readable;
mod reader;
mod removals;
mod renewal;
pub(crate) mod response;
mod room;
mod screen;
mod screening;
mod sealable;
mod sealing;
mod set_cookies;
mod settling;
mod state;
mod subject;
mod suffix;
mod telling;
mod texts;
mod traces;
mod waiting;

pub(crate) use checking::Checked;
pub(crate) use cookie_names::CookieNames;
pub use fetch_metadata::FetchMetadata;
pub(crate) use fetch_metadata::is_safe_method;
pub use into_manager::IntoSessionManager;
pub(crate) use loaded::Loaded;
#[cfg(feature = "testing")]
pub(crate) use localhost::is_localhost;
pub use manager::SessionManager;
pub use meta::Meta;
pub use renewal::Renewal;
pub(crate) use response::{apply, impl_headers};
pub use set_cookies::SetCookies;
pub(crate) use settling::{also_end, former_of, settle_at_once, settlement_of_removal};
pub(crate) use state::State;
