//! What comes through stdin, at most 64 KiB of it.

use std::io::{self, Read};

use crate::failure::Failure;

/// The longest input. Every longer seal is refused, in both formats.
const MAX_BYTES: usize = 64 * 1024;

/// All of stdin without one line end, or nothing if it is longer than any seal.
pub(crate) fn read() -> Result<Option<Vec<u8>>, Failure> {
    let mut bytes = Vec::new();
    // With space for a line end, and one byte more to see that it is too long.
    io::stdin()
        .lock()
        .take(MAX_BYTES as u64 + 3)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::usage(format_args!("stdin could not be read: {error}")))?;
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
    }
    Ok((bytes.len() <= MAX_BYTES).then_some(bytes))
}
