//! From sealed JSON to text, and to a value.

use serde::de::DeserializeOwned;

use super::depth::too_deep;
use crate::error::Rejection;

/// Reads a value that owns its data. Only white space may follow it.
pub(crate) fn read<V: DeserializeOwned>(json: &[u8]) -> Result<V, Rejection> {
    let text = checked(json)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    V::deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| Rejection::payload("", byte(text, &error).max(1)))
}

/// The JSON as text, which is valid UTF-8 and not nested too deep.
pub(crate) fn checked(json: &[u8]) -> Result<&str, Rejection> {
    let text = std::str::from_utf8(json)
        .map_err(|error| Rejection::payload("", error.valid_up_to().saturating_add(1)))?;
    too_deep(json).map_or(Ok(text), |byte| Err(Rejection::payload("", byte)))
}

/// The byte, counted from 1, of an error of `serde_json`. The error itself has a line and a column.
pub(crate) fn byte(text: &str, error: &serde_json::Error) -> usize {
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    before.saturating_add(error.column())
}
