//! Whether what nobody asked for is written in this response, or waits for a later one.

use super::state::State;

/// Whether a write that nobody asked for waits for another request. It waits until `deadline` at most, in
/// seconds since 1970.
///
/// Such a write holds the data that this request brought. If its response arrives after that of a save or a
/// logout in another tab, it undoes that save or logout. So it is left to a request that rarely overlaps with
/// others: the visitor opens a page, and the answer takes less than a second.
///
/// A program whose pages only call scripts has no such request. So from the deadline on any request writes,
/// or else a visitor whose scripts ask all the time would be signed out.
#[cold]
pub(super) fn waits(state: &State, deadline: u64) -> bool {
    let is_overlapped = state.received.is_background || state.is_slow();
    is_overlapped && state.now.to_open() < deadline
}
