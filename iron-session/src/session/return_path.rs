//! [`return_path`]: where a visitor was before the login. Its text is written and read side by side.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::paths::{has_dot_segments, path_of};

/// The parameter of the login page's query.
const NEXT: &str = "next=";
/// The longest address that a visitor is sent back to. Proxies refuse headers of more than a few thousand
/// bytes.
const MAX_BYTES: usize = 2048;

/// Where a visitor was before the login page: a path of this site, from the login page's query.
///
/// [`SignedIn`](crate::SignedIn) sends visitors to the login page with `?next=/where/it/was`,
/// percent-encoded. `query` is the query of the login page as it came, still encoded, or none; of an
/// `Option<String>`, as in axum's `RawQuery`, it is `query.as_deref()`. Of several `next` the first one
/// counts.
///
/// Everybody can send a visitor to your login page with a `next` of their own. So the text is none, unless a
/// browser stays on the site with it, in every reading. None of these is returned:
///
/// - another site, such as `https://evil.example`, `//evil.example` and `/\evil.example`, also if some of it
///   is percent-encoded once more
/// - a path with `.` or `..` as a segment, a backslash or a control character
/// - a text that is not UTF-8, or longer than 2048 bytes
///
/// The path is in visible ASCII, so it is fit for a `Location` header. It may have a query. Whether the
/// visitor may see that page is asked there.
///
/// # Examples
///
/// ```
/// use iron_session::return_path;
///
/// let request = http::Request::post("/login?next=/orders%3Fyear%3D2026").body(())?;
/// assert_eq!(return_path(request.uri().query()).as_deref(), Some("/orders?year=2026"));
///
/// assert_eq!(return_path("next=//evil.example"), None);
/// assert_eq!(return_path(None).unwrap_or("/".to_owned()), "/");
/// # Ok::<(), http::Error>(())
/// ```
///
/// A form without `action` posts to the address of its own page, so the query comes with it.
#[must_use]
pub fn return_path<'a>(query: impl Into<Option<&'a str>>) -> Option<String> {
    let value = query.into()?.split('&').find_map(|pair| pair.strip_prefix(NEXT))?;
    decoded(value).filter(|path| path.len() <= MAX_BYTES && is_local(path))
}

/// The address of a page, with `target` as the path to return to: if it is one, and not that page itself.
pub(super) fn with_next(page: &'static str, target: Option<&str>) -> Cow<'static, str> {
    let is_other = |target: &&str| path_of(target) != path_of(page);
    let is_fit = |target: &&str| target.len() <= MAX_BYTES && is_local(target);
    // A page of another site cannot lead back.
    let Some(target) = target.filter(is_other).filter(is_fit).filter(|_| is_local(page)) else {
        return Cow::Borrowed(page);
    };
    let (page, fragment) = page.split_at(page.find('#').unwrap_or(page.len()));
    let separator = match page.find('?') {
        None => "?",
        Some(_) if page.ends_with(['?', '&']) => "",
        Some(_) => "&",
    };
    Cow::Owned(format!("{page}{separator}{NEXT}{}{fragment}", encoded(target, is_plain_in_query)))
}

/// Whether a text is a path of the site that a browser is on, and stays one if somebody decodes it again.
fn is_local(text: &str) -> bool {
    let path = path_of(text);
    let leaves = |rest: &str| {
        let is_slash = |encoded: &str| rest.get(..3).is_some_and(|text| text.eq_ignore_ascii_case(encoded));
        rest.starts_with(['/', '\\']) || is_slash("%2f") || is_slash("%5c")
    };
    text.bytes().all(|byte| byte > b' ' && byte != 0x7f)
        && path.strip_prefix('/').is_some_and(|rest| !leaves(rest))
        && !path.contains('\\')
        && !has_encoded_control(path)
        && !has_dot_segments(path)
}

fn has_encoded_control(path: &str) -> bool {
    let is_control =
        |digits: &str| digits.get(..2).and_then(byte_of).is_some_and(|byte| byte.is_ascii_control());
    path.split('%').skip(1).any(is_control)
}

/// Decodes a value of a query. What is not visible ASCII is encoded in the result. None if it is not UTF-8 or
/// not rightly encoded, if a control character is in it, or if it is too long.
fn decoded(value: &str) -> Option<String> {
    // Each byte takes at most three.
    if value.len() > 3 * MAX_BYTES {
        return None;
    }
    let mut parts = value.split('%');
    let mut bytes = parts.next()?.replace('+', " ").into_bytes();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        bytes.push(byte_of(digits)?);
        bytes.extend_from_slice(rest.replace('+', " ").as_bytes());
    }
    let text = String::from_utf8(bytes).ok().filter(|text| !text.contains(char::is_control))?;
    Some(encoded(&text, |byte| byte.is_ascii_graphic()))
}

/// The byte that two hexadecimal digits stand for.
fn byte_of(digits: &str) -> Option<u8> {
    let are_digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    are_digits.then(|| u8::from_str_radix(digits, 16).ok()).flatten()
}

/// The text with all bytes percent-encoded but the plain ones.
fn encoded(text: &str, is_plain: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// What RFC 3986 never reserves, and `/`, which a query may have.
fn is_plain_in_query(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, return_path, with_next};

    #[test]
    fn the_address_goes_into_the_query_of_the_page() {
        for (page, location) in [
            ("/login", "/login?next=/a%3Fb%3D%2520%26c"),
            ("/login?", "/login?next=/a%3Fb%3D%2520%26c"),
            ("/login?x=1", "/login?x=1&next=/a%3Fb%3D%2520%26c"),
            ("/login?x=1&", "/login?x=1&next=/a%3Fb%3D%2520%26c"),
            ("/login#form", "/login?next=/a%3Fb%3D%2520%26c#form"),
            ("/login?x=1#form?y", "/login?x=1&next=/a%3Fb%3D%2520%26c#form?y"),
        ] {
            assert_eq!(with_next(page, Some("/a?b=%20&c")), location);
            assert_eq!(with_next(page, None), page);
        }
    }

    #[test]
    fn a_page_stays_alone_where_there_is_no_way_back() {
        let long = format!("/{}", "a".repeat(MAX_BYTES));
        for target in ["/login", "/login?x", "//evil.example", "/\\evil.example", "*", "", &long] {
            assert_eq!(with_next("/login?y", Some(target)), "/login?y", "{target}");
        }
        for page in ["https://sso.example/login", "//sso.example/login", "login"] {
            assert_eq!(with_next(page, Some("/a")), page);
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let long = format!("/{}", "%".repeat(MAX_BYTES - 1));
        for target in ["/", "/a", "/a?b=c&next=/d#e", "/a+b?c+d", "/%2e.e/~%41", "/a;b=c,d:@!$'()*", &long] {
            let location = with_next("/login?x=1#form", Some(target));
            let (_, query) = location.trim_end_matches("#form").split_once('?').expect("a query");
            assert_eq!(return_path(query).as_deref(), Some(target));
        }
        let unusual = with_next("/login", Some("/\u{fc}?\u{fc}"));
        assert_eq!(unusual, "/login?next=/%C3%BC%3F%C3%BC");
        assert_eq!(
            return_path(unusual.split_once('?').map(|(_, query)| query)).as_deref(),
            Some("/%C3%BC?%C3%BC")
        );
    }
}
