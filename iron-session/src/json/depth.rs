//! How deep the sealed JSON may be nested.

use crate::error::Error;

/// How deep arrays and objects may be nested (the page `seal_format`, "Opening, step by step", step 10).
const MAX_DEPTH: usize = 128;

/// Refuses JSON of a session that is nested deeper than readers accept.
pub(crate) fn check_depth(json: &[u8]) -> Result<(), Error> {
    too_deep(json).map_or(Ok(()), |_| Err(Error::TooDeep))
}

/// The byte, counted from 1, where arrays and objects are nested deeper than the format allows.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "`depth` is `MAX_DEPTH` at most where it grows, and `at` is the index of a byte"
)]
pub(super) fn too_deep(json: &[u8]) -> Option<usize> {
    // `[` and `{` differ in one bit. Few sessions have more of them than may be nested, so most need no scan.
    let opens = |&byte: &u8| u8::from(byte | 0x20 == b'{');
    // Short chunks, whose counts fit into a byte: so the compiler counts in bytes, a whole register at a
    // time.
    let count = |bytes: &[u8]| usize::from(bytes.iter().map(opens).sum::<u8>());
    // JSON that is nested too deep has as many closing brackets, so it has more than `2 * MAX_DEPTH` bytes. A
    // text without them is no JSON, and reading it fails.
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
