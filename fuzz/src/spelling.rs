//! Inputs that name whole words, so that a fuzzer need not find each of their letters.

/// What an input spells. The bytes from 0x80 on stand for the words, as far as there are any. Every other
/// byte stands for itself.
///
/// New words go to the end of a list: the committed inputs count them.
pub(crate) fn spell(input: &[u8], words: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut spelled = Vec::with_capacity(input.len());
    for byte in input {
        match byte.checked_sub(0x80).and_then(|number| words.get(usize::from(number))) {
            Some(word) => spelled.extend_from_slice(word.as_ref()),
            None => spelled.push(*byte),
        }
    }
    spelled
}

/// A text with changes, each given by two bytes of the input: where, and which bits are turned.
pub(crate) fn changed(text: &str, changes: &[u8]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let (mut at, length) = (0, bytes.len());
    for change in changes.chunks_exact(2) {
        at = (at + usize::from(change[0])) % length;
        bytes[at] ^= change[1];
    }
    bytes
}
