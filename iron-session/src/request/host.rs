//! The host that a request names, and the domains to which it belongs.

use crate::config::check_domain;

/// The longest name that DNS allows, in characters.
const MAX_CHARS: usize = 253;
/// A host has few parents in practice, and each costs a Set-Cookie.
const MOST_PARENTS: usize = 3;

/// The name in a Host header, without the port.
pub(super) fn name(host: &[u8]) -> Option<&str> {
    let host = std::str::from_utf8(host).ok()?;
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => Some(name),
        _ => Some(host),
    }
}

/// Whether a host is this domain or below it, so that a browser takes a cookie for the domain from it.
pub(super) fn is_within(name: &str, domain: &str) -> bool {
    let (name, domain) = (name.as_bytes(), domain.as_bytes());
    let above = name.len().checked_sub(domain.len());
    let Some((above, end)) = above.and_then(|above| name.split_at_checked(above)) else {
        return false;
    };
    end.eq_ignore_ascii_case(domain) && matches!(above, [] | [.., b'.'])
}

/// The domains that a cookie of this host may have: the host itself, and the parents next to the top.
///
/// Whoever sends the request chooses the text. What is no domain is left out, so that it gets into no header.
pub(super) fn domains(name: &str) -> impl Iterator<Item = &str> {
    let is_domain = |name: &&str| name.len() <= MAX_CHARS && check_domain(name).is_ok();
    let own = Some(name).filter(is_domain);
    let parents = std::iter::successors(own, move |name| Some(name.split_once('.')?.1).filter(is_domain));
    let skipped = parents.clone().count().saturating_sub(1 + MOST_PARENTS);
    own.into_iter().chain(parents.skip(1).skip(skipped))
}

#[cfg(test)]
mod tests {
    use super::{domains, is_within, name};

    fn all(host: &str) -> Vec<&str> {
        name(host.as_bytes()).into_iter().flat_map(domains).collect()
    }

    #[test]
    fn the_domains_of_a_host_are_itself_and_its_parents() {
        assert_eq!(all("www.shop.example:8443"), ["www.shop.example", "shop.example"]);
        assert_eq!(all("shop.example"), ["shop.example"]);
    }

    #[test]
    fn of_many_parents_the_three_next_to_the_top_are_taken() {
        assert_eq!(
            all("a.b.c.d.shop.example"),
            ["a.b.c.d.shop.example", "c.d.shop.example", "d.shop.example", "shop.example"]
        );
    }

    #[test]
    fn public_suffixes_among_the_parents_are_left_out() {
        assert_eq!(all("www.shop.co.uk"), ["www.shop.co.uk", "shop.co.uk"]);
        assert_eq!(all("shop.github.io"), ["shop.github.io"]);
        assert_eq!(all("github.io"), [""; 0]);
    }

    #[test]
    fn a_host_is_within_its_own_domain_and_those_above() {
        for host in ["shop.example", "SHOP.example", "www.shop.example", "a.b.shop.example"] {
            assert!(is_within(host, "shop.example") && is_within(host, "Shop.Example"), "{host}");
        }
        for host in
            ["", "example", "myshop.example", "shop.example.", "shop.example.evil", "localhost", "10.0.0.1"]
        {
            assert!(!is_within(host, "shop.example"), "{host}");
        }
    }

    #[test]
    fn what_is_no_domain_has_none() {
        let long = format!("{}.example", "a.".repeat(130) + "b");
        for host in
            ["localhost", "127.0.0.1", "[::1]:80", "", "a..b", "shop.example; Domain=x.example", &long]
        {
            assert_eq!(all(host), [""; 0], "{host}");
        }
    }
}
