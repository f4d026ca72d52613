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
#[expect(
    clippy::arithmetic_side_effects,
    reason = "all are places in `text`, or up to 12 after one, and a text has at most `isize::MAX` bytes"
)]
fn whole_surrogates(text: &str) -> String {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let (mut whole, mut at) = (String::with_capacity(text.len()), 0);
    while let Some(escape) = text[at..].find('\\').map(|found| at + found) {
        whole.push_str(&text[at..escape]);
        let kept = match (unit(escape), unit(escape + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                whole.push_str("\\ufffd");
                at = escape + 6;
                continue;
            }
            (Some(_), _) => 6,
            (None, _) => text[escape..].chars().take(2).map(char::len_utf8).sum(),
        };
        whole.push_str(&text[escape..escape + kept]);
        at = escape + kept;
    }
    whole.push_str(&text[at..]);
    whole
}
