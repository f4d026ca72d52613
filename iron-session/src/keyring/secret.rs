//! [`Secret`]: a password or a raw key, and how a text spells one.

use base64::Engine;
use base64::alphabet::{Alphabet, STANDARD, URL_SAFE};
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use super::key::KEY_BYTES;
#[cfg(feature = "fe26")]
use super::leftovers::without_quotes;
use super::weaknesses::{check_bytes, check_published, check_raw, check_rows, check_text};
use crate::error::Weakness;

/// How a text says that it holds a raw key.
const KEY_MARK: &str = "key:";

/// The bytes of a raw key. They stay in one place until they are wiped, since a move would leave a copy.
type RawKey = Box<Zeroizing<[u8; KEY_BYTES]>>;

/// A secret, in the form in which it is used; wiped when dropped. Both kinds are nearly alike in size, since
/// unused room keeps what was on the stack before.
pub(crate) enum Secret {
    Password(Zeroizing<Box<str>>),
    Raw(RawKey),
}

impl Secret {
    /// A password, taken as it is.
    pub(crate) fn password(text: &str) -> Result<Self, Weakness> {
        check_text(text)?;
        if text.starts_with(KEY_MARK) {
            return Err(Weakness::KeyAsPassword);
        }
        check_published(text)?;
        check_bytes(text.as_bytes())?;
        check_rows(text)?;
        Ok(Self::Password(Zeroizing::new(text.into())))
    }

    /// 32 bytes that are already random.
    pub(crate) fn raw(bytes: &[u8; KEY_BYTES]) -> Result<Self, Weakness> {
        check_raw(bytes)?;
        let mut key = RawKey::default();
        key.copy_from_slice(bytes);
        Ok(Self::Raw(key))
    }

    /// A text as variables, files and vaults hold it: `key:` and a raw key, or a password.
    pub(crate) fn text(text: &str) -> Result<Self, Weakness> {
        check_text(text)?;
        let Some(spelled) = text.strip_prefix(KEY_MARK) else {
            return Self::password(text);
        };
        let key = raw_key(spelled).ok_or(Weakness::BadKey)?;
        check_raw(&key[..])?;
        Ok(Self::Raw(key))
    }

    /// Whether a Fe26.2 password is this secret, as it is or spelled.
    #[cfg(feature = "fe26")]
    pub(crate) fn is(&self, password: &str) -> bool {
        let bare = without_quotes(password);
        match self {
            Self::Password(own) => ***own == *password || ***own == *bare,
            Self::Raw(key) => {
                let spelled = bare.strip_prefix(KEY_MARK).unwrap_or(bare);
                password.as_bytes() == &key[..] || raw_key(spelled).is_some_and(|other| other == *key)
            }
        }
    }
}

/// The 32 bytes that a text spells, as hex or in either alphabet of base64, with or without padding.
fn raw_key(text: &str) -> Option<RawKey> {
    let mut key = RawKey::default();
    if text.len() == 2 * KEY_BYTES && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        for (byte, digits) in key.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
        }
        return Some(key);
    }
    [&STANDARD, &URL_SAFE].into_iter().find_map(|alphabet| from_base64(text, alphabet))
}

fn from_base64(text: &str, alphabet: &Alphabet) -> Option<RawKey> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    // The decoder needs space for whole groups of four characters.
    let mut room = Zeroizing::new([0; KEY_BYTES + 1]);
    let written = GeneralPurpose::new(alphabet, config).decode_slice(text, room.as_mut_slice());
    let mut key = RawKey::default();
    let [bytes @ .., _] = &*room;
    key.copy_from_slice(bytes);
    (written == Ok(KEY_BYTES)).then_some(key)
}
