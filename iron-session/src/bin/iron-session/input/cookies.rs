//! [`Cookie`]: seals as people paste them: alone, with their names, or as a whole header.

/// A text that may be a seal, with the name of its cookie if that came with it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cookie<'t> {
    pub(crate) name: Option<&'t str>,
    pub(crate) value: &'t str,
}

/// The attributes of a Set-Cookie, in lower case. They are no cookies.
const ATTRIBUTES: [&str; 6] = ["domain", "expires", "max-age", "path", "priority", "samesite"];

/// Reads a text with one or more seals: `SEAL`, `NAME=SEAL`, several of them, or a header of cookies.
pub(crate) fn read(text: &str) -> Vec<Cookie<'_>> {
    let text = ["cookie:", "set-cookie:"].iter().find_map(|header| without(text, header)).unwrap_or(text);
    let pieces = text.split([';', ' ', '\t', '\r', '\n']).filter(|piece| !piece.is_empty());
    pieces.filter_map(cookie).collect()
}

/// One piece of a header. The attributes of a Set-Cookie are none.
fn cookie(piece: &str) -> Option<Cookie<'_>> {
    match piece.split_once('=') {
        // A Fe26.2 seal may have padding, and so `=`.
        Some((name, value)) if !name.starts_with("Fe26.") => {
            let is_attribute = ATTRIBUTES.contains(&name.to_ascii_lowercase().as_str());
            (!is_attribute).then(|| Cookie { name: Some(name), value: unquoted(value) })
        }
        _ => {
            let is_flag =
                ["httponly", "secure", "partitioned"].contains(&piece.to_ascii_lowercase().as_str());
            (!is_flag).then_some(Cookie { name: None, value: unquoted(piece) })
        }
    }
}

fn without<'t>(text: &'t str, header: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(header.len())?;
    start.eq_ignore_ascii_case(header).then_some(rest)
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}
