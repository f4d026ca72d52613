//! Whether two JSON texts mean the same.

use super::order::Order;
use super::parts::after_text;

/// Whether two values are the same, apart from the order of the parts of arrays and objects. Which arrays are
/// sets, the text does not show.
pub(crate) fn same(first: &[u8], second: &[u8]) -> bool {
    first == second || sorted(first) == sorted(second)
}

/// As [`same`], but of each text only letters and digits count, and no letter's case.
pub(crate) fn alike(first: &[u8], second: &[u8]) -> bool {
    sorted(&folded(first)) == sorted(&folded(second))
}

fn sorted(json: &[u8]) -> Vec<u8> {
    let mut sorted = Vec::with_capacity(json.len());
    Order::Throughout.write(json, &mut sorted);
    sorted
}

/// The JSON with the letters, in small form, and the digits of each text alone.
fn folded(json: &[u8]) -> Vec<u8> {
    let (mut folded, mut rest) = (Vec::with_capacity(json.len()), json);
    while let Some((before, [b'"', inside @ ..])) =
        memchr::memchr(b'"', rest).and_then(|start| rest.split_at_checked(start))
    {
        let after = after_text(inside);
        let text = rest.get(before.len()..rest.len().saturating_sub(after.len())).unwrap_or_default();
        let text: String = serde_json::from_slice(text).unwrap_or_default();
        let letters = text.chars().filter(|char| char.is_alphanumeric());
        let letters: String = letters.flat_map(char::to_lowercase).collect();
        folded.extend_from_slice(before);
        folded.push(b'"');
        folded.extend_from_slice(letters.as_bytes());
        folded.push(b'"');
        rest = after;
    }
    folded.extend_from_slice(rest);
    folded
}

#[cfg(test)]
mod tests {
    use super::{alike, same};

    #[test]
    fn order_means_nothing_and_numbers_do() {
        assert!(same(br#"{"a":[1,{"b":2,"c":[]}],"d":" , "}"#, br#"{"d":" , ","a":[{"c":[],"b":2},1]}"#));
        for (first, second) in
            [("[1,1]", "[1]"), ("1", "1.0"), ("\"a\"", "\"A\""), ("{\"a\":1}", "{\"a\":2}")]
        {
            assert!(!same(first.as_bytes(), second.as_bytes()), "{first} {second}");
        }
    }

    #[test]
    fn letters_in_other_case_and_white_space_are_alike_and_other_letters_are_not() {
        assert!(alike(br#"["B\u00c9 ","a\"b"]"#, "[\"ab\",\"bé\"]".as_bytes()));
        for (first, second) in [("\"a\"", "\"\""), ("\"a\"", "\"b\""), ("1", "2"), ("\"1\"", "1")] {
            assert!(!alike(first.as_bytes(), second.as_bytes()), "{first} {second}");
        }
    }
}
