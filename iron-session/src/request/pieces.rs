//! [`Pieces`]: what a request brought of sessions in several cookies, `NAME.0` to `NAME.3`.

use super::chunks::Chunks;
use super::parts::Parts;
use super::reader;
use crate::config::{Config, Format};
use crate::cookie::{self, Found};

/// What a request brought of sessions in several cookies. Few requests bring any of it.
#[derive(Default)]
pub(super) struct Pieces<'a> {
    /// Of native seals.
    pub(super) chunks: Chunks<'a>,
    /// Of seals of iron-session for JavaScript: under the session's own name, and under the accepted name.
    pub(super) javascript: [Parts<'a>; 2],
}

impl<'a> Pieces<'a> {
    /// Adds the cookie of this number. What is neither a chunk nor a part is another program's, and ignored.
    /// Of parts only the first can be told from another program's cookie: it begins as every seal does.
    #[cold]
    pub(super) fn add(pieces: &mut Option<Box<Self>>, config: &Config, cookie: Found<'a>, number: u8) {
        let chunk = match config.format {
            Format::Native if !cookie.is_other => cookie::chunk_of(number, cookie.text),
            _ => None,
        };
        if let Some((head, part)) = chunk {
            pieces.get_or_insert_default().chunks.add(number, head, part);
        } else if config.reads_parts() && (number > 0 || reader::may_be_fe26(cookie.text)) {
            let [own, other] = &mut pieces.get_or_insert_default().javascript;
            let parts = if cookie.is_other { other } else { own };
            parts.add(usize::from(number), cookie.text);
        }
    }
}
