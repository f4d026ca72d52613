//! How JavaScript reads JSON, and what its session object does not allow.

/// Methods of the session object of iron-session for JavaScript. They hide members of the same name, and such
/// a session could not be saved again.
pub const JAVASCRIPT_METHODS: [&str; 3] = ["save", "destroy", "updateConfig"];

/// The text that JavaScript makes of decrypted bytes before it parses them.
///
/// A byte order mark is dropped, and bytes that are not UTF-8 are replaced. An empty text or `null` is read
/// as the empty session. A half of a surrogate pair is replaced too, since no Rust text can hold it.
#[cfg(feature = "fe26")]
pub(crate) fn from_javascript(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    if matches!(text.trim_ascii(), "" | "null") {
        return "{}".into();
    }
    if text.contains("\\u") { whole_surrogates(&text).into() } else { text }
}

/// Replaces `\ud800` and other halves of surrogate pairs by `\ufffd`, unless the other half follows.
#[cfg(feature = "fe26")]
fn whole_surrogates(text: &str) -> String {
    let (mut whole, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, escape)) = rest.find('\\').and_then(|at| rest.split_at_checked(at)) {
        whole.push_str(before);
        let (is_half, length) = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (false, 12),
            (Some(code), _) => (matches!(code, 0xd800..=0xdfff), 6),
            (None, _) => (false, escape.chars().take(2).map(char::len_utf8).sum()),
        };
        let (kept, others) = escape.split_at_checked(length).unwrap_or((escape, ""));
        whole.push_str(if is_half { "\\ufffd" } else { kept });
        rest = others;
    }
    whole.push_str(rest);
    whole
}

/// The unit of UTF-16 that an escape such as `\ud800` at the beginning of a text stands for.
#[cfg(feature = "fe26")]
fn unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.get(..6)?.strip_prefix("\\u")?, 16).ok()
}
