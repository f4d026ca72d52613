//! [`held`]: the data that the browser holds.

use super::state::State;
use crate::members::{self, IronSession};

/// The data that was opened, read once more. Without a cookie, and after a restart, it is a default session.
///
/// `json` is the JSON that was opened. While a draft is filled, the draft has it.
pub(super) fn held<T: IronSession>(state: &State, json: &[u8], now: u32) -> T {
    let opened = state.received.contents.as_ref().filter(|_| !state.is_restarted());
    let read = |schema| members::read_session(schema, json, now.into()).ok();
    opened.and_then(|contents| read(contents.record().schema)).unwrap_or_default()
}
