//! [`Numbers`]: which numbers of a JSON text its readers keep as they are.

use super::parts::after_text;

/// Which numbers a reader keeps as they are.
///
/// The finished text is judged. A serializer does not see every number: a `RawValue` writes text, and so
/// does a `Value` if the feature `arbitrary_precision` of `serde_json` is on anywhere in the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// All of them. A native seal is read by this library alone.
    Json,
    /// Those that a double holds. JavaScript has no other numbers.
    JavaScript,
}

/// What is said of a number that JavaScript would read as another one.
pub(crate) const ROUNDED: &str =
    "JavaScript would round one of its numbers, such as an integer beyond 2^53 - 1; seal it as text";

impl Numbers {
    /// Whether every number of the JSON text is kept.
    pub(crate) fn keep(self, json: &[u8]) -> bool {
        self == Self::Json || numbers(json).all(javascript_keeps)
    }
}

/// The numbers of a JSON text, as they are written there.
fn numbers(json: &[u8]) -> impl Iterator<Item = &str> {
    let mut rest = json;
    std::iter::from_fn(move || {
        loop {
            match rest {
                [] => return None,
                [b'"', text @ ..] => rest = after_text(text),
                [b'-' | b'0'..=b'9', ..] => {
                    let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
                    let end = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
                    let (number, after) = rest.split_at(end);
                    rest = after;
                    return std::str::from_utf8(number).ok();
                }
                [_, after @ ..] => rest = after,
            }
        }
    })
}

/// Whether JavaScript, having read this number, would write one that is the same to the reader.
fn javascript_keeps(number: &str) -> bool {
    /// A double holds every decimal of this many digits.
    const DIGITS: usize = 15;
    let is_float = number.contains(['.', 'e', 'E']);
    if number.len() <= DIGITS && !number.contains(['e', 'E']) {
        return true;
    }
    let Some(double) = number.parse::<f64>().ok().filter(|double| double.is_finite()) else {
        return false;
    };
    // As JavaScript does, `serde_json` takes the even one of two shortest texts that are equally near.
    let printed = || serde_json::to_string(&double).unwrap_or_default();
    if is_float { decimal(number) == decimal(&printed()) } else { prints_integer(number, double) }
}

/// Whether JavaScript writes the same digits, without an exponent, which the type of an integer would refuse.
fn prints_integer(number: &str, double: f64) -> bool {
    /// Numbers of more digits get an exponent.
    const DIGITS: usize = 21;
    let digits = number.trim_start_matches('-');
    digits.len() <= DIGITS && double.abs().to_string() == digits
}

/// The digits of a number from its first to its last that is not 0, and the power of ten of the last.
fn decimal(number: &str) -> (String, i64) {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{}{fraction}", whole.trim_start_matches('-'));
    let significant = digits.trim_end_matches('0');
    let zeros = digits.len().saturating_sub(significant.len());
    let significant = significant.trim_start_matches('0');
    if significant.is_empty() {
        return (String::new(), 0);
    }
    let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
    let exponent: i64 = exponent.parse().unwrap_or(i64::MAX);
    let power = exponent.saturating_add(count(zeros)).saturating_sub(count(fraction.len()));
    (significant.to_owned(), power)
}
