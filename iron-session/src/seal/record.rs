//! [`Record`]: what is sealed beside the JSON, and its layout, written and read side by side.

use std::fmt;

use crate::error::Rejection;
use crate::times::Times;

/// Length of a session's random id.
pub(super) const ID_BYTES: usize = 16;
/// Length of the shortest record: flags, three times and the schema.
pub(super) const MIN_BYTES: usize = 1 + 3 * 4 + 2;
/// Length of the longest record.
pub(super) const MAX_BYTES: usize = MIN_BYTES + ID_BYTES;

const FLAG_ID: u8 = 1;
const FLAG_TRANSIENT: u8 = 1 << 1;

/// 128 bits from the operating system's random source.
pub(crate) type Id = [u8; ID_BYTES];

/// What is sealed beside the JSON.
///
/// Times are whole seconds since 1970, with `created <= issued < expires`. `Debug` does not show the id,
/// since whoever knows it can follow the session.
///
/// # Examples
///
/// ```
/// use iron_session::seal::Record;
///
/// let now = 1_800_000_000;
/// let record = Record { created: now, issued: now, expires: now + 900, ..Record::default() };
/// assert_eq!((record.schema, record.id, record.transient), (0, None, false));
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
}

impl Record {
    pub(crate) fn times(&self) -> Times {
        Times { created: self.created, issued: self.issued, expires: self.expires }
    }

    /// How many bytes a record takes.
    pub(super) const fn bytes(has_id: bool) -> usize {
        if has_id { MAX_BYTES } else { MIN_BYTES }
    }

    /// Writes the record into `place`, which has exactly the bytes that the record takes.
    ///
    /// ```text
    /// | flags, 1 | created, 4 | issued, 4 | expires, 4 | schema, 2 | id, 16, if flagged |
    /// ```
    #[inline]
    pub(super) fn write(&self, place: &mut [u8]) {
        let (head, id) = place.split_first_chunk_mut::<MIN_BYTES>().expect("a draft has room for its record");
        head[0] =
            if self.id.is_some() { FLAG_ID } else { 0 } | if self.transient { FLAG_TRANSIENT } else { 0 };
        head[1..5].copy_from_slice(&self.created.to_be_bytes());
        head[5..9].copy_from_slice(&self.issued.to_be_bytes());
        head[9..13].copy_from_slice(&self.expires.to_be_bytes());
        head[13..15].copy_from_slice(&self.schema.to_be_bytes());
        if let Some(drawn) = &self.id {
            id.copy_from_slice(drawn);
        }
    }

    /// Splits what was decrypted into the record and the JSON after it (the page `seal_format`, "Opening,
    /// step by step", step 6).
    #[inline]
    pub(super) fn read(plain: &[u8]) -> Result<(Self, &[u8]), Rejection> {
        let (head, rest) = plain.split_first_chunk::<MIN_BYTES>().ok_or(Rejection::Malformed)?;
        let flags = head[0];
        if flags & !(FLAG_ID | FLAG_TRANSIENT) != 0 {
            return Err(Rejection::UnsupportedVersion);
        }
        let (id, json) = if flags & FLAG_ID == 0 {
            (None, rest)
        } else {
            let (id, json) = rest.split_first_chunk::<ID_BYTES>().ok_or(Rejection::Malformed)?;
            (Some(*id), json)
        };
        let record = Self {
            created: u32::from_be_bytes(array(&head[1..5])),
            issued: u32::from_be_bytes(array(&head[5..9])),
            expires: u32::from_be_bytes(array(&head[9..13])),
            schema: u16::from_be_bytes(array(&head[13..15])),
            id,
            transient: flags & FLAG_TRANSIENT != 0,
        };
        if record.times().ordered() { Ok((record, json)) } else { Err(Rejection::Malformed) }
    }
}

/// The slice as an array of the same length.
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
            .finish()
    }
}
