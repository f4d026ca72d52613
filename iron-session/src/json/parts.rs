//! The parts of a JSON text, as slices of it.

/// The parts of a text between the separators that stand in no string, array or object.
///
/// The text is what stands between the brackets of an array or object that is valid JSON. White space
/// around a part is left out.
pub(super) fn parts(text: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(text).filter(|text| !text.trim_ascii().is_empty());
    std::iter::from_fn(move || {
        let (part, others) = split(rest?, separator);
        rest = others;
        Some(part.trim_ascii())
    })
}

/// Name and value of each member between the braces of an object. The names are still JSON strings.
pub(crate) fn members(text: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    parts(text, b',').map(|member| {
        let (name, value) = split(member, b':');
        (name.trim_ascii(), value.unwrap_or_default().trim_ascii())
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
        match text.get(at..) {
            Some([b'"', rest @ ..]) => return rest,
            Some([_, _, rest @ ..]) => text = rest,
            _ => break,
        }
    }
    &[]
}

/// What stands before the first such separator, and what follows it if there is one.
fn split(text: &[u8], separator: u8) -> (&[u8], Option<&[u8]>) {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    let is_separator = |byte: &u8| {
        match *byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => depth = depth.saturating_add(1),
            b']' | b'}' => depth = depth.saturating_sub(1),
            byte => return depth == 0 && byte == separator,
        }
        false
    };
    match text.iter().position(is_separator).and_then(|end| text.split_at_checked(end)) {
        Some((part, [_, rest @ ..])) => (part, Some(rest)),
        _ => (text, None),
    }
}
