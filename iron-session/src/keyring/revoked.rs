//! [`RevokedTag`]: a key that is known to have leaked.

use super::key::KeyTag;

/// The beginning of a key tag that is revoked, or all of it.
pub(super) struct RevokedTag(Box<[u8]>);

impl RevokedTag {
    /// Reads a tag as the `Debug` of a keyring shows it: at least eight hex digits, two dots after them or
    /// not.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits = text.strip_suffix("..").unwrap_or(text);
        let is_tag = matches!(digits.len(), 8..=32) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        // A last digit that stands alone would be half a byte.
        let pairs = digits.as_bytes().chunks(2).filter(|_| is_tag && digits.len().is_multiple_of(2));
        let bytes: Box<[u8]> =
            pairs.filter_map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()).collect();
        Some(Self(bytes)).filter(|tag| !tag.0.is_empty())
    }

    pub(super) fn of(tag: &KeyTag) -> Self {
        Self(tag.as_slice().into())
    }

    pub(super) fn is_of(&self, tag: &KeyTag) -> bool {
        tag.starts_with(&self.0)
    }
}
