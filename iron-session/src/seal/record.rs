//! [`Record`]: what is sealed beside the JSON, and its layout, written and read side by side.

use std::fmt;

use super::base64url::{decode_in_place, text_of};
use crate::error::Rejection;
use crate::times::Times;

/// Length of a session's random id.
pub(super) const ID_BYTES: usize = 16;
/// Length of the shortest record: flags, three times and the schema.
pub(super) const MIN_BYTES: usize = 1 + 3 * 4 + 2;
/// Length of a session's own length, in seconds.
const OWN_LENGTH_BYTES: usize = 4;
/// Length of the longest record.
pub(super) const MAX_BYTES: usize = MIN_BYTES + ID_BYTES + OWN_LENGTH_BYTES;

const FLAG_ID: u8 = 1;
const FLAG_TRANSIENT: u8 = 1 << 1;
const FLAG_OWN_LENGTH: u8 = 1 << 2;

/// 128 bits from the operating system's random source.
pub(crate) type Id = [u8; ID_BYTES];

/// An id as 22 characters of base64url.
pub(crate) fn id_text(id: &Id) -> String {
    text_of(id)
}

/// The id of such a text. None if it is none.
pub(crate) fn id_of(text: &str) -> Option<Id> {
    let mut text = text.as_bytes().to_vec();
    decode_in_place(&mut text).ok()?.try_into().ok()
}

/// What is sealed beside the JSON.
///
/// Times are whole seconds since 1970, with `created <= issued < expires`. If there is an own length,
/// `expires - issued` is at most that. `Debug` does not show the id, since whoever knows it can follow the
/// session.
///
/// # Examples
///
/// ```
/// use iron_session::seal::Record;
///
/// let now = 1_800_000_000;
/// let record = Record { created: now, issued: now, expires: now + 900, ..Record::default() };
/// assert_eq!((record.schema, record.id, record.transient, record.own_length), (0, None, false, None));
///
/// let record = Record { id: Some([7; 16]), ..record };
/// assert!(!format!("{record:?}").contains("[7, 7"));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Record {
    /// When the session began.
    pub created: u32,
    /// When its current lifetime began.
    pub issued: u32,
    /// When it stops being valid.
    pub expires: u32,
    /// The number of the JSON's schema.
    pub schema: u16,
    /// A random id of the session.
    pub id: Option<[u8; 16]>,
    /// Whether the cookie is written without Max-Age, so that the browser forgets it when it exits.
    pub transient: bool,
    /// The session's own length in seconds, if it was begun with a shorter life than its type's.
    ///
    /// It is sealed, because `expires` does not tell it: an absolute timeout may have cut that short.
    pub own_length: Option<u32>,
}

impl Record {
    pub(crate) fn times(&self) -> Times {
        Times { created: self.created, issued: self.issued, expires: self.expires }
    }

    /// How many bytes a record with these parts takes.
    #[inline]
    #[expect(clippy::arithmetic_side_effects, reason = "the sum is `MAX_BYTES` at most")]
    pub(crate) const fn bytes(id: Option<Id>, own_length: Option<u32>) -> usize {
        let id = if id.is_some() { ID_BYTES } else { 0 };
        let own_length = if own_length.is_some() { OWN_LENGTH_BYTES } else { 0 };
        MIN_BYTES + id + own_length
    }

    /// Whether a correct sealer could have written the times, and the own length if there is one.
    pub(super) fn holds_together(&self) -> bool {
        let times = self.times();
        times.ordered() && self.own_length.is_none_or(|own_length| times.length() <= own_length)
    }

    /// Writes the record into `place`, which has exactly the bytes that the record takes. The last two parts
    /// are there only if they are flagged.
    ///
    /// ```text
    /// | flags, 1 | created, 4 | issued, 4 | expires, 4 | schema, 2 | id, 16 | own length, 4 |
    /// ```
    #[inline]
    #[expect(
        clippy::expect_used,
        reason = "`place` has `MIN_BYTES` and the bytes of each part that is there"
    )]
    pub(super) fn write(&self, place: &mut [u8]) {
        let (head, mut rest) =
            place.split_first_chunk_mut::<MIN_BYTES>().expect("a draft has room for its record");
        head[0] = self.flags();
        head[1..5].copy_from_slice(&self.created.to_be_bytes());
        head[5..9].copy_from_slice(&self.issued.to_be_bytes());
        head[9..13].copy_from_slice(&self.expires.to_be_bytes());
        head[13..15].copy_from_slice(&self.schema.to_be_bytes());
        if let Some(id) = &self.id {
            let place = rest.split_off_mut(..ID_BYTES).expect("a draft has room for its id");
            place.copy_from_slice(id);
        }
        if let Some(own_length) = self.own_length {
            rest.copy_from_slice(&own_length.to_be_bytes());
        }
    }

    fn flags(&self) -> u8 {
        let flag = |is_set, flag| if is_set { flag } else { 0 };
        flag(self.id.is_some(), FLAG_ID)
            | flag(self.transient, FLAG_TRANSIENT)
            | flag(self.own_length.is_some(), FLAG_OWN_LENGTH)
    }

    /// Splits what was decrypted into the record and the JSON after it (the page `seal_format`, "Opening,
    /// step by step", step 6).
    #[inline]
    pub(super) fn read(plain: &[u8]) -> Result<(Self, &[u8]), Rejection> {
        let (head, rest) = plain.split_first_chunk::<MIN_BYTES>().ok_or(Rejection::Malformed)?;
        let flags = head[0];
        if flags & !(FLAG_ID | FLAG_TRANSIENT | FLAG_OWN_LENGTH) != 0 {
            return Err(Rejection::UnsupportedVersion);
        }
        let (id, rest) = split_if(flags & FLAG_ID != 0, rest)?;
        let (own_length, json) = split_if(flags & FLAG_OWN_LENGTH != 0, rest)?;
        let record = Self {
            created: u32::from_be_bytes(array(&head[1..5])),
            issued: u32::from_be_bytes(array(&head[5..9])),
            expires: u32::from_be_bytes(array(&head[9..13])),
            schema: u16::from_be_bytes(array(&head[13..15])),
            id,
            transient: flags & FLAG_TRANSIENT != 0,
            own_length: own_length.map(u32::from_be_bytes),
        };
        if record.holds_together() { Ok((record, json)) } else { Err(Rejection::Malformed) }
    }
}

/// Splits off a part of the record that is there only if it is flagged.
#[inline]
fn split_if<const N: usize>(is_flagged: bool, rest: &[u8]) -> Result<(Option<[u8; N]>, &[u8]), Rejection> {
    if !is_flagged {
        return Ok((None, rest));
    }
    let (part, rest) = rest.split_first_chunk().ok_or(Rejection::Malformed)?;
    Ok((Some(*part), rest))
}

/// The slice as an array of the same length.
#[expect(clippy::expect_used, reason = "each caller gives as many bytes as its number has, by constants")]
fn array<const N: usize>(slice: &[u8]) -> [u8; N] {
    slice.try_into().expect("the slice was cut to this length")
}

impl fmt::Debug for Record {
    /// Leaves the id out, since whoever reads it in a log can follow the session.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("created", &self.created)
            .field("issued", &self.issued)
            .field("expires", &self.expires)
            .field("schema", &self.schema)
            .field("id", &self.id.map(|_| "<redacted>"))
            .field("transient", &self.transient)
            .field("own_length", &self.own_length)
            .finish()
    }
}
