//! The cookies of a session in chunks: their names `NAME.0` to `NAME.3`, and what stands before their part
//! of the seal.
//!
//! ```text
//! NAME.0=2.uX5-_a.AQ..   NAME.1=2.uX5-_a...uX5-_a
//! ```

use super::set_cookie::{set_name, set_value};
use crate::config::{CHUNK_BYTES, Format};

/// How many of a seal's last characters each of its chunks repeats.
const END_CHARS: usize = CHUNK_BYTES - ".0".len() - "2..".len();

/// What stands before the part of the seal in a native chunk: into how many the seal was cut, and how it
/// ends. Chunks with the same head belong together.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ChunkHead {
    digit: u8,
    pub(crate) end: [u8; END_CHARS],
}

impl ChunkHead {
    /// The head of each of so many chunks of a seal, as text.
    pub(crate) fn text(chunks: usize, seal: &str) -> String {
        let end = seal.len().saturating_sub(END_CHARS);
        [itoa::Buffer::new().format(chunks), ".", seal.get(end..).unwrap_or_default(), "."].concat()
    }

    /// Into how many chunks the seal was cut.
    pub(crate) fn chunks(self) -> u8 {
        self.digit.saturating_sub(b'0')
    }
}

/// The head and the part of the seal in the cookie of this number. None if the cookie is no chunk of a native
/// seal, but of iron-session for JavaScript or of another program.
pub(crate) fn chunk_of(number: u8, value: &[u8]) -> Option<(ChunkHead, &[u8])> {
    let ([digit @ b'2'..=b'4', b'.'], rest) = value.split_first_chunk()? else { return None };
    let (end, rest) = rest.split_first_chunk()?;
    let part = rest.strip_prefix(b".")?;
    let is_of_seal = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let head = ChunkHead { digit: *digit, end: *end };
    let is_sound = number < head.chunks() && end.iter().all(is_of_seal);
    is_sound.then_some((head, part))
}

/// The name of a chunk.
pub(crate) fn chunk_name(session: &str, number: usize) -> String {
    [session, ".", itoa::Buffer::new().format(number)].concat()
}

/// Whether a name is that of a chunk of this session.
pub(crate) fn is_chunk_of(session: &str, name: &[u8]) -> bool {
    matches!(name.strip_prefix(session.as_bytes()), Some([b'.', b'0'..=b'3']))
}

/// Whether a Set-Cookie value writes or removes a chunk of this session.
///
/// A native one has a head, or is removed. Of iron-session for JavaScript any value may be one.
pub(crate) fn sets_chunk_of(session: &str, format: Format, set_cookie: &[u8]) -> bool {
    let name = set_name(set_cookie);
    if !is_chunk_of(session, name) {
        return false;
    }
    let number = name.last().map_or(0, |digit| digit.saturating_sub(b'0'));
    let value = set_value(set_cookie);
    format == Format::Fe26 || value.is_empty() || chunk_of(number, value).is_some()
}

#[cfg(test)]
mod tests {
    use super::{ChunkHead, chunk_of, is_chunk_of};

    #[test]
    fn a_head_is_read_as_it_is_written() {
        let value = format!("{}part", ChunkHead::text(3, "0123456789-_"));
        assert_eq!(value, "3.6789-_.part");
        let (head, part) = chunk_of(2, value.as_bytes()).expect("a chunk");
        assert_eq!((head.chunks(), &head.end, part), (3, b"6789-_", b"part".as_slice()));
    }

    #[test]
    fn what_has_no_sound_head_is_no_chunk() {
        for (number, value) in [
            (0, ""),
            (0, "2"),
            (0, "1.abcdef.x"),
            (0, "5.abcdef.x"),
            (2, "2.abcdef.x"),
            (3, "3.abcdef.x"),
            (0, "2.abcde.x"),
            (0, "2.abcdefg.x"),
            (0, "2.abc.ef.x"),
            (0, "2.abc+ef.x"),
            (0, "22.abcdef.x"),
            (0, " 2.abcdef.x"),
            (0, "\"2.abcdef.x\""),
            (0, "Fe26.2*1*x"),
        ] {
            assert!(chunk_of(number, value.as_bytes()).is_none(), "{number}: {value}");
        }
        assert!(chunk_of(3, b"4.abcdef.").is_some(), "an empty part has a head");
    }

    #[test]
    fn four_names_belong_to_a_session() {
        for name in ["sid.0", "sid.1", "sid.2", "sid.3"] {
            assert!(is_chunk_of("sid", name.as_bytes()), "{name}");
        }
        for name in ["sid", "sid.", "sid.4", "sid.9", "sid.00", "sid.x", "sid.0.0", "side.0", "id.0"] {
            assert!(!is_chunk_of("sid", name.as_bytes()), "{name}");
        }
    }
}
