//! The bytes of `Cookie` headers, and the pairs in them.

/// The cookies that are looked for.
#[derive(Clone, Copy)]
pub(crate) struct Names<'n> {
    pub(crate) own: &'n str,
    pub(crate) other: Option<&'n str>,
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
    /// A cookie `NAME.0` to `NAME.3`, by its number.
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
    found: &mut dyn FnMut(Found<'a>),
) {
    for header in headers {
        let mut rest = Some(header);
        while let Some(bytes) = rest {
            let pair = trim_start(bytes);
            let Some(cookie) = names.find(pair) else {
                rest = after_semicolon(pair);
                continue;
            };
            let (text, others) = split_at_semicolon(cookie.text);
            rest = others;
            found(Found { text: trim_end(text), ..cookie });
        }
    }
}

impl Names<'_> {
    /// What follows the name and the equals sign, if a pair of one of the names begins here.
    #[inline]
    fn find<'a>(&self, pair: &'a [u8]) -> Option<Found<'a>> {
        let own = after(pair, self.own);
        if let Some([b'=', text @ ..]) = own {
            return Some(Found { text, is_other: false, kind: Kind::Whole });
        }
        let other = self.other.and_then(|other| after(pair, other));
        if let Some([b'=', text @ ..]) = other {
            return Some(Found { text, is_other: true, kind: Kind::Whole });
        }
        // Almost every pair of other cookies ends here.
        if own.is_none() && other.is_none() { None } else { self.find_beside(own, other) }
    }

    /// A part, or the marker, by what follows the names.
    #[cold]
    fn find_beside<'a>(&self, own: Option<&'a [u8]>, other: Option<&'a [u8]>) -> Option<Found<'a>> {
        let part = |after: Option<&'a [u8]>, is_other| match after? {
            [b'.', digit @ b'0'..=b'3', b'=', text @ ..] => {
                Some(Found { text, is_other, kind: Kind::Part(digit.saturating_sub(b'0')) })
            }
            _ => None,
        };
        let marker = || {
            let text = own?.strip_prefix(self.marker?.as_bytes())?.strip_prefix(b"=")?;
            Some(Found { text, is_other: false, kind: Kind::Marker })
        };
        part(own, false).or_else(|| part(other, true)).or_else(marker)
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
    let mut rest = bytes;
    for _ in 0..WORDS {
        let Some((word, others)) = rest.split_first_chunk() else {
            let mut rest = rest.iter();
            rest.find(|byte| **byte == b';')?;
            return Some(rest.as_slice());
        };
        // A byte is zero where there is a semicolon. Of the zero bytes, the lowest is found for certain.
        let zeros = u64::from_le_bytes(*word) ^ semicolons;
        let found = zeros.wrapping_sub(ones) & !zeros & tops;
        if found != 0 {
            return rest.get((found.trailing_zeros() as usize / 8).saturating_add(1)..);
        }
        rest = others;
    }
    split_at_semicolon(rest).1
}

/// What stands before the first semicolon, and what follows it if there is one.
#[inline]
fn split_at_semicolon(bytes: &[u8]) -> (&[u8], Option<&[u8]>) {
    match memchr::memchr(b';', bytes).and_then(|end| bytes.split_at_checked(end)) {
        Some((text, [_, rest @ ..])) => (text, Some(rest)),
        _ => (bytes, None),
    }
}

/// What follows the name, if a pair begins with it and the name of a part or of a marker may follow.
#[inline]
fn after<'a>(pair: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let (begin, rest) = pair.split_at_checked(name.len())?;
    // Two bytes tell most other pairs apart, without a call.
    let may_be = matches!(rest, [b'=' | b'.' | b'-', ..]) && begin.first() == name.as_bytes().first();
    (may_be && begin == name.as_bytes()).then_some(rest)
}

/// Drops spaces and tabs only. Other white space could disguise a name.
#[inline]
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
