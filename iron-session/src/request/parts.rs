//! [`Parts`]: a session that iron-session 9 for JavaScript has cut into several cookies, `NAME.0` to
//! `NAME.3`.

use crate::config::MOST_CHUNKS;
use crate::cookie::unquoted;

/// Every seal of iron-session ends so, and none has it elsewhere.
const END: &[u8] = b"~2";

/// The parts of one name that a request brought.
#[derive(Default)]
pub(super) struct Parts<'a> {
    first: [Option<&'a [u8]>; MOST_CHUNKS],
    /// Whether two different cookies came for one part. Another host may have planted one of them, and nobody
    /// can say which parts belong together.
    pub(super) is_doubled: bool,
}

/// A seal that was joined from its parts.
#[derive(Default)]
pub(super) struct Joined {
    pub(super) seal: Vec<u8>,
    /// Of how many parts it was joined.
    pub(super) parts: u8,
}

impl<'a> Parts<'a> {
    pub(super) fn add(&mut self, number: usize, text: &'a [u8]) {
        match self.first[number] {
            None => self.first[number] = Some(text),
            Some(first) => self.is_doubled |= first != text,
        }
    }

    pub(super) fn is_sent(&self) -> bool {
        self.first.iter().any(Option::is_some)
    }

    /// Which of the parts came.
    pub(super) fn numbers(&self) -> [bool; MOST_CHUNKS] {
        self.first.map(|part| part.is_some())
    }

    /// The seal, joined as iron-session does: up to the first part that is missing or empty. Of parts that an
    /// earlier, longer seal left, none is joined to a seal that is complete.
    pub(super) fn join(&self) -> Joined {
        let mut joined = Joined::default();
        for part in self.first.iter().map_while(|part| part.filter(|text| !text.is_empty())) {
            joined.seal.extend_from_slice(unquoted(part));
            joined.parts += 1;
            if joined.seal.ends_with(END) {
                break;
            }
        }
        joined
    }
}
