//! [`Record`]: what is sealed beside the JSON.

use std::fmt;

use crate::times::Times;

/// What is sealed beside the JSON. Times are whole seconds since 1970, with `created <= issued < expires`.
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
    /// Whether the cookie is written without Max-Age, to be forgotten when the browser exits.
    pub transient: bool,
}

impl Record {
    pub(crate) fn times(&self) -> Times {
        Times { created: self.created, issued: self.issued, expires: self.expires }
    }
}

impl fmt::Debug for Record {
    /// An id stays out of logs: whoever knows it can follow the session.
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
