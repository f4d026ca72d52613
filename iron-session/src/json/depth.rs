//! How deep the sealed JSON may be nested.

use crate::error::Error;

/// How deep arrays and objects may be nested (seal format 1, "Opening", step 10).
const MAX_DEPTH: usize = 128;

/// Whether the JSON of a session is nested deeper than any reader takes it.
pub(crate) fn check_depth(json: &[u8]) -> Result<(), Error> {
    too_deep(json).map_or(Ok(()), |_| Err(Error::TooDeep))
}

/// The byte, counted from 1, where arrays and objects are nested deeper than the format allows.
pub(super) fn too_deep(json: &[u8]) -> Option<usize> {
    // `[` and `{` differ in one bit. Few sessions have more of them in all than may be nested, so most are not scanned.
    let opens = |&byte: &u8| u8::from(byte | 0x20 == b'{');
    // As many as a byte counts are taken at once, since then the compiler counts in bytes, a register at a time.
    let count = |bytes: &[u8]| usize::from(bytes.iter().map(opens).sum::<u8>());
    // What is nested too deep is also closed as often, unless it is no JSON at all.
    if json.len() <= 2 * MAX_DEPTH || json.chunks(224).map(count).sum::<usize>() <= MAX_DEPTH {
        return None;
    }
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (at, &byte) in json.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(at + 1);
        }
    }
    None
}
