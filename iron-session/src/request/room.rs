//! [`room`]: how many bytes of JSON a session may still gain before a save fails.

use super::capacity::Capacity;
#[cfg(feature = "fe26")]
use super::state::Due;
use super::state::State;
#[cfg(feature = "fe26")]
use super::{due, javascript, sealing, suffix::Suffix};
use crate::config::Format;
use crate::seal::{Draft, Id, Record};

/// Data whose JSON can be measured, whatever its type.
pub(crate) trait Measured: Send + Sync {
    /// How many bytes the data takes as JSON. None if it has no JSON, or one that is nested too deep.
    fn json_bytes(&self) -> Option<usize>;
}

/// How many bytes the data may still gain. Zero if it does not fit as it is, or cannot be sealed.
pub(super) fn room(state: &State, data: &dyn Measured) -> usize {
    let fitting = most_json_bytes(state).zip(data.json_bytes());
    fitting.map_or(0, |(most, present)| most.saturating_sub(present))
}

/// How many bytes of JSON fit into the cookies of a session that has changed.
fn most_json_bytes(state: &State) -> Option<usize> {
    let config = &state.policy.config;
    match config.format {
        Format::Native => {
            let chars = Capacity::of(config, 0).most_chars();
            // A change draws the id, if the session has none yet.
            let id = config.id.then(Id::default);
            Some(Draft::most_json(chars, Record::bytes(id, state.own_length())))
        }
        Format::Fe26 => most_json_bytes_of_javascript(state),
    }
}

/// The digits of Max-Age and of the seal's end count too. They are those of a save in this request.
#[cfg(feature = "fe26")]
fn most_json_bytes_of_javascript(state: &State) -> Option<usize> {
    sealing::check_own_lifetime(state).ok()?;
    let record = due::record(state, 0, Due::NewTimes).ok()?;
    let suffix = Suffix::of(state, &record).ok()?;
    let chars = Capacity::of(&state.policy.config, suffix.chars()).most_chars();
    javascript::most_json(&state.policy, record.expires, chars)
}

#[cfg(not(feature = "fe26"))]
fn most_json_bytes_of_javascript(_: &State) -> Option<usize> {
    None
}
