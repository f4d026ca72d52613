//! Cookie header bytes in, Set-Cookie values out.

use std::fmt::Write;

use crate::config::Format;

mod attributes;

pub(crate) use attributes::{Attributes, AttributesText};

/// The cookies called `name` or `other`, and whether it is the other, over all `Cookie` headers of a request (HTTP/2 splits
/// them).
///
/// Bytes are taken as they are: names compare exactly, only spaces and tabs around a pair are dropped, nothing is
/// unquoted or percent-decoded, and a pair that is not a cookie hides none of its neighbours.
pub(crate) fn values<'a>(
    headers: impl IntoIterator<Item = &'a [u8]>,
    name: &str,
    other: Option<&str>,
) -> impl Iterator<Item = (bool, &'a [u8])> {
    let value = |pair: &'a [u8], name: &str| pair.strip_prefix(name.as_bytes())?.strip_prefix(b"=");
    headers.into_iter().flat_map(|header| header.split(|&byte| byte == b';')).filter_map(move |pair| {
        let pair = trim(pair);
        let own = value(pair, name).map(|value| (false, value));
        own.or_else(|| value(pair, other?).map(|value| (true, value)))
    })
}

/// Spaces and tabs only: what else counts as white space elsewhere could disguise a name.
fn trim(mut bytes: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = bytes {
        bytes = rest;
    }
    bytes
}

/// Whether a Set-Cookie value sets the cookie called `name`.
pub(crate) fn sets(set_cookie: &[u8], name: &str) -> bool {
    let pair = set_cookie.split(|&byte| byte == b';').next().unwrap_or_default();
    let set = pair.split(|&byte| byte == b'=').next().unwrap_or_default();
    trim(set) == name.as_bytes()
}

/// How many characters [`write_max_age`] appends.
pub(crate) fn max_age_chars(secs: u32) -> usize {
    "; Max-Age=".len() + secs.checked_ilog10().map_or(1, |zeros| zeros as usize + 1)
}

/// Appends the lifetime of a persistent cookie.
pub(crate) fn write_max_age(text: &mut String, secs: u32) {
    write!(text, "; Max-Age={secs}").expect("writing to a String cannot fail");
}

/// The Set-Cookie value that makes a browser forget the cookie: empty, and ended in both ways that browsers know.
pub(crate) fn removal(name: &str, attributes: Attributes<'_>) -> String {
    let mut text = format!("{name}=; Max-Age=0");
    if attributes.format == Format::Native {
        text.push_str("; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
    }
    text.push_str(attributes.text().as_str());
    text
}
