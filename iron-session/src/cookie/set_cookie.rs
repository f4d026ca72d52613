//! The text of `Set-Cookie` headers.

use super::attributes::{Attributes, MAX_AGE};
use super::header::{trim_end, trim_start};
use crate::config::Format;

/// The name of the cookie that a Set-Cookie value sets.
pub(crate) fn set_name(set_cookie: &[u8]) -> &[u8] {
    let set = pair(set_cookie).split(|&byte| byte == b'=').next().unwrap_or_default();
    trim_end(trim_start(set))
}

/// The value that a Set-Cookie value sets.
pub(super) fn set_value(set_cookie: &[u8]) -> &[u8] {
    let value = pair(set_cookie).splitn(2, |&byte| byte == b'=').nth(1);
    trim_end(trim_start(value.unwrap_or_default()))
}

/// Whether two Set-Cookie values give the same value to the same cookie, whatever their attributes.
pub(crate) fn set_the_same(a: &[u8], b: &[u8]) -> bool {
    let pair = |set_cookie| trim_end(trim_start(pair(set_cookie)));
    pair(a) == pair(b)
}

/// Name and value of a Set-Cookie value, with the `=` between them.
fn pair(set_cookie: &[u8]) -> &[u8] {
    set_cookie.split(|&byte| byte == b';').next().unwrap_or_default()
}

/// How many characters [`write_max_age`] appends.
#[expect(clippy::arithmetic_side_effects, reason = "a `u32` has at most ten digits")]
pub(crate) fn max_age_chars(secs: u32) -> usize {
    MAX_AGE.len() + secs.checked_ilog10().map_or(1, |zeros| zeros as usize + 1)
}

/// Appends the Max-Age of a persistent cookie.
pub(crate) fn write_max_age(text: &mut String, secs: u32) {
    text.push_str(MAX_AGE);
    text.push_str(itoa::Buffer::new().format(secs));
}

/// The Set-Cookie value that makes a browser forget the cookie: empty, with `Max-Age=0`. In the native format
/// it also has an `Expires` in the past.
pub(crate) fn removal(name: &str, attributes: Attributes<'_>) -> String {
    removal_with(name, attributes.format, attributes.text().as_str())
}

/// The same, with the text of the attributes.
pub(crate) fn removal_with(name: &str, format: Format, attributes: &str) -> String {
    let expires = match format {
        Format::Native => "; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        Format::Fe26 => "",
    };
    [name, "=; Max-Age=0", expires, attributes].concat()
}
