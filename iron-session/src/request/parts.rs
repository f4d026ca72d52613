//! [`Parts`]: a session that iron-session 9 for JavaScript has cut into several cookies, `NAME.0` to
//! `NAME.3`.

use crate::config::{MOST_CHUNKS, MOST_JOINED_BYTES};
use crate::cookie::unquoted;

/// Every seal of iron-session ends so, and none has it elsewhere.
const END: &[u8] = b"~2";

/// The parts of one name that a request brought.
#[derive(Default)]
pub(super) struct Parts<'a> {
    first: [Option<&'a [u8]>; MOST_CHUNKS],
    /// For which parts two different cookies came.
    doubled: [bool; MOST_CHUNKS],
}

/// A seal that was joined from its parts.
#[derive(Default)]
pub(super) struct Joined {
    pub(super) seal: Vec<u8>,
    /// Of how many parts it was joined.
    pub(super) parts: u8,
    /// Whether two different cookies came for a part that decides what was joined. Another host may have
    /// planted one of them, and nobody can say which parts belong together.
    pub(super) is_doubled: bool,
}

impl<'a> Parts<'a> {
    pub(super) fn add(&mut self, number: usize, text: &'a [u8]) {
        let Some((first, doubled)) = self.first.iter_mut().zip(&mut self.doubled).nth(number) else { return };
        match first {
            None => *first = Some(text),
            Some(first) => *doubled |= *first != text,
        }
    }

    /// Whether the part came with which every seal begins. Without it the others are another program's, or
    /// what is left of a session that has ended.
    pub(super) fn is_sent(&self) -> bool {
        self.first[0].is_some()
    }

    /// Which of the parts of a session came.
    pub(super) fn numbers(&self) -> [bool; MOST_CHUNKS] {
        self.first.map(|part| self.is_sent() && part.is_some())
    }

    /// The seal, joined as iron-session does: up to the first part that is missing or empty. Of parts that an
    /// earlier, longer seal left, none is joined to a seal that is complete. What is longer than four cookies
    /// stays incomplete.
    pub(super) fn join(&self) -> Joined {
        let mut joined = Joined::default();
        for (count, (part, is_doubled)) in (1..).zip(self.first.iter().zip(self.doubled)) {
            joined.is_doubled |= is_doubled;
            let Some(part) = part.filter(|text| !text.is_empty()) else { break };
            if joined.seal.len().saturating_add(part.len()) > MOST_JOINED_BYTES {
                break;
            }
            joined.seal.extend_from_slice(unquoted(part));
            joined.parts = count;
            if joined.seal.ends_with(END) {
                break;
            }
        }
        joined
    }
}
