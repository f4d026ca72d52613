//! Cookie header bytes in, Set-Cookie values out.

use std::fmt::Write;

use crate::config::{Config, Format, Priority, SameSite};

/// The cookies called `name` or `other`, and whether it is the other, over all `Cookie` headers of a request (HTTP/2 splits
/// them).
///
/// Bytes are taken as they are: names compare exactly, only spaces and tabs around a pair are dropped, nothing is
/// unquoted or percent-decoded, and a pair that is not a cookie hides none of its neighbours.
pub(crate) fn values<'a>(
    headers: impl IntoIterator<Item = &'a [u8]>,
    name: &str,
    other: Option<&str>,
) -> impl Iterator<Item = (bool, &'a [u8])> {
    let value = |pair: &'a [u8], name: &str| pair.strip_prefix(name.as_bytes())?.strip_prefix(b"=");
    headers.into_iter().flat_map(|header| header.split(|&byte| byte == b';')).filter_map(move |pair| {
        let pair = trim(pair);
        let own = value(pair, name).map(|value| (false, value));
        own.or_else(|| value(pair, other?).map(|value| (true, value)))
    })
}

/// Spaces and tabs only: what else counts as white space elsewhere could disguise a name.
fn trim(mut bytes: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = bytes {
        bytes = rest;
    }
    bytes
}

/// Whether a Set-Cookie value sets the cookie called `name`.
pub(crate) fn sets(set_cookie: &[u8], name: &str) -> bool {
    let pair = set_cookie.split(|&byte| byte == b';').next().unwrap_or_default();
    let set = pair.split(|&byte| byte == b'=').next().unwrap_or_default();
    trim(set) == name.as_bytes()
}

/// What follows name and value in a Set-Cookie header.
///
/// The removal of a cookie repeats what was written with it, or browsers keep it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attributes<'a> {
    path: &'a str,
    domain: Option<&'a str>,
    secure: bool,
    http_only: bool,
    same_site: SameSite,
    partitioned: bool,
    priority: Option<Priority>,
    format: Format,
}

impl<'a> Attributes<'a> {
    /// Those of a configuration, with the domain that holds at run time.
    pub(crate) fn new(config: &Config, domain: Option<&'a str>) -> Self {
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

    /// The same attributes in the shapes that an earlier configuration may have written: without the domain, unpartitioned.
    pub(crate) fn other_shapes(self) -> impl Iterator<Item = Self> {
        let host_only = self.domain.map(|_| Self { domain: None, ..self });
        let unpartitioned = self.partitioned.then_some(Self { partitioned: false, ..self });
        let both = unpartitioned.and(host_only).map(|shape| Self { partitioned: false, ..shape });
        [host_only, unpartitioned, both].into_iter().flatten()
    }

    /// Appends the attributes, each with the `; ` before it.
    pub(crate) fn write_onto(&self, text: &mut String) {
        for (name, value) in [("; Domain=", self.domain), ("; Path=", Some(self.path))] {
            if let Some(value) = value {
                text.push_str(name);
                text.push_str(value);
            }
        }
        let flag = |set: bool, name: &'static str| if set { name } else { "" };
        let (secure, http_only) = (flag(self.secure, "; Secure"), flag(self.http_only, "; HttpOnly"));
        let partitioned = flag(self.partitioned, "; Partitioned");
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
        let flags = match self.format {
            Format::Native => [secure, http_only, same_site, partitioned, priority],
            // To the letter what iron-session writes, for proxies and tests that compare it.
            Format::Fe26 => [http_only, secure, partitioned, priority, same_site],
        };
        for flag in flags {
            text.push_str(flag);
        }
    }

    /// Upper bound of what [`write_onto`](Self::write_onto) appends, so that a Set-Cookie value is allocated once.
    pub(crate) fn most_bytes(&self) -> usize {
        const ALL_NAMES: usize =
            "; Domain=; Path=; Secure; HttpOnly; SameSite=Strict; Partitioned; Priority=Medium".len();
        ALL_NAMES + self.path.len() + self.domain.map_or(0, str::len)
    }
}

/// Upper bound of what [`write_max_age`] appends.
pub(crate) const MAX_AGE_BYTES: usize = "; Max-Age=4294967295".len();

/// Appends the lifetime of a persistent cookie.
pub(crate) fn write_max_age(text: &mut String, secs: u32) {
    write!(text, "; Max-Age={secs}").expect("writing to a String cannot fail");
}

/// The Set-Cookie value that makes a browser forget the cookie: empty, and ended in both ways that browsers know.
pub(crate) fn removal(name: &str, attributes: Attributes<'_>) -> String {
    let mut text = format!("{name}=; Max-Age=0");
    if attributes.format == Format::Native {
        text.push_str("; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
    }
    attributes.write_onto(&mut text);
    text
}
