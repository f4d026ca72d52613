//! [`Parts`]: a session that iron-session 9 for JavaScript has cut into several cookies, `NAME.0` to
//! `NAME.3`.

use crate::cookie::{MOST_PARTS, unquoted};

/// Every seal of iron-session ends so, and none has it elsewhere.
const END: &[u8] = b"~2";

/// The parts of one name that a request brought.
#[derive(Default)]
pub(super) struct Parts<'a> {
    first: [Option<&'a [u8]>; MOST_PARTS],
    /// Whether two different cookies came for one part. Another host may have planted one of them, and nobody
    /// can say which parts belong together.
    pub(super) is_doubled: bool,
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
    pub(super) fn sent(&self) -> [bool; MOST_PARTS] {
        self.first.map(|part| part.is_some())
    }

    /// The seal, joined as iron-session does: up to the first part that is missing or empty. Of parts that an
    /// earlier, longer seal left, none is joined to a seal that is complete.
    pub(super) fn join(&self) -> Vec<u8> {
        let mut seal = Vec::new();
        for part in self.first.iter().map_while(|part| part.filter(|text| !text.is_empty())) {
            seal.extend_from_slice(unquoted(part));
            if seal.ends_with(END) {
                break;
            }
        }
        seal
    }
}
