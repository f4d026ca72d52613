//! [`Label`]: what a seal shows to those who have no key.

use std::mem::MaybeUninit;

use super::base64url::{decode, encoded_len};
use super::envelope::MIN_CHARS;
use super::header::VERSION;
use crate::error::Rejection;
use crate::keyring::TAG_BYTES;

/// How many bytes are read of a seal: the version and the key tag, rounded up to whole groups of characters.
const READ_BYTES: usize = (1 + TAG_BYTES).next_multiple_of(3);

/// What a seal shows to those who have no key: the version of its format, and which key it names.
///
/// Nothing of it is authenticated, so it is no proof: anybody can write any key tag. It is for tools that
/// tell an operator why a seal does not open.
///
/// # Examples
///
/// ```
/// use iron_session::Keyring;
/// use iron_session::seal::{self, Binding, Label, Record};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let (keys, link) = (Keyring::generate()?, Binding { purpose: "magic-link", name: "" });
/// # let record = Record { expires: 900, ..Record::default() };
/// let text = seal::seal(&keys, link, &record, b"{}")?;
/// let label = Label::read(text.as_bytes())?;
/// assert_eq!(label.version, 1);
///
/// let tag = label.key_tag.ok_or("version 1 names its key")?;
/// assert!(format!("{keys:?}").contains(&format!("{:02x}{:02x}", tag[0], tag[1])));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// The version of the format. This release reads version 1.
    pub version: u8,
    /// The tag of the key that sealed, if the version is one that this release reads.
    pub key_tag: Option<[u8; 16]>,
}

impl Label {
    /// Reads the first characters of a seal. The rest of the text is not looked at.
    ///
    /// # Errors
    ///
    /// [`Rejection::Malformed`] if the text is shorter than any seal, or does not begin with base64url.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::Rejection;
    /// use iron_session::seal::Label;
    ///
    /// assert_eq!(Label::read(b"Fe26.2*1*"), Err(Rejection::Malformed));
    /// ```
    pub fn read(text: &[u8]) -> Result<Self, Rejection> {
        if text.len() < MIN_CHARS {
            return Err(Rejection::Malformed);
        }
        let mut room = [MaybeUninit::uninit(); READ_BYTES];
        let text = text.get(..encoded_len(READ_BYTES)).ok_or(Rejection::Malformed)?;
        let [version, rest @ ..] = decode(text, &mut room)? else { return Err(Rejection::Malformed) };
        let key_tag = rest.first_chunk::<TAG_BYTES>().copied();
        Ok(Self { version: *version, key_tag: key_tag.filter(|_| *version == VERSION) })
    }
}
