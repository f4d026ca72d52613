//! [`held`]: the data that the browser holds.

use super::state::State;
use crate::members::{self, IronSession};
use crate::seal::Draft;

/// The data that was opened, read once more. Without a cookie, and after a restart, it is a default session.
///
/// While a draft is filled, it has the JSON that was opened.
pub(super) fn held<T: IronSession>(state: &State, draft: &Draft, now: u32) -> T {
    let opened = state.received.contents.as_ref().filter(|_| !state.is_restarted());
    let read = |schema| members::read_session(schema, draft.held(), now.into()).ok();
    opened.and_then(|contents| read(contents.record().schema)).unwrap_or_default()
}
