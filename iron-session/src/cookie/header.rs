//! The bytes of `Cookie` headers, and the pairs in them.

/// Calls `found` with the value of every cookie called `name` or `other`, and with whether it is `other`. It
/// reads all `Cookie` headers of a request (HTTP/2 splits them).
///
/// Bytes are taken as they are. Names have to be exactly the same. Only spaces and tabs around a pair are
/// dropped. Nothing is unquoted or percent-decoded. A pair that is not a cookie hides none of its neighbours.
pub(crate) fn each_value<'a>(
    headers: impl IntoIterator<Item = &'a [u8]>,
    name: &str,
    other: Option<&str>,
    mut found: impl FnMut(bool, &'a [u8]),
) {
    for header in headers {
        let mut rest = Some(header);
        while let Some(bytes) = rest {
            let pair = trim_start(bytes);
            let own = after_name(pair, name);
            let text = own.or_else(|| after_name(pair, other?));
            let bytes = text.unwrap_or(pair);
            let end = memchr::memchr(b';', bytes);
            rest = end.map(|end| &bytes[end + 1..]);
            if text.is_some() {
                found(own.is_none(), trim_end(&bytes[..end.unwrap_or(bytes.len())]));
            }
        }
    }
}

/// What follows the name and the equals sign, if `bytes` begins with a pair of this name.
#[inline]
fn after_name<'a>(bytes: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let name = name.as_bytes();
    // The first byte tells most other pairs apart, without a call.
    if bytes.first() != name.first() {
        return None;
    }
    bytes.strip_prefix(name)?.strip_prefix(b"=")
}

/// Drops spaces and tabs only. Other white space could disguise a name.
pub(super) fn trim_start(mut bytes: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = bytes {
        bytes = rest;
    }
    bytes
}

pub(super) fn trim_end(mut bytes: &[u8]) -> &[u8] {
    while let [rest @ .., b' ' | b'\t'] = bytes {
        bytes = rest;
    }
    bytes
}
