//! What the texts of a configuration may be: names, prefixes, paths and domains.

use super::suffixes;
use crate::error::ConfigError;

/// The longest cookie that browsers keep, in bytes of its name and value together (RFC 6265bis, "The
/// Set-Cookie Header Field Parsing").
pub const MAX_COOKIE_BYTES: usize = 4096;
/// The lowest limit that leaves room for a session.
pub const MIN_COOKIE_BYTES: usize = 256;

/// Browsers ignore an attribute whose value is longer (RFC 6265bis, "The Set-Cookie Header Field Parsing").
pub const MAX_ATTRIBUTE_BYTES: usize = 1024;
/// A longer name would leave too few of the 4096 bytes for the session.
pub const MAX_NAME_BYTES: usize = 256;

/// The most cookies into which a session is cut: `NAME.0` to `NAME.3`.
pub const MOST_CHUNKS: usize = 4;

/// What all cookies of a session can hold: the most bytes of a seal that is joined of several.
pub(crate) const MOST_JOINED_BYTES: usize = MOST_CHUNKS * MAX_COOKIE_BYTES;
/// What a chunk has besides the session's name and its part of the seal: `.0` after the name, and a head such
/// as `2.uX5-_a.` before the part.
pub const CHUNK_BYTES: usize = ".0".len() + "2.uX5-_a.".len();
/// The least that a chunk has to hold of a seal: no seal is shorter.
pub const LEAST_PART_BYTES: usize = 96;

/// The length of the shortest seal of iron-session for JavaScript: its prefix and ending, an id of one
/// character, two salts, two blocks, the time of its end and a MAC, with the asterisks between them.
pub(super) const LEAST_FE26_BYTES: usize = "Fe26.2".len() + 7 + 1 + 64 + 22 + 22 + 13 + 64 + 43 + "~2".len();

/// The prefixes that browsers know. One that begins with another stands before it, so that it is found first.
pub const PREFIXES: [&str; 4] =
    [Prefix::HostHttp.text(), Prefix::Host.text(), Prefix::Http.text(), Prefix::Secure.text()];

/// A prefix of cookie names, whose rules browsers check (RFC 6265bis and "layered cookies", "Cookie Name
/// Prefixes").
#[derive(Clone, Copy)]
pub(super) enum Prefix {
    None,
    Secure,
    Host,
    Http,
    HostHttp,
}

impl Prefix {
    const ALL: [Self; 4] = [Self::HostHttp, Self::Host, Self::Http, Self::Secure];

    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Secure => "__Secure-",
            Self::Host => "__Host-",
            Self::Http => "__Http-",
            Self::HostHttp => "__Host-Http-",
        }
    }

    /// Whether the prefix binds the cookie to its host.
    pub(super) fn is_host(self) -> bool {
        matches!(self, Self::Host | Self::HostHttp)
    }

    /// The prefix of a name. Browsers ignore letter case here.
    pub(super) const fn of(name: &str) -> Self {
        let mut prefixes: &[Self] = &Self::ALL;
        while let [prefix, others @ ..] = prefixes {
            if starts_with(name, prefix.text(), true) {
                return *prefix;
            }
            prefixes = others;
        }
        Self::None
    }
}

const fn starts_with(name: &str, prefix: &str, ignore_case: bool) -> bool {
    let (mut name, mut prefix) = (name.as_bytes(), prefix.as_bytes());
    while let [sought, of_prefix @ ..] = prefix {
        let [byte, of_name @ ..] = name else { return false };
        let same = if ignore_case { byte.eq_ignore_ascii_case(sought) } else { *byte == *sought };
        if !same {
            return false;
        }
        (name, prefix) = (of_name, of_prefix);
    }
    true
}

/// Checks that a name is a token (RFC 9110, section 5.6.2), and that its prefix is written as in the
/// standard.
pub(crate) const fn check_name(name: &str) -> Result<(), ConfigError> {
    if name.is_empty() || name.len() > MAX_NAME_BYTES || !Alphabet::TOKEN.spells(name) {
        return Err(ConfigError::Name);
    }
    let prefix = Prefix::of(name).text();
    if !starts_with(name, prefix, false) {
        return Err(ConfigError::PrefixCase);
    }
    if name.len() == prefix.len() {
        return Err(ConfigError::Name);
    }
    if let [.., b'.', b'0'..=b'9'] = name.as_bytes() {
        return Err(ConfigError::NameOfChunk);
    }
    Ok(())
}

pub(crate) const fn check_path(path: &str) -> Result<(), ConfigError> {
    let absolute = matches!(path.as_bytes(), [b'/', ..]);
    if absolute && path.len() <= MAX_ATTRIBUTE_BYTES && Alphabet::PATH.spells(path) {
        Ok(())
    } else {
        Err(ConfigError::Path)
    }
}

/// Checks that a domain is a host name of at least two labels, and none of the best-known public suffixes.
/// Browsers refuse an address. They take a single label only from the host of that name.
pub(crate) const fn check_domain(domain: &str) -> Result<(), ConfigError> {
    if domain.len() > MAX_ATTRIBUTE_BYTES || !Alphabet::DOMAIN.spells(domain) {
        return Err(ConfigError::Domain);
    }
    let (mut label, mut others) = first_label(domain.as_bytes());
    let is_single = others.is_none();
    loop {
        if matches!(label, [] | [b'-', ..] | [.., b'-']) {
            return Err(ConfigError::Domain);
        }
        let Some(rest) = others else { break };
        (label, others) = first_label(rest);
    }
    if is_single || is_number(label) {
        return Err(ConfigError::Domain);
    }
    if suffixes::is_public(domain) { Err(ConfigError::PublicSuffix) } else { Ok(()) }
}

/// What stands before the first full stop, and what follows it if there is one.
const fn first_label(domain: &[u8]) -> (&[u8], Option<&[u8]>) {
    let mut rest = domain;
    while let [byte, others @ ..] = rest {
        if *byte == b'.' {
            // `rest` is the end of `domain`, and so no longer.
            return (domain.split_at(domain.len().saturating_sub(rest.len())).0, Some(others));
        }
        rest = others;
    }
    (domain, None)
}

/// Whether a last label makes the whole an address for browsers (URL standard, "ends in a number checker").
const fn is_number(label: &[u8]) -> bool {
    let (mut digits, is_hex) = match label {
        [b'0', b'x' | b'X', digits @ ..] => (digits, true),
        _ => (label, false),
    };
    while let [digit, others @ ..] = digits {
        if !(digit.is_ascii_digit() || is_hex && digit.is_ascii_hexdigit()) {
            return false;
        }
        digits = others;
    }
    true
}

/// The bytes that a text may have: one bit for each ASCII byte.
struct Alphabet(u128);

impl Alphabet {
    const TOKEN: Self = Self::visible(b"\"(),/:;<=>?@[\\]{}");
    const PATH: Self = Self::visible(b";");
    const DOMAIN: Self = Self::visible(b"!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~");

    /// All visible ASCII bytes except `excluded`.
    const fn visible(mut excluded: &[u8]) -> Self {
        // From `!` to `~`, after which ASCII has one byte more.
        let mut bits = (u128::MAX << b'!') & (u128::MAX >> 1);
        while let [byte, others @ ..] = excluded {
            bits &= !(1 << *byte);
            excluded = others;
        }
        Self(bits)
    }

    const fn spells(&self, text: &str) -> bool {
        let mut bytes = text.as_bytes();
        while let [byte, others @ ..] = bytes {
            if !byte.is_ascii() || self.0 & (1 << *byte) == 0 {
                return false;
            }
            bytes = others;
        }
        true
    }
}
