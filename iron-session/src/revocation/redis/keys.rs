//! The key that marks the data set, and how numbers are written.

use std::time::Duration;

/// The key of what marks the data set. It has no end.
pub(super) const DATA_SET: &str = "iron-session:data-set";

/// What Lua, whose numbers are floats, still counts one by one.
const MOST: u64 = (1 << 53) - 1;

/// A number that a script does not round.
pub(super) fn number_below_2_53(number: u64) -> u64 {
    number.min(MOST)
}

/// A length in milliseconds, at least one. The server refuses zero.
pub(super) fn millis(length: Duration) -> u64 {
    // No sum of a moment and a length is rounded either.
    u64::try_from(length.as_millis()).unwrap_or(MOST).clamp(1, MOST / 2)
}
