//! The attributes of a Set-Cookie header: what follows name and value.

use crate::config::{Config, Format, MAX_ATTRIBUTE_BYTES, Priority, SameSite};

/// What follows name and value in a Set-Cookie header.
///
/// The removal of a cookie has to repeat the attributes that were written with it. Otherwise browsers keep
/// the cookie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Attributes<'a> {
    path: &'a str,
    domain: Option<&'a str>,
    secure: bool,
    http_only: bool,
    same_site: SameSite,
    partitioned: bool,
    priority: Option<Priority>,
    pub(super) format: Format,
}

impl<'a> Attributes<'a> {
    /// The attributes of a configuration, with the domain that counts at run time.
    pub(crate) const fn new(config: &Config, domain: Option<&'a str>) -> Self {
        Self {
            path: config.path,
            domain,
            secure: config.secure,
            http_only: config.http_only,
            same_site: config.same_site,
            partitioned: config.partitioned,
            priority: config.priority,
            format: config.format,
        }
    }

    /// The same attributes for another domain and path.
    pub(crate) fn moved(self, domain: Option<&'a str>, path: &'a str) -> Self {
        Self { path, domain, ..self }
    }

    /// The same attributes with `Secure`.
    pub(crate) fn secured(self) -> Self {
        Self { secure: true, ..self }
    }

    /// The same attributes in the shapes that an earlier configuration may have written: without the domain,
    /// and partitioned or not.
    ///
    /// Whether the cookie was partitioned is asked of cookies that are sent within other sites. Only there
    /// the two differ for a visitor; elsewhere `former` has to name the partitioned cookie.
    pub(crate) fn other_shapes(self) -> impl Iterator<Item = Self> {
        let host_only = self.domain.map(|_| Self { domain: None, ..self });
        let repartitioned = self.is_for_other_sites().then(|| self.repartitioned());
        let both = repartitioned.and(host_only).map(Self::repartitioned);
        [host_only, repartitioned, both].into_iter().flatten()
    }

    /// The same attributes, partitioned if they are not, and unpartitioned if they are. Browsers keep the two
    /// cookies apart.
    pub(crate) fn repartitioned(self) -> Self {
        let partitioned = !self.partitioned;
        Self { partitioned, secure: self.secure || partitioned, ..self }
    }

    const fn is_for_other_sites(&self) -> bool {
        self.partitioned || matches!(self.same_site, SameSite::None)
    }

    /// The attributes as text, each with the `; ` before it.
    pub(crate) const fn text(&self) -> AttributesText {
        self.after(AttributesText { bytes: [0; MOST_BYTES], len: 0 })
    }

    /// The same text, after a Max-Age of this many seconds.
    pub(crate) const fn text_with_max_age(&self, secs: u32) -> AttributesText {
        let mut text = AttributesText { bytes: [0; MOST_BYTES], len: 0 };
        text.push(MAX_AGE);
        text.push_number(secs);
        self.after(text)
    }

    const fn after(&self, mut text: AttributesText) -> AttributesText {
        if let Some(domain) = self.domain {
            text.push("; Domain=");
            text.push(domain);
        }
        text.push("; Path=");
        text.push(self.path);
        let flags = self.flags();
        let mut rest = flags.as_slice();
        while let [flag, others @ ..] = rest {
            text.push(flag);
            rest = others;
        }
        text
    }

    /// The attributes after the path, in the order of the format.
    const fn flags(&self) -> [&'static str; 5] {
        let secure = if self.secure { "; Secure" } else { "" };
        let http_only = if self.http_only { "; HttpOnly" } else { "" };
        let partitioned = if self.partitioned { "; Partitioned" } else { "" };
        let same_site = match self.same_site {
            SameSite::Strict => "; SameSite=Strict",
            SameSite::Lax => "; SameSite=Lax",
            SameSite::None => "; SameSite=None",
        };
        let priority = match self.priority {
            None => "",
            Some(Priority::Low) => "; Priority=Low",
            Some(Priority::Medium) => "; Priority=Medium",
            Some(Priority::High) => "; Priority=High",
        };
        match self.format {
            Format::Native => [secure, http_only, same_site, partitioned, priority],
            // Exactly the text that iron-session writes, for proxies and tests that compare it.
            Format::Fe26 => [http_only, secure, partitioned, priority, same_site],
        }
    }
}

pub(super) const MAX_AGE: &str = "; Max-Age=";

/// The length of all attributes, with the longest domain and path that a checked configuration has.
const MOST_BYTES: usize =
    "; Max-Age=4294967295; Domain=; Path=; Secure; HttpOnly; SameSite=Strict; Partitioned; Priority=Medium"
        .len()
        + 2 * MAX_ATTRIBUTE_BYTES;

/// Attributes as text. It is built in `const` for every type, so it cannot allocate.
pub(crate) struct AttributesText {
    bytes: [u8; MOST_BYTES],
    len: usize,
}

impl AttributesText {
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "before it, the split has shown that so much room is left in `bytes`"
    )]
    const fn push(&mut self, text: &str) {
        let (_, room) = self.bytes.split_at_mut(self.len);
        room.split_at_mut(text.len()).0.copy_from_slice(text.as_bytes());
        self.len += text.len();
    }

    #[expect(
        clippy::arithmetic_side_effects,
        clippy::indexing_slicing,
        reason = "`MOST_BYTES` counts the ten digits that a `u32` has at most, and nine is the largest digit"
    )]
    const fn push_number(&mut self, number: u32) {
        if number >= 10 {
            self.push_number(number / 10);
        }
        self.bytes[self.len] = b'0' + (number % 10) as u8;
        self.len += 1;
    }

    #[expect(clippy::panic, reason = "`bytes` begins with whole texts and digits, one after the other")]
    pub(crate) const fn as_str(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => panic!("whole texts were pushed, one after the other"),
        }
    }
}
