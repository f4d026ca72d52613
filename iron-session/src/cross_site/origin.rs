//! [`Origin`]: a scheme, a host and a port, as in the header `Origin`.

/// An origin, and an authority read in the same way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin<'a> {
    pub(super) scheme: &'a str,
    host: &'a str,
    /// None if it is the scheme's own.
    port: Option<u16>,
}

impl<'a> Origin<'a> {
    /// Reads `scheme://host` or `scheme://host:port`. None for all else, such as `null`.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (scheme, authority) = text.split_once("://")?;
        let is_of_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic());
        (is_scheme && scheme.bytes().all(is_of_scheme)).then_some(())?;
        Self::of_authority(scheme, authority)
    }

    /// The origin of an authority, such as the value of `Host`, which says no scheme.
    pub(super) fn of_authority(scheme: &'a str, authority: &'a str) -> Option<Self> {
        let (host, port) = split(authority)?;
        let is_host = !host.is_empty() && host.bytes().all(is_of_host);
        is_host.then_some(Self { scheme, host, port: port.filter(|port| Some(*port) != own_port(scheme)) })
    }

    /// Whether pages of the web have it. The scheme of an app or of a browser's extension can be anything.
    pub(super) fn is_of_web(self) -> bool {
        own_port(self.scheme).is_some()
    }

    pub(super) fn is(self, other: Self) -> bool {
        self.scheme.eq_ignore_ascii_case(other.scheme) && self.has_authority_of(other)
    }

    fn has_authority_of(self, other: Self) -> bool {
        self.host.eq_ignore_ascii_case(other.host) && self.port == other.port
    }
}

/// The host and the port of an authority. The colons of an IPv6 address stand in brackets.
fn split(authority: &str) -> Option<(&str, Option<u16>)> {
    let (_, after_brackets) = authority.rsplit_once(']').unwrap_or(("", authority));
    match after_brackets.split_once(':') {
        None => Some((authority, None)),
        Some((_, port)) => {
            let host = authority.strip_suffix(port)?.strip_suffix(':')?;
            // `parse` takes a plus sign too.
            let is_number = port.bytes().all(|digit| digit.is_ascii_digit());
            let port = port.parse().ok().filter(|_| is_number)?;
            Some((host, Some(port)))
        }
    }
}

/// Letters, digits and what addresses have. Browsers write the names of other scripts in punycode.
fn is_of_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._[]:".contains(&byte)
}

fn own_port(scheme: &str) -> Option<u16> {
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    if is("https") { Some(443) } else { is("http").then_some(80) }
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn an_origin_is_a_scheme_and_an_authority() {
        for text in [
            "https://shop.example",
            "http://localhost:3000",
            "HTTPS://Shop.Example:443",
            "https://[2001:db8::1]:8443",
            "https://xn--bcher-kva.example",
            "app+x://a_b",
        ] {
            assert!(Origin::parse(text).is_some(), "{text}");
        }
        for text in [
            "",
            "null",
            "shop.example",
            "//shop.example",
            "https:shop.example",
            "https://",
            "://shop.example",
            "https://shop.example/",
            "https://shop.example/a",
            "https://shop.example?a",
            "https://a@shop.example",
            "https://shop.example:",
            "https://shop.example:+1",
            "https://shop.example:65536",
            "https://shop.example:a",
            "https://shop.example https://b.example",
            "https://b\u{fc}cher.example",
            "1https://shop.example",
            "https://*.shop.example",
        ] {
            assert!(Origin::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_port_of_the_scheme_and_the_letter_case_do_not_count() {
        let is = |one: &str, other: &str| {
            Origin::parse(one).zip(Origin::parse(other)).is_some_and(|(one, other)| one.is(other))
        };
        for (one, other) in [
            ("https://shop.example", "https://shop.example:443"),
            ("http://shop.example:80", "http://shop.example"),
            ("https://SHOP.example", "HTTPS://shop.EXAMPLE"),
            ("https://[::1]", "https://[::1]:443"),
        ] {
            assert!(is(one, other) && is(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("https://shop.example", "http://shop.example"),
            ("https://shop.example", "https://shop.example:80"),
            ("http://shop.example:443", "http://shop.example"),
            ("https://shop.example", "https://www.shop.example"),
            ("https://shop.example", "https://shop.example."),
            ("https://[::1]", "https://[::2]"),
        ] {
            assert!(!is(one, other) && !is(other, one), "{one} {other}");
        }
    }
}
