//! [`Chunks`]: the native seals that a request brought in several cookies.

use std::collections::HashMap;

use crate::config::MOST_CHUNKS;
use crate::cookie::ChunkHead;

/// So many seals are told apart by a look at each. If there are more, a map finds them: another host of the
/// domain may have set hundreds of cookies.
const FEW: usize = 8;

/// The native seals that a request brought in several cookies.
#[derive(Default)]
pub(super) struct Chunks<'a> {
    /// In the order in which their first chunks were sent.
    seals: Vec<CutSeal<'a>>,
    /// Where each seal is, once there are more than a few.
    places: HashMap<ChunkHead, usize>,
}

/// A seal in several cookies. Chunks of other seals have other heads.
pub(super) struct CutSeal<'a> {
    head: ChunkHead,
    parts: [Option<&'a [u8]>; MOST_CHUNKS],
}

impl<'a> Chunks<'a> {
    /// Adds a chunk. Of several that claim the same place in a seal, the first one counts.
    pub(super) fn add(&mut self, number: u8, head: ChunkHead, part: &'a [u8]) {
        let place = self.find(head).unwrap_or_else(|| self.begin(head));
        let place = self.seals.get_mut(place).and_then(|seal| seal.parts.get_mut(usize::from(number)));
        if let Some(place) = place {
            place.get_or_insert(part);
        }
    }

    fn find(&self, head: ChunkHead) -> Option<usize> {
        if self.seals.len() <= FEW {
            self.seals.iter().position(|seal| seal.head == head)
        } else {
            self.places.get(&head).copied()
        }
    }

    fn begin(&mut self, head: ChunkHead) -> usize {
        let place = self.seals.len();
        self.seals.push(CutSeal { head, parts: [None; MOST_CHUNKS] });
        if self.seals.len() > FEW {
            let known = self.places.len();
            let unknown = self.seals.iter().enumerate().skip(known);
            self.places.extend(unknown.map(|(place, seal)| (seal.head, place)));
        }
        place
    }

    /// Whether any chunk came.
    pub(super) fn are_sent(&self) -> bool {
        !self.seals.is_empty()
    }

    /// Under which numbers chunks came.
    pub(super) fn numbers(&self) -> [bool; MOST_CHUNKS] {
        let mut numbers = [false; MOST_CHUNKS];
        for seal in &self.seals {
            for (sent, part) in numbers.iter_mut().zip(seal.parts) {
                *sent |= part.is_some();
            }
        }
        numbers
    }

    /// The seals of which all chunks came.
    pub(super) fn complete(&self) -> impl Iterator<Item = &CutSeal<'a>> {
        self.seals.iter().filter(|seal| seal.parts().all(|part| part.is_some()))
    }
}

impl<'a> CutSeal<'a> {
    fn parts(&self) -> impl Iterator<Item = Option<&'a [u8]>> {
        self.parts.iter().take(self.head.chunks().into()).copied()
    }

    /// How many cookies the seal took.
    pub(super) fn chunks(&self) -> u8 {
        self.head.chunks()
    }

    /// The text of the seal. None if it does not end as its chunks say.
    pub(super) fn join(&self) -> Option<Vec<u8>> {
        let mut text = Vec::with_capacity(self.parts().flatten().map(<[u8]>::len).sum());
        self.parts().flatten().for_each(|part| text.extend_from_slice(part));
        text.ends_with(&self.head.end).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Chunks, FEW};
    use crate::cookie::chunk_of;

    fn chunks<'a>(cookies: impl IntoIterator<Item = (u8, &'a str)>) -> Chunks<'a> {
        let mut chunks = Chunks::default();
        for (number, value) in cookies {
            let (head, part) = chunk_of(number, value.as_bytes()).expect("a chunk");
            chunks.add(number, head, part);
        }
        chunks
    }

    fn joined(chunks: &Chunks<'_>) -> Vec<Option<String>> {
        let text = |text: Vec<u8>| String::from_utf8_lossy(&text).into_owned();
        chunks.complete().map(|seal| seal.join().map(text)).collect()
    }

    #[test]
    fn chunks_are_joined_by_number_and_the_first_of_each_counts() {
        let sent = [(1, "2.ABCDEF.ABCDEF"), (0, "2.ABCDEF.one-"), (0, "2.ABCDEF.two-")];
        assert_eq!(joined(&chunks(sent)), [Some("one-ABCDEF".to_owned())]);
    }

    #[test]
    fn a_seal_that_ends_otherwise_is_not_joined() {
        assert_eq!(joined(&chunks([(0, "2.ABCDEF.x"), (1, "2.ABCDEF.GHIJKL")])), [None]);
        assert_eq!(joined(&chunks([(0, "2.ABCDEF."), (1, "2.ABCDEF.CDEF")])), [None]);
    }

    #[test]
    fn of_many_seals_each_is_found_and_none_is_mixed_with_another() {
        let count = 10 * FEW;
        let values: Vec<String> = (0..count).map(|seal| format!("2.{seal:06}.{seal:06}")).collect();
        let sent = |number| values.iter().map(move |value| (number, value.as_str()));
        let chunks = chunks(sent(0).chain(sent(1)));
        let expected = |seal: usize| Some(format!("{seal:06}{seal:06}"));
        assert_eq!(joined(&chunks), (0..count).map(expected).collect::<Vec<_>>());
        assert_eq!(chunks.numbers(), [true, true, false, false]);
    }
}
