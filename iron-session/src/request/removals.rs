//! [`removals`]: what a write of a session removes besides.

use super::marker;
use super::state::State;
use crate::config::MOST_CHUNKS;
use crate::cookie::{self, Attributes};

/// Whether [`removals`] may give anything. Every save asks, and few have any.
#[inline]
pub(super) fn may_be_due(state: &State) -> bool {
    let received = &state.received;
    let has_shapes = (received.sent || received.marker_sent) && state.policy.has_other_shapes();
    has_shapes || received.traces.is_some() || state.policy.config.chunks > 1
}

/// The Set-Cookie values that go before a session in `written` chunks. Zero is for one that is whole or
/// removed.
///
/// They remove what a browser may hold of the same session: in the shapes of earlier configurations, in other
/// cookies than those that are written, and of iron-session for JavaScript. A browser does not tell the shape
/// of a cookie that it sends. So these are part of every write in a request that brought a cookie.
#[cold]
pub(super) fn removals(state: &State, written: usize) -> Vec<String> {
    let (policy, received) = (&state.policy, &state.received);
    let name = policy.config.cookie;
    let is_sent = received.sent || received.marker_sent;
    let shapes = if is_sent { policy.other_shapes() } else { Vec::new() };
    let mut removals: Vec<String> = shapes.iter().map(|shape| cookie::removal(name, *shape)).collect();
    if marker::is_used(&policy.config) {
        removals.extend(removals.clone().iter().map(|removal| marker::beside(name, removal)));
    }
    if written > 0 {
        removals.push(removal_of_today(state, name));
    }
    add_chunks(&mut removals, state, written, &shapes);
    // Chunks of the session itself leave traces too.
    if let Some(traces) = received.traces.as_ref().filter(|traces| traces.is_accepted()) {
        for removal in traces.removals(policy, written) {
            if !removals.contains(&removal) {
                removals.push(removal);
            }
        }
    }
    removals
}

/// Adds the removals of chunks that the session may have left. The first `written` are written instead.
///
/// A slower request may have left chunks that this one did not bring. Without its first chunk a seal is
/// incomplete, so a session that is whole removes that chunk in any case.
fn add_chunks(removals: &mut Vec<String>, state: &State, written: usize, shapes: &[Attributes<'_>]) {
    let policy = &state.policy;
    let brought = state.received.traces.as_ref().map(|traces| traces.chunks).unwrap_or_default();
    for (number, is_brought) in brought.into_iter().enumerate().take(MOST_CHUNKS) {
        let may_be_left = is_brought || number == 0 && policy.config.chunks > 1;
        let others = if is_brought { shapes } else { &[] };
        let name = || cookie::chunk_name(policy.config.cookie, number);
        removals.extend((may_be_left && number >= written).then(|| removal_of_today(state, &name())));
        removals.extend(others.iter().map(|shape| cookie::removal(&name(), *shape)));
    }
}

/// The removal of a cookie in the shape of today, whose text is known.
fn removal_of_today(state: &State, name: &str) -> String {
    cookie::removal_with(name, state.policy.config.format, state.policy.attributes_text())
}
