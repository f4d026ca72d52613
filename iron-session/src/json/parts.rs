//! The parts of a JSON text, as slices of it.

/// The parts of a text between the separators that stand in no string, array or object.
///
/// The text is what stands between the brackets of an array or object that is valid JSON. White space
/// around a part is left out.
pub(super) fn parts(text: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(text).filter(|text| !text.trim_ascii().is_empty());
    std::iter::from_fn(move || {
        let text = rest?;
        let end = length(text, separator);
        rest = text.get(end + 1..);
        Some(text[..end].trim_ascii())
    })
}

/// Name and value of each member between the braces of an object. The names are still JSON strings.
pub(crate) fn members(text: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    parts(text, b',').map(|member| {
        let colon = length(member, b':');
        (member[..colon].trim_ascii(), member.get(colon + 1..).unwrap_or_default().trim_ascii())
    })
}

/// Whether a member's name, a JSON string, is this text.
pub(crate) fn is_name(json: &[u8], text: &str) -> bool {
    let plain = json.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\""));
    plain == Some(text.as_bytes()) || serde_json::from_slice::<String>(json).is_ok_and(|name| name == text)
}

/// What follows the end of a string whose beginning is left out.
pub(super) fn after_text(mut text: &[u8]) -> &[u8] {
    while let Some(at) = memchr::memchr2(b'"', b'\\', text) {
        let is_end = text[at] == b'"';
        text = text.get(at + if is_end { 1 } else { 2 }..).unwrap_or_default();
        if is_end {
            return text;
        }
    }
    &[]
}

/// How many bytes stand before the first such separator.
fn length(text: &[u8], separator: u8) -> usize {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    let is_separator = |byte: &u8| {
        match *byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            byte => return depth == 0 && byte == separator,
        }
        false
    };
    text.iter().position(is_separator).unwrap_or(text.len())
}
