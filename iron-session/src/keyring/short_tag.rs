//! [`ShortTag`]: the part of a key tag by which operators know a key.

use std::fmt;

use super::key::KeyTag;

/// The first four bytes of a key tag, by which operators know a key. It tells nothing of the key.
///
/// `Display` shows it as eight hex digits, as the `Debug` of a [`Keyring`](crate::Keyring) does.
///
/// # Examples
///
/// ```
/// use iron_session::ShortTag;
///
/// let tag = ShortTag([0x3b, 0xa3, 0x2d, 0xb5]);
/// assert_eq!((tag.to_string(), format!("{tag:?}")), ("3ba32db5".into(), "\"3ba32db5..\"".into()));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShortTag(pub [u8; 4]);

impl From<&KeyTag> for ShortTag {
    fn from(tag: &KeyTag) -> Self {
        let [a, b, c, d, ..] = *tag;
        Self([a, b, c, d])
    }
}

impl fmt::Display for ShortTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Debug for ShortTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}..\"")
    }
}
