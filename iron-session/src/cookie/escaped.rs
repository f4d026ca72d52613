//! Values of cookies as JavaScript programs read them: without quotes, and percent-decoded.

#[cfg(feature = "fe26")]
use std::borrow::Cow;

/// A value without the pair of quotes that some programs put around it.
pub(crate) fn unquoted(text: &[u8]) -> &[u8] {
    match text {
        [b'"', inner @ .., b'"'] => inner,
        _ => text,
    }
}

/// A value as the package `cookie` for JavaScript reads it. One pair of quotes is dropped, and then it is
/// percent-decoded, once. If a percent sign has no two digits after it, the text stays as it is.
#[cfg(feature = "fe26")]
pub(crate) fn unescaped(text: &[u8]) -> Cow<'_, [u8]> {
    let text = unquoted(text);
    if memchr::memchr(b'%', text).is_none() {
        return Cow::Borrowed(text);
    }
    percent_decoded(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(feature = "fe26")]
fn percent_decoded(text: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    loop {
        rest = match rest {
            [] => return Some(decoded),
            [b'%', high, low, rest @ ..] => {
                let digit =
                    |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                decoded.push(digit(*high)? << 4 | digit(*low)?);
                rest
            }
            [b'%', ..] => return None,
            [byte, rest @ ..] => {
                decoded.push(*byte);
                rest
            }
        }
    }
}

#[cfg(all(test, feature = "fe26"))]
mod tests {
    use super::unescaped;

    #[test]
    fn quotes_are_dropped_and_percent_signs_decoded_once() {
        for (text, read) in [
            ("a*b~2", "a*b~2"),
            ("\"a*b\"", "a*b"),
            ("\"\"a\"\"", "\"a\""),
            ("\"", "\""),
            ("\"\"", ""),
            ("a%2Ab%7e2", "a*b~2"),
            ("\"a%2ab\"", "a*b"),
            ("%252A", "%2A"),
            ("%2A%zz", "%2A%zz"),
            ("%2A%", "%2A%"),
            ("%2A%7", "%2A%7"),
            ("%+2", "%+2"),
        ] {
            assert_eq!(unescaped(text.as_bytes()), read.as_bytes(), "{text}");
        }
    }
}
