//! [`Capacity`]: how much of a seal fits into the cookies of a session.

use crate::config::{CHUNK_BYTES, Config, Format};

/// How many characters of a seal fit into the cookies of a session.
pub(super) struct Capacity {
    /// Into the one cookie of a session that is whole.
    whole_chars: usize,
    /// Into each chunk; fewer than into one that is whole, so one chunk never holds more.
    pub(super) part_chars: usize,
    /// How many chunks there may be; 1 if the session has to be whole.
    most_chunks: usize,
}

impl Capacity {
    /// The capacity of the cookies of this configuration, if `suffix_chars` follow the value of each.
    ///
    /// For a native session name and value count, as browsers count. iron-session for JavaScript measures the
    /// whole text, and could not save a longer one again.
    #[inline]
    pub(super) fn of(config: &Config, suffix_chars: usize) -> Self {
        let room = config.max_bytes.saturating_sub(config.cookie.len());
        let (whole_chars, part_chars) = match config.format {
            Format::Native => (room, room.saturating_sub(CHUNK_BYTES)),
            Format::Fe26 => {
                let value = room.saturating_sub(suffix_chars.saturating_add("=".len()));
                (value, value.saturating_sub(".0".len()))
            }
        };
        Self { whole_chars, part_chars, most_chunks: config.chunks }
    }

    /// In how many cookies a seal of so many characters is written. None if it does not fit.
    #[inline]
    pub(super) fn cookies_for(&self, chars: usize) -> Option<usize> {
        if chars <= self.whole_chars {
            return Some(1);
        }
        let fits = chars <= self.most_chunks.saturating_mul(self.part_chars);
        fits.then(|| chars.div_ceil(self.part_chars))
    }

    /// The length of the longest seal that fits.
    pub(super) fn most_chars(&self) -> usize {
        self.most_chunks.saturating_mul(self.part_chars).max(self.whole_chars)
    }

    /// By how many characters a seal does not fit.
    pub(super) fn excess(&self, chars: usize) -> usize {
        chars.saturating_sub(self.most_chars())
    }
}

#[cfg(test)]
mod tests {
    use super::Capacity;
    use crate::config::Config;

    #[test]
    fn a_seal_takes_as_few_cookies_as_hold_it() {
        let capacity = Capacity::of(&Config::new("sid").chunks(3), 80);
        let part = 4096 - "sid.0".len() - "3.ABCDEF.".len();
        for (chars, cookies) in [
            (96, Some(1)),
            (4093, Some(1)),
            (4094, Some(2)),
            (2 * part, Some(2)),
            (2 * part + 1, Some(3)),
            (3 * part, Some(3)),
            (3 * part + 1, None),
        ] {
            assert_eq!(capacity.cookies_for(chars), cookies, "{chars}");
        }
        assert_eq!((capacity.most_chars(), capacity.excess(3 * part + 7)), (3 * part, 7));
    }

    #[test]
    fn without_chunks_a_session_has_one_cookie() {
        let capacity = Capacity::of(&Config::new("sid"), 80);
        assert_eq!([4093, 4094].map(|chars| capacity.cookies_for(chars)), [Some(1), None]);
        assert_eq!((capacity.most_chars(), capacity.excess(4095)), (4093, 2));
    }

    #[test]
    fn a_cookie_of_iron_session_counts_with_its_attributes() {
        let config = Config::new("sid").format_fe26().chunks(2).max_bytes(1000);
        let capacity = Capacity::of(&config, 80);
        let part = 1000 - "sid.0=".len() - 80;
        assert_eq!([918, 919].map(|chars| capacity.cookies_for(chars - 2)), [Some(1), Some(2)]);
        assert_eq!([2 * part, 2 * part + 1].map(|chars| capacity.cookies_for(chars)), [Some(2), None]);
        let none = Capacity::of(&config, 2000);
        assert_eq!((none.cookies_for(1), none.most_chars()), (None, 0));
    }
}
