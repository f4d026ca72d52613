//! The path of an address, as text.

/// The path of an address that has no scheme and host: what comes before the query and the fragment.
pub(crate) fn path_of(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

/// Whether a path has a segment that means "here" or "above". Browsers resolve such segments, also encoded
/// ones, before they send a request. Some servers do it when they have received one, and some of these have
/// decoded the slashes before.
pub(crate) fn has_dot_segments(path: &str) -> bool {
    const SPELLINGS: [&str; 6] = [".", "..", "%2e", ".%2e", "%2e.", "%2e%2e"];
    let path = path.to_ascii_lowercase().replace("%2f", "/").replace("%5c", "/");
    path.split(['/', '\\']).any(|segment| SPELLINGS.contains(&segment))
}

#[cfg(test)]
mod tests {
    use super::{has_dot_segments, path_of};

    #[test]
    fn a_path_ends_before_the_query_and_the_fragment() {
        for (address, path) in [
            ("/a/b", "/a/b"),
            ("/a?b#c", "/a"),
            ("/a#b?c", "/a"),
            ("?a", ""),
            ("", ""),
            ("/\u{e9}?", "/\u{e9}"),
        ] {
            assert_eq!(path_of(address), path);
        }
    }

    #[test]
    fn dot_segments_are_found_in_every_spelling() {
        for path in
            ["/.", "/..", "/a/../b", "/a/./", "/%2e%2E/a", "/.%2e", "/a\\..\\b", "/.%2f%2Fa", "/a%5C..%5cb"]
        {
            assert!(has_dot_segments(path), "{path}");
        }
        for path in ["/", "", "/a.b", "/...", "/.well-known/a", "/a/..b", "/%2e%2e%2e", "/a%2f..b", "/.%252f"]
        {
            assert!(!has_dot_segments(path), "{path}");
        }
    }
}
