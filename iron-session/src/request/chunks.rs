//! [`Chunks`]: the native seals that a request brought in several cookies.

use std::collections::HashMap;

use crate::config::{MOST_CHUNKS, MOST_JOINED_BYTES};
use crate::cookie::ChunkHead;

/// So many seals are told apart by a look at each. If there are more, a map finds them: another host of the
/// domain may have set hundreds of cookies.
const FEW: usize = 8;

/// The most seals that are put together. Chromium keeps 180 cookies of a domain. A header of a megabyte could
/// name some 50 000 seals, for which there would have to be room.
const MOST: usize = 256;

/// The native seals that a request brought in several cookies.
#[derive(Default)]
pub(super) struct Chunks<'a> {
    /// In the order in which their first chunks were sent.
    seals: Vec<CutSeal<'a>>,
    /// Under which numbers chunks came.
    numbers: [bool; MOST_CHUNKS],
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
    ///
    /// Chunks of more seals than [`MOST`] do not count.
    pub(super) fn add(&mut self, number: u8, head: ChunkHead, part: &'a [u8]) {
        if let Some(sent) = self.numbers.get_mut(usize::from(number)) {
            *sent = true;
        }
        let Some(place) = self.find(head).or_else(|| self.begin(head)) else { return };
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

    fn begin(&mut self, head: ChunkHead) -> Option<usize> {
        let place = self.seals.len();
        if place == MOST {
            return None;
        }
        self.seals.push(CutSeal { head, parts: [None; MOST_CHUNKS] });
        if self.seals.len() > FEW {
            let known = self.places.len();
            let unknown = self.seals.iter().enumerate().skip(known);
            self.places.extend(unknown.map(|(place, seal)| (seal.head, place)));
        }
        Some(place)
    }

    /// Whether any chunk came.
    pub(super) fn are_sent(&self) -> bool {
        !self.seals.is_empty()
    }

    /// Under which numbers chunks came.
    pub(super) fn numbers(&self) -> [bool; MOST_CHUNKS] {
        self.numbers
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

    /// The text of the seal. None if it does not end as its chunks say, or is longer than any seal.
    pub(super) fn join(&self) -> Option<Vec<u8>> {
        let length = self.parts().flatten().map(<[u8]>::len).sum();
        if length > MOST_JOINED_BYTES {
            return None;
        }
        let mut text = Vec::with_capacity(length);
        self.parts().flatten().for_each(|part| text.extend_from_slice(part));
        text.ends_with(&self.head.end).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Chunks, FEW, MOST, MOST_JOINED_BYTES};
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

    #[test]
    fn of_more_seals_than_browsers_send_the_first_count() {
        let values: Vec<String> = (0..=MOST).map(|seal| format!("2.{seal:06}.{seal:06}")).collect();
        let sent = |number| values.iter().map(move |value| (number, value.as_str()));
        let all = joined(&chunks(sent(0).chain(sent(1))));
        assert_eq!(all.len(), MOST);
        assert_eq!(all.last(), Some(&Some(format!("{0:06}{0:06}", MOST - 1))));
        let others = (0..MOST).map(|seal| (0, values[seal].as_str()));
        let of_one_more = chunks(others.chain([(1, values[MOST].as_str())]));
        assert_eq!(of_one_more.numbers(), [true, true, false, false], "a logout removes it all the same");
    }

    #[test]
    fn what_is_longer_than_any_seal_is_not_joined() {
        for (bytes, is_joined) in [(MOST_JOINED_BYTES, true), (MOST_JOINED_BYTES + 1, false)] {
            let first = format!("2.AAAAAA.{}", "A".repeat(bytes - 6));
            let all = joined(&chunks([(0, first.as_str()), (1, "2.AAAAAA.AAAAAA")]));
            assert_eq!(all.len(), 1);
            assert_eq!(all[0].is_some(), is_joined, "{bytes}");
        }
    }
}
