//! What operators are told: the events of sessions, and who hears of them.

mod developer;
mod event;
mod observer;
mod report;
#[cfg(feature = "metrics")]
mod to_metrics;
#[cfg(feature = "tracing")]
mod to_tracing;

pub(crate) use developer::tell_developer;
#[allow(unused_imports, reason = "only the frameworks answer with a 500")]
pub(crate) use developer::{text_for_developers, text_of_mistake};
pub use event::{Event, Severity};
pub(crate) use observer::Observer;
#[allow(unused_imports, reason = "only the frameworks answer with a 500")]
pub(crate) use observer::{not_lent, unreported};
pub(crate) use report::KeptLine;
pub use report::{Report, RequestLine};
