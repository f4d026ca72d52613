//! The bytes of `Cookie` headers, and the pairs in them.

/// The most parts into which iron-session for JavaScript cuts a cookie: `NAME.0` to `NAME.3`.
pub(crate) const MOST_PARTS: usize = 4;

/// The cookies that are looked for.
#[derive(Clone, Copy)]
pub(crate) struct Names<'n> {
    pub(crate) own: &'n str,
    pub(crate) other: Option<&'n str>,
    /// Whether the parts of both names are looked for too.
    pub(crate) parts: bool,
    /// What follows the own name in the name of its marker, if that is looked for too.
    pub(crate) marker: Option<&'n str>,
}

/// A cookie that was found.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) text: &'a [u8],
    /// Whether it is of the other name.
    pub(crate) is_other: bool,
    pub(crate) kind: Kind,
}

/// What was found of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Whole,
    /// One of the parts, by its number.
    Part(u8),
    Marker,
}

/// Calls `found` with every cookie of these names. It reads all `Cookie` headers of a request (HTTP/2 splits
/// them).
///
/// Bytes are taken as they are. Names have to be exactly the same. Only spaces and tabs around a pair are
/// dropped. Nothing is unquoted or percent-decoded. A pair that is not a cookie hides none of its neighbours.
pub(crate) fn each_value<'a>(
    headers: impl IntoIterator<Item = &'a [u8]>,
    names: Names<'_>,
    mut found: impl FnMut(Found<'a>),
) {
    for header in headers {
        let mut rest = Some(header);
        while let Some(bytes) = rest {
            let pair = trim_start(bytes);
            let Some(cookie) = names.find(pair) else {
                rest = after_semicolon(pair);
                continue;
            };
            let end = memchr::memchr(b';', cookie.text);
            rest = end.map(|end| &cookie.text[end + 1..]);
            found(Found { text: trim_end(&cookie.text[..end.unwrap_or(cookie.text.len())]), ..cookie });
        }
    }
}

impl Names<'_> {
    /// What follows the name and the equals sign, if a pair of one of the names begins here.
    #[inline]
    fn find<'a>(&self, pair: &'a [u8]) -> Option<Found<'a>> {
        if let Some(text) = after_name(pair, self.own) {
            return Some(Found { text, is_other: false, kind: Kind::Whole });
        }
        if let Some(text) = self.other.and_then(|other| after_name(pair, other)) {
            return Some(Found { text, is_other: true, kind: Kind::Whole });
        }
        if self.parts || self.marker.is_some() { self.find_beside(pair) } else { None }
    }

    /// A part, or the marker.
    fn find_beside<'a>(&self, pair: &'a [u8]) -> Option<Found<'a>> {
        let part_of = |name: &str, is_other| match pair.strip_prefix(name.as_bytes())? {
            [b'.', digit @ b'0'..=b'3', b'=', text @ ..] if self.parts => {
                Some(Found { text, is_other, kind: Kind::Part(digit - b'0') })
            }
            _ => None,
        };
        let marker = || {
            let text = after_name(pair.strip_prefix(self.own.as_bytes())?, self.marker?)?;
            Some(Found { text, is_other: false, kind: Kind::Marker })
        };
        part_of(self.own, false).or_else(|| part_of(self.other?, true)).or_else(marker)
    }
}

/// What follows the next semicolon.
///
/// Most cookies of other names are short, and end before a call of `memchr` has begun. So the first words are
/// searched here.
#[inline]
fn after_semicolon(bytes: &[u8]) -> Option<&[u8]> {
    const WORDS: usize = 6;
    let semicolons = u64::from_ne_bytes([b';'; 8]);
    let (ones, tops) = (u64::from_ne_bytes([1; 8]), u64::from_ne_bytes([0x80; 8]));
    let (words, _) = bytes.as_chunks();
    for (number, word) in words.iter().take(WORDS).enumerate() {
        // A byte is zero where there is a semicolon. Of the zero bytes, the lowest is found for certain.
        let zeros = u64::from_le_bytes(*word) ^ semicolons;
        let found = zeros.wrapping_sub(ones) & !zeros & tops;
        if found != 0 {
            return Some(&bytes[number * 8 + found.trailing_zeros() as usize / 8 + 1..]);
        }
    }
    let rest = &bytes[words.len().min(WORDS) * 8..];
    memchr::memchr(b';', rest).map(|end| &rest[end + 1..])
}

/// What follows the name and the equals sign, if a pair of this name begins here.
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
